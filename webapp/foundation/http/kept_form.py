"""What somebody sent and could not be taken: given back with the page that says so, ready to be sent again."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import host_is_trusted

_RENEWED = frozenset({"csrf_token", "once_key"})
_SECRET = "password"  # noqa: S105 - part of a field's name


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it came in. Passwords are asked for again and files chosen again: neither is written into a page."""

    action: str
    values: list[tuple[str, str]]
    passwords: list[str]
    files: list[str]


def kept_form() -> KeptForm | None:
    """The form of this request; None when there is none, or none that could be read."""
    if request.method != "POST" or not request.mimetype.startswith(("application/x-www-form", "multipart/form-data")):
        return None
    try:
        sent = [(name, value) for name, value in request.form.items(multi=True) if name not in _RENEWED]
        files = [name for name, file in request.files.items(multi=True) if _is_chosen(file)]
    except Exception:  # noqa: BLE001 - it may be the reading of the form that failed, for want of room
        return None
    return KeptForm(
        action=request.full_path.rstrip("?"),
        values=[(name, value) for name, value in sent if _SECRET not in name.lower()],
        passwords=list(dict.fromkeys(name for name, _ in sent if _SECRET in name.lower())),
        files=list(dict.fromkeys(files)),
    )


def came_from_here() -> bool:
    """False for what another site's page sent: nobody here typed it, so nobody shall send it on with one press."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    host = origin_of(origin)[1] if (origin := request.headers.get("Origin")) else request.host
    return host_is_trusted(host, {request.host, *current_app.config["TRUSTED_HOSTS"]})


def page_of_form() -> str:
    """The address of the page whose form was sent, to open it again; "" where it isn't known or nothing was sent."""
    if request.method != "POST":
        return ""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.full_path.rstrip("?")
    before = request.referrer or ""
    is_ours = host_is_trusted(origin_of(before)[1], {request.host, *current_app.config["TRUSTED_HOSTS"]})
    parts = urlsplit(before) if is_ours else None
    if parts is None or parts.path in {"", "/"} or parts.path.startswith("//"):
        return ""
    return f"{parts.path}?{parts.query}".rstrip("?")


def page_above() -> str:
    """The address of the nearest page above this one, for when what this one shows is gone; "" where there is none."""
    adapter = current_app.create_url_adapter(request)
    path = request.path.rstrip("/")
    while adapter is not None and (path := path.rpartition("/")[0]):
        with suppress(HTTPException):
            adapter.match(path, method="GET")
            return path
    return ""


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host of an address that a browser sent; both empty where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.rpartition("@")[2]


def _is_chosen(file: FileStorage) -> bool:
    return bool(file.filename)
