"""Forms are taken from our own pages only, whatever host name a proxy hands on."""

from flask import current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.sansio.utils import host_is_trusted

from webapp.foundation.http.kept_form import origin_of


class ForeignFormError(CSRFError):  # type: ignore[misc]
    """The form comes from a page under another name; `origin` says which, as far as it was told."""

    def __init__(self, origin: str) -> None:
        super().__init__("the form comes from elsewhere")
        self.origin = origin


class FormGuard(CSRFProtect):  # type: ignore[misc]
    """As Flask-WTF's, but over https a page of any name of ours is one of ours.

    Flask-WTF compares with the host that was asked, and behind a proxy that is the proxy's word for us.
    """

    def protect(self, *values: object, **named: object) -> None:
        super().protect(*values, **named)
        if g.get("csrf_valid") and request.is_secure and current_app.config["BASE_URL"].startswith("https:"):
            _check_origin()


def _check_origin() -> None:
    scheme, host = origin_of(request.referrer or "")
    if scheme != "https" or not host_is_trusted(host, current_app.config["TRUSTED_HOSTS"]):
        raise ForeignFormError(host or "nowhere")
