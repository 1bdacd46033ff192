"""What many are told at once: written, looked at with its count, then sent or planned."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.letters.blueprint import blueprint
from webapp.admin.letters.forms import MailingForm, placeholders_of
from webapp.admin.letters.labels import MAILING_STATES
from webapp.admin.wording.labels import MAIL_KINDS, labels_of
from webapp.admin.wording.mails import offered_at
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
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
from webapp.mail.mailings.queries import mark_of_mailing
from webapp.mail.mailings.samples import sample_of
from webapp.mail.types import MAILINGS, MailKind
from webapp.registration.queries import setup_of, tags_of
from webapp.registration.queries.setup import categories_in_use
from webapp.registration.types import CategoryTerms

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.mail.models import Mailing

_SHOWN = 5
_NOT_DROPPED: Said = {MailingDecidedError: _l("It is already being sent.")}
_USUAL = {
    MailKind.MESSAGE: {"status": "confirmed"},
    MailKind.REMINDER: {"status": "confirmed", "amount": 2, "unit": "days"},
    MailKind.THANKS: {"status": "confirmed", "amount": 1, "unit": "days", "came": True},
}


@blueprint.route("/events/<slug>/mail/new/<name>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def new_mailing(slug: str, name: str) -> ResponseReturnValue:
    """Write to many; nobody gets it before it was looked at."""
    event = get_event(slug)
    kind = MailKind(name) if name in set(MAILINGS) else abort(404)
    if request.method == "GET" and kind not in offered_at(event, clock.now()):
        flash(_("That’s no longer possible. This is how the event stands now."), "warning")
        return redirect(url_for("admin.letters.mail", slug=slug), 303)
    categories = categories_in_use(event.id, setup_of(event.id))
    form = MailingForm(kind, labels_of(categories), tags_of(event.id), lang=event.language, data=_USUAL[kind])

    def draft() -> ResponseReturnValue:
        drafted = _drafted(event, kind, form, categories)
        return redirect(url_for("admin.letters.mailing", slug=slug, mailing_id=drafted.public_id), 303)

    def show() -> str:
        shown = {"kind": kind.value, "label": MAIL_KINDS[kind.value], "placeholders": placeholders_of(kind)}
        return render_template("admin/letters/new_mailing.html", event=event, form=form, **shown)

    return form_page(form, draft, show)


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
        now = found.kind == MailKind.MESSAGE
        said = _("The message is on its way.") if now else _("It will be sent automatically at the chosen time.")
        return done(said, "admin.letters.mail", slug=slug)

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
    services.take_mailing_back(mailing=queries.get_mailing(get_event(slug).id, mailing_id))
    said = _("The email is back as a draft. Nothing is sent until you say so.")
    return done(said, "admin.letters.mailing", slug=slug, mailing_id=mailing_id)


def _drafted(event: "Event", kind: MailKind, form: MailingForm, categories: Sequence[CategoryTerms]) -> "Mailing":
    by_id = {each.public_id: each.category_id for each in categories}
    return services.draft_mailing(
        event=event,
        kind=kind,
        recipients=form.recipients(by_id),
        texts=form.texts(),
        moment=form.moment(),
        link=form.link.data if "link" in form else "",
        is_service=not ("is_news" in form and form.is_news.data),
        now=clock.now(),
    )


def _to_mail(slug: str) -> ResponseReturnValue:
    return redirect(url_for("admin.letters.mail", slug=slug), 303)
