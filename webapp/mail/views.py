from collections.abc import Callable
from typing import Any, TypeVar

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.settings import Settings
from webapp.mail import mailbox_access, queries, services
from webapp.mail.delivery import local_mailbox
from webapp.mail.html_preview import shown
from webapp.mail.mailbox import Mailbox
from webapp.mail.opt_outs import digest_of
from webapp.mail.types import OPT_OUT_LINK

blueprint = Blueprint("mail", __name__)
View = TypeVar("View", bound=Callable[..., Any])


def for_readers(view: View) -> View:
    """Administrators, and whoever tries the program out on this very machine."""
    view.access_policy = access.Policy("admin", lambda _: mailbox_access.may_read())  # type: ignore[attr-defined]
    return view


@blueprint.get("/mailbox")
@for_readers
def mailbox() -> ResponseReturnValue:
    """What would have been sent; the key of the printed link moves into a cookie."""
    keep_private()
    if mailbox_access.KEY in request.args and mailbox_access.has_key():
        opened = make_response(redirect(url_for("mail.mailbox"), 303))
        opened.set_cookie(mailbox_access.COOKIE, mailbox_access.key(), httponly=True, samesite="Lax")
        return opened
    return render_template("mail/mailbox.html", mails=_mailbox().newest())


@blueprint.get("/mailbox/<name>")
@for_readers
def letter(name: str) -> ResponseReturnValue:
    """One mail as text, with its links."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    return render_template("mail/letter.html", mail=found)


@blueprint.get("/mailbox/<name>.html")
@for_readers
def letter_html(name: str) -> ResponseReturnValue:
    """One mail as programs with HTML show it."""
    keep_private()
    found = _mailbox().find(name) or abort(404)
    return shown(found.html)


@blueprint.get("/mailbox/<name>.eml")
@for_readers
def letter_source(name: str) -> ResponseReturnValue:
    """One mail as it would have gone out."""
    keep_private()
    raw = _mailbox().raw(name)
    if raw is None:
        abort(404)
    return Response(
        raw, content_type="message/rfc822", headers={"Content-Disposition": f"attachment; filename={name}.eml"}
    )


@blueprint.route("/mail/off/<token>", methods=["GET", "POST"])
@access.by_token
def opt_out(token: str) -> ResponseReturnValue:
    """No more mail beyond one's own registrations: asked on a page, or at once by a mail program (RFC 8058).

    A program has no cookie and no key of a form: the link itself is the right to do it, and twice is as good as once.
    """
    keep_private()
    email = queries.address_behind(_about(token))
    if request.method == "POST" and email:
        services.stop_mail(digest=digest_of(email), now=clock.now())
    if request.form.get("List-Unsubscribe"):
        return Response(status=204)  # a program reads no page
    is_off = not email or bool(queries.refusing([digest_of(email)]))
    return render_template("mail/opt_out.html", token=token, is_off=is_off)


@blueprint.post("/mail/on/<token>")
@access.by_token
@once
def opt_in(token: str) -> ResponseReturnValue:
    keep_private()
    email = queries.address_behind(_about(token))
    if email:
        services.allow_mail(digest=digest_of(email))
    flash(_("You are subscribed again."), "success")
    return redirect(url_for("mail.opt_out", token=token), 303)


def _about(token: str) -> str:
    return links.unseal(OPT_OUT_LINK, token) or abort(404)


def _mailbox() -> Mailbox:
    settings: Settings = current_app.config["SETTINGS"]
    if settings.mail_delivery != "mailbox":
        abort(404)
    return local_mailbox(settings)
