"""No more mail beyond one's own registrations, and back."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.mail import queries, services
from webapp.mail.opt_outs.links import address_of, digest_of
from webapp.public.opt_outs.blueprint import blueprint


@blueprint.route("/mail/off/<token>", methods=["GET", "POST"])
@access.by_token
def opt_out(token: str) -> ResponseReturnValue:
    """No more mail beyond one's own registrations: asked on a page, or at once by a mail program (RFC 8058).

    A program has no cookie and no key of a form: the link itself is the right to do it, and twice is as good as once.
    """
    keep_private()
    email = _address(token)
    if request.method == "POST" and email:
        services.stop_mail(digest=digest_of(email), now=clock.now())
    if request.form.get("List-Unsubscribe"):
        return Response(status=204)  # a program reads no page
    is_off = not email or bool(queries.refusing([digest_of(email)]))
    return render_template("public/opt_outs/opt_out.html", token=token, is_off=is_off)


@blueprint.post("/mail/on/<token>")
@access.by_token
@once
def opt_in(token: str) -> ResponseReturnValue:
    keep_private()
    email = _address(token)
    if email:
        services.allow_mail(digest=digest_of(email))
    flash(_("You are subscribed again."), "success")
    return redirect(url_for("public.opt_outs.opt_out", token=token), 303)


def _address(token: str) -> str:
    found = address_of(token)
    return abort(404) if found is None else found
