"""One decision about many registrations: who was chosen is shown once more, then it is done.

The people go along with the form and may be others by then; so its page is shown again for more than what was typed.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.people.blueprint import blueprint
from webapp.admin.people.forms.bulk import form_for
from webapp.admin.people.labels import BULK_ACTIONS
from webapp.admin.people.views.registrations import wanted_at
from webapp.admin.wording.groups import warn_of_many
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import checked_form
from webapp.foundation.http.forms import Form
from webapp.foundation.http.idempotency import once
from webapp.mail.services import draft_mailing
from webapp.mail.types import MailKind, Moment, OwnWords, Recipients
from webapp.organising.services import MOST, decide
from webapp.organising.types import BulkAction
from webapp.registration.queries import Setup, line_is_over, mark_of_people, mark_of_request, setup_of, shows_all_people
from webapp.registration.queries.limits import is_limited
from webapp.registration.queries.lists import as_tagged_before, chosen_of, ids_of
from webapp.registration.types import RegistrationFilter

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration

_SHOWN = 12
_CHOOSES = {"action", "everybody", "chosen", "q", "status", "category", "tag", "source", "attendance"}
_DECIDING = {BulkAction.APPROVE, BulkAction.DECLINE}
_OF_PEOPLE = {BulkAction.CANCEL, BulkAction.CHECK_IN}  # done to all on the registrations, whoever that is


@blueprint.get("/events/<slug>/registrations/many")
@access.at_event(Role.ORGANIZER)
def many(slug: str) -> ResponseReturnValue:
    """Who was chosen, and what there is to type before it is done."""
    event, setup = get_event(slug), setup_of(get_event(slug).id)
    action = _action(request.args.get("action", ""))
    if request.args.get("everybody"):
        ids = ids_of(event.id, wanted_at(setup), limit=MOST + 1)
    else:
        ids = request.args.getlist("chosen")
    people = chosen_of(event.id, ids[:MOST])
    if why := _why_not(ids, people):
        flash(why, "warning")
        return redirect(url_for("admin.people.registrations", slug=slug), 303)
    form = form_for(action, _categories(setup), reason=_reply(setup))
    return _page(event, setup, action, people, form)


@blueprint.post("/events/<slug>/registrations/many/<name>")
@access.at_event(Role.ORGANIZER)
@once
def do_to_many(slug: str, name: str) -> ResponseReturnValue:
    """Do it to each of them that it can be done to."""
    event, action = get_event(slug), _action(name)
    setup = setup_of(event.id)
    people = chosen_of(event.id, request.form.get("people", "").split(",")[:MOST])
    form = form_for(action, _categories(setup))
    if not _may_go_on(form, people):
        return _page(event, setup, action, people, form), 422
    if action is BulkAction.MAIL:
        return checked_form(
            form, lambda: _drafted(event, people, form), lambda: _page(event, setup, action, people, form)
        )
    if grown := _grown(action, people):
        return _page(event, setup, action, people, form, grown), 409
    done = decide(action, event=event, registrations=people, said=_said(form, setup, event), now=clock.now())
    said = ngettext("Done for %(num)s registration.", "Done for %(num)s registrations.", done.changed)
    if done.left:
        said += " " + ngettext("%(num)s was left unchanged.", "%(num)s were left unchanged.", done.left)
    flash(said, "success" if done.changed else "warning")
    if action is BulkAction.MOVE and done.changed:
        warn_of_many(people)
    return redirect(url_for("admin.people.registrations", slug=slug), 303)


def _why_not(ids: Sequence[str], people: Sequence["Registration"]) -> str:
    """Why nothing can be done to this choice; empty where it can."""
    if not ids:
        return str(_("Please tick at least one registration."))
    if len(ids) > MOST:
        return str(_("That is too many at once. Please narrow your search to %(most)s or fewer.", most=MOST))
    return "" if people else _said_gone()


def _may_go_on(form: Form, people: Sequence["Registration"]) -> bool:
    """Whether there is anybody left to do it to, and all is typed that it takes; else the form says what is wrong."""
    is_valid = form.validate()
    if not people:
        form.form_errors.append(_said_gone())
    return bool(is_valid and people)


def _said_gone() -> str:
    return str(_("None of the registrations you chose exists any more. Please choose again from the list."))


def _page(
    event: "Event",
    setup: Setup,
    action: BulkAction,
    people: Sequence["Registration"],
    form: Form,
    grown: Sequence["Registration"] = (),
) -> str:
    return render_template(
        "admin/people/many.html",
        event=event,
        action=action.value,
        label=BULK_ACTIONS[action.value],
        people=people,
        shown=_SHOWN,
        limited=is_limited(event),
        line_over=line_is_over(event, clock.now()),
        form=form,
        grown=grown,
        seen=_marks(action, people),
        replies=_replies(event, setup) if action is BulkAction.DECLINE and request.method == "GET" else (),
    )


def _marks(action: BulkAction, people: Sequence["Registration"]) -> list[str]:
    """What the page shows of each."""
    if action in _DECIDING:
        return [mark_of_request(each) for each in people]
    return [mark_of_people(each) for each in people] if action in _OF_PEOPLE else []


def _grown(action: BulkAction, people: Sequence["Registration"]) -> list["Registration"]:
    """Those with somebody on them by now whom the page didn't show."""
    if action not in _OF_PEOPLE:
        return []
    seen = _seen()
    return [each for each in people if each.is_live and not shows_all_people(seen.get(each.public_id, ""), each)]


def _replies(event: "Event", setup: Setup) -> list[tuple[str, str]]:
    """The templates with the addresses of this page by which they are taken: the same choice, said the same way."""
    chosen: dict[str, Any] = {name: values for name, values in request.args.lists() if name in _CHOOSES}
    pages = (
        url_for("admin.people.many", slug=event.slug, **chosen, reply=number) for number in range(len(setup.replies))
    )
    return [(each["title"], page) for each, page in zip(setup.replies, pages, strict=True)]


def _drafted(event: "Event", people: Sequence["Registration"], form: Form) -> ResponseReturnValue:
    """A message to those who were chosen, to be looked at before it goes out."""
    chosen = Recipients(RegistrationFilter(chosen=tuple(each.public_id for each in people)))
    words = {event.language: OwnWords(form.subject.data, form.text.data)}
    mailing = draft_mailing(
        event=event, kind=MailKind.MESSAGE, recipients=chosen, texts=words, moment=Moment(), now=clock.now()
    )
    return redirect(url_for("admin.letters.mailing", slug=event.slug, mailing_id=mailing.public_id), 303)


def _action(name: str) -> BulkAction:
    return BulkAction(name) if name in set(BulkAction) else abort(404)


def _categories(setup: Setup) -> list[tuple[str, str]]:
    lang = language.current()
    return [(each.public_id, each.labelled(lang)) for each in setup.terms if each.category_id is not None]


def _reply(setup: Setup) -> str:
    """The text of the template that was chosen, if one was."""
    number = request.args.get("reply", -1, type=int)
    return setup.replies[number]["text"] if 0 <= number < len(setup.replies) else ""


def _said(form: Form, setup: Setup, event: "Event") -> Mapping[str, object]:
    said = {field.name: field.data for field in form if field.name != "csrf_token"}
    if "category" in said:
        by_id = {each.public_id: each.category_id for each in setup.terms}
        said["category_id"] = by_id.get(said["category"])
    if "tags" in said:
        said["tags"] = as_tagged_before(event.id, said["tags"])
    return {**said, "seen": _seen()}


def _seen() -> dict[str, str]:
    """What the page showed of each, as marks."""
    chosen, seen = (request.form.get(name, "").split(",")[:MOST] for name in ("people", "seen"))
    return dict(zip(chosen, seen, strict=False))
