"""What many are told at once: written, looked at with its count, then sent or planned."""

from functools import partial
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.letters.blueprint import blueprint
from webapp.admin.letters.labels import MAILING_STATES
from webapp.admin.wording.labels import MAIL_KINDS
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done
from webapp.foundation.http.html_preview import shown
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.language import LANGUAGES
from webapp.foundation.http.refusals import Said
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.jobs import wake
from webapp.foundation.seen import FIELD as SEEN
from webapp.mail import queries, services
from webapp.mail.errors import MailingDecidedError
from webapp.mail.mailings.announcing import count_of, may_be_refused, words_for, write_mailings
from webapp.mail.mailings.moments import goes_out_at
from webapp.mail.mailings.queries import mark_of_mailing
from webapp.mail.mailings.samples import sample_of
from webapp.mail.mailings.services import is_open
from webapp.mail.types import MailKind

if TYPE_CHECKING:
    from webapp.mail.models import Mailing

_SHOWN = 5
_NOT_DROPPED: Said = {MailingDecidedError: _l("It is already being sent.")}


@blueprint.get("/events/<slug>/mail/mailings/<mailing_id>")
@access.at_event(Role.ORGANIZER)
def mailing(slug: str, mailing_id: str) -> ResponseReturnValue:
    """A mailing as it reads, and how many people get it."""
    event = get_event(slug)
    found = queries.get_mailing(event.id, mailing_id)
    people, refused = count_of(found)
    return render_template(
        "admin/letters/mailing.html",
        event=event,
        mailing=found,
        label=MAIL_KINDS[found.kind],
        state=MAILING_STATES[found.state],
        is_open=is_open(found),
        goes_out_at=goes_out_at(found),
        is_late=_is_late(found),
        people=people[:_SHOWN],
        count=len(people),
        seen=mark_of_mailing(found),
        refused=refused,
        optional=may_be_refused(found),
        languages=[lang for lang in LANGUAGES if lang in found.texts] or [event.language],
        subjects={lang: words_for(found, lang).subject for lang in LANGUAGES},
    )


@blueprint.get("/events/<slug>/mail/mailings/<mailing_id>/letter/<lang>")
@access.at_event(Role.ORGANIZER)
def mailing_letter(slug: str, mailing_id: str, lang: str) -> ResponseReturnValue:
    """The letter as somebody made up would get it, for a frame of ours."""
    keep_private()
    if lang not in LANGUAGES:
        abort(404)
    found = queries.get_mailing(get_event(slug).id, mailing_id)
    return shown(sample_of(found, lang).html, inside=True)


@blueprint.post("/events/<slug>/mail/mailings/<mailing_id>/send")
@access.at_event(Role.ORGANIZER)
@once
def send_mailing(slug: str, mailing_id: str) -> ResponseReturnValue:
    """Have it sent: a message now, anything else at its moment."""
    found = queries.get_mailing(get_event(slug).id, mailing_id)

    def send() -> ResponseReturnValue:
        services.send_mailing(mailing=found, now=clock.now(), seen=request.form.get(SEEN))
        wake(write_mailings)
        return done(_when_it_goes(found), "admin.letters.mail", slug=slug)

    own = redirect(url_for("admin.letters.mailing", slug=slug, mailing_id=mailing_id), 303)
    return attempt(send, lambda: own, REFUSALS)


@blueprint.post("/events/<slug>/mail/mailings/<mailing_id>/drop")
@access.at_event(Role.ORGANIZER)
@once
def drop_mailing(slug: str, mailing_id: str) -> ResponseReturnValue:
    """Give it up while nobody has got it."""
    found = queries.get_mailing(get_event(slug).id, mailing_id)

    drop = partial(services.drop_mailing, mailing=found, now=clock.now())
    undo = Undo(url_for("admin.letters.restore_mailing", slug=slug, mailing_id=mailing_id))
    said = _("It is in the bin for 30 days. It was not sent to anyone.")
    return attempt(drop, lambda: _to_mail(slug), _NOT_DROPPED, told=said, undo=undo)


@blueprint.post("/events/<slug>/mail/mailings/<mailing_id>/restore")
@access.at_event(Role.ORGANIZER)
@once
def restore_mailing(slug: str, mailing_id: str) -> ResponseReturnValue:
    """Out of the bin, as a draft."""
    is_back = services.take_mailing_back(mailing=queries.get_mailing(get_event(slug).id, mailing_id))
    said = _("The email is back as a draft. Nothing is sent until you say so.")
    if not is_back:
        said = _("The email was back already. This page shows how it stands now.")
    return done(said, "admin.letters.mailing", slug=slug, mailing_id=mailing_id)


def _when_it_goes(mailing: "Mailing") -> str:
    said: str = _("It will be sent automatically at the chosen time.")
    if mailing.kind == MailKind.MESSAGE:
        said = _("The message is on its way.")
    elif _is_late(mailing):
        said = _("The chosen time has passed. It is on its way.")
    return said


def _is_late(mailing: "Mailing") -> bool:
    moment = goes_out_at(mailing)
    return moment is not None and moment <= clock.now()


def _to_mail(slug: str) -> ResponseReturnValue:
    return redirect(url_for("admin.letters.mail", slug=slug), 303)
