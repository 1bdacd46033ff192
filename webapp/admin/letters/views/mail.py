"""The event's outbox, and the words in which its mails speak."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.letters.blueprint import blueprint
from webapp.admin.letters.forms import EditWordsForm, WordsForm, placeholders_of
from webapp.admin.letters.labels import MAILING_STATES
from webapp.admin.paging import PER_PAGE, page_of
from webapp.admin.wording.labels import MAIL_KINDS, MAIL_STATES, problem_said
from webapp.admin.wording.mails import offered_at
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.html_preview import shown
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.language import LANGUAGES
from webapp.foundation.http.transaction_frame import keep_private
from webapp.foundation.jobs import wake
from webapp.mail import queries, services
from webapp.mail.letters.enqueueing import own_host
from webapp.mail.letters.truth import still_true
from webapp.mail.mailings.samples import sample
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import WORDABLE, MailKind, MailState


@blueprint.get("/events/<slug>/mail")
@access.at_event(Role.ORGANIZER)
def mail(slug: str) -> ResponseReturnValue:
    """What went out and what didn't; what many were or will be told."""
    event = get_event(slug)
    status, words = request.args.get("status", ""), request.args.get("q", "")
    state = MailState(status) if status in set(MailState) else None
    number = max(1, request.args.get("page", 1, type=int))
    found = queries.outbox_of(event.id, state, words, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "admin/letters/mail.html",
        event=event,
        found=found,
        page=page_of(number, found.total),
        true_still=still_true(found.mails, event, clock.now()),
        tally=queries.tally_of(event.id, words),
        set_aside=queries.tally_of(event.id)[MailState.SET_ASIDE],
        mailings=queries.mailings_of(event.id),
        binned=queries.mailings_in_bin(event.id),
        kinds=MAIL_KINDS,
        states=MAIL_STATES,
        mailing_states=MAILING_STATES,
        problem=problem_said,
        status=status,
        words=words,
        offered=offered_at(event, clock.now()),
    )


@blueprint.post("/events/<slug>/mail/<mail_id>/again")
@access.at_event(Role.ORGANIZER)
@once
def send_mail_again(slug: str, mail_id: str) -> ResponseReturnValue:
    """Try once more what wasn't delivered, or send once more what was."""
    event = get_event(slug)
    mail = queries.get_mail(event.id, mail_id)
    if still_true([mail], event, clock.now()):
        services.send_again(mail=mail, host=own_host(), now=clock.now())
        wake(deliver_due)
        flash(_("The email will be sent again."), "success")
    else:
        flash(_("What this email says is no longer true, so it has not been sent again."), "warning")
    return redirect(url_for("admin.letters.mail", slug=slug), 303)


@blueprint.post("/events/<slug>/mail/again")
@access.at_event(Role.ORGANIZER)
@once
def send_all_again(slug: str) -> ResponseReturnValue:
    """Try once more all that wasn't delivered and is true still."""
    event = get_event(slug)
    waiting = queries.mails_set_aside(event.id)
    true_still = still_true(waiting, event, clock.now())
    for each in waiting:
        if each.public_id in true_still:
            services.send_again(mail=each, host=own_host(), now=clock.now())
    wake(deliver_due)
    sent, left = len(true_still), len(waiting) - len(true_still)
    if sent:
        flash(ngettext("%(num)s email will be sent again.", "%(num)s emails will be sent again.", sent), "success")
    if left:
        said = ngettext(
            "%(num)s email says what is no longer true, so it has not been sent again.",
            "%(num)s emails say what is no longer true, so they have not been sent again.",
            left,
        )
        flash(said, "warning")
    return redirect(url_for("admin.letters.mail", slug=slug), 303)


@blueprint.get("/events/<slug>/mail/words")
@access.at_event(Role.ORGANIZER)
def mail_words(slug: str) -> ResponseReturnValue:
    """The kinds of mails and which of them speak in the organizer's own words."""
    event = get_event(slug)
    return render_template(
        "admin/letters/mail_words.html",
        event=event,
        kinds={kind.value: MAIL_KINDS[kind.value] for kind in WORDABLE},
        languages=[lang for lang in LANGUAGES if lang in site.current().languages],
        changed=queries.worded(event.id),
    )


@blueprint.route("/events/<slug>/mail/words/<kind>/<lang>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_words(slug: str, kind: str, lang: str) -> ResponseReturnValue:
    """Say mails of a kind in other words."""
    event, known = get_event(slug), _kind(kind, lang)
    form = EditWordsForm(over=queries.own_words(event.id, known, lang))

    def word() -> ResponseReturnValue:
        services.word(event=event, kind=known, lang=lang, words=form.words())
        return done(_("Emails will now use this text."), "admin.letters.mail_words", slug=slug)

    def show() -> str:
        shown = {"kind": kind, "lang": lang, "label": MAIL_KINDS[kind], "placeholders": placeholders_of(known)}
        return render_template("admin/letters/edit_words.html", event=event, form=form, **shown)

    return form_page(form, word, show)


@blueprint.route("/events/<slug>/mail/words/<kind>/<lang>/letter", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
def words_letter(slug: str, kind: str, lang: str) -> ResponseReturnValue:
    """The letter in the words that are kept, or in those just typed; nothing is stored."""
    keep_private()
    event, known = get_event(slug), _kind(kind, lang)
    form = WordsForm()
    typed = form.words() if form.validate_on_submit() else None
    return shown(sample(known, event, lang, typed).html, inside=True)


def _kind(name: str, lang: str) -> MailKind:
    if name not in set(WORDABLE) or lang not in LANGUAGES:
        abort(404)
    return MailKind(name)
