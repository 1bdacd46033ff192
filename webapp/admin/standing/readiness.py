"""The steps of getting ready, in words and with the place where each is done."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from babel.lists import format_list
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from webapp.accounts import rights
from webapp.accounts.queries import administrators
from webapp.accounts.types import Role
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.http import formats, language
from webapp.organising.queries import Cockpit
from webapp.organising.types import Step, Task

_NOTHING_LATER: Mapping[Step, str] = MappingProxyType({})


class Words(NamedTuple):
    """A step's title, why it matters, and where it is done."""

    title: LazyString
    hint: LazyString
    endpoint: str
    anchor: str = ""


_WORDS = {
    Step.LEGAL_TEXTS: Words(
        _l("The legal texts of this site"),
        _l("Legal notice, privacy notice and accessibility statement: no event is published without them."),
        "admin.office.texts",
    ),
    Step.AHEAD: Words(
        _l("A date in the future"), _l("Only what is still to come can be published."), "admin.events.edit_event", "day"
    ),
    Step.TIME: Words(
        _l("A time that someone has checked"),
        _l("The imported file did not give the whole time, so we assumed it. Please check it and save."),
        "admin.events.edit_event",
        "starts",
    ),
    Step.DEADLINE: Words(
        _l("A registration deadline still to come"),
        _l("It has passed, so no one could register. Please choose a later one or leave the field empty."),
        "admin.events.edit_event",
        "closes_at",
    ),
    Step.CATEGORIES_OPEN: Words(
        _l("A category that is still open"),
        _l("All categories have closed, so no one could register. Please let one of them close later."),
        "admin.sign_up.categories",
    ),
    Step.TEASER: Words(
        _l("One or two sentences that invite"),
        _l("They appear in lists and search results."),
        "admin.events.edit_event",
        "teaser",
    ),
    Step.VENUE: Words(
        _l("The venue or a link for joining online"),
        _l("People plan their way before they register."),
        "admin.events.edit_event",
        "venue",
    ),
    Step.CONTACT: Words(
        _l("An email address for questions"),
        _l("Replies to our emails go there too."),
        "admin.events.edit_event",
        "contact_email",
    ),
    Step.AGENDA: Words(
        _l("An agenda"), _l("At least one item, so that people know what to expect."), "admin.programme.agenda"
    ),
    Step.DESCRIPTION: Words(
        _l("A description"), _l("What it is about and what comes of it."), "admin.events.edit_event", "description"
    ),
    Step.MEASURE: Words(
        _l("The measure it supports"),
        _l("So the results find their way to the plan."),
        "admin.events.edit_event",
        "measures-0-measure",
    ),
    Step.ACCESS: Words(
        _l("Accessibility details"), _l("Steps, lift, toilet, hearing loop."), "admin.events.edit_event", "venue_access"
    ),
    Step.PROGRAMME_FITS: Words(
        _l("An agenda without overlaps"), _l("Nothing overlaps or runs past the end."), "admin.programme.agenda"
    ),
    Step.PLAIN_LANGUAGE: Words(
        _l("A text in plain language"),
        _l("For everyone who finds long texts hard."),
        "admin.events.edit_event",
        "plain_language",
    ),
    Step.DOOR_LINK: Words(
        _l("A helper link for the door"),
        _l("It opens the check-in on any phone, without an account."),
        "admin.door.access_links",
    ),
    Step.FACILITATOR_LINK: Words(
        _l("A helper link for the facilitators"),
        _l("It opens stations, groups and canvases."),
        "admin.door.access_links",
    ),
    Step.FACILITATORS: Words(
        _l("A facilitator for each station"), _l("Their names appear on the posters."), "admin.stations.stations"
    ),
    Step.STATION_PLACES: Words(
        _l("A location for each station"), _l("So that people find their way."), "admin.stations.stations"
    ),
    Step.QUESTIONS_ASKED: Words(
        _l("Changed questions: use them from now on"),
        _l("The draft of your questions isn’t asked yet: people still see the form as it was."),
        "admin.sign_up.questions",
    ),
    Step.CANVASES_APPROVED: Words(
        _l("All canvases released"),
        _l("Everyone can read released results; of presented ones only the title and what they serve."),
        "hall.stage.facilitate",
    ),
    Step.CANVASES_LINKED: Words(
        _l("Every canvas linked to a measure or goal"),
        _l("The next review follows this thread."),
        "hall.stage.facilitate",
    ),
    Step.SERVED: Words(
        _l("The measure that the event supported"),
        _l("It shows up as evidence there."),
        "admin.events.edit_event",
        "measures-0-measure",
    ),
}


def stages(cockpit: Cockpit, slug: str) -> dict[str, list[dict[str, object]]]:
    """The rows of each stage; once the event is published, no step is told twice and its times are no steps."""
    of_drafts = {Step.LEGAL_TEXTS, Step.AHEAD, Step.TIME, Step.DEADLINE, Step.CATEGORIES_OPEN}
    told = of_drafts | {task.step for task in cockpit.doors}
    left_out = set() if cockpit.phase is Phase.DRAFT else told
    return {
        "publishing": rows([task for task in cockpit.publishing if task.step not in left_out], slug),
        "doors": rows(cockpit.doors, slug, _later(cockpit)),
        "afterwards": rows(cockpit.afterwards, slug),
    }


def _later(cockpit: Cockpit) -> dict[Step, str]:
    """What can't be done yet, and from which day on it can."""
    day = formats.plain_day(clock.local(cockpit.links_from, cockpit.event.zone), language.current())
    said = _("A link works for up to 30 days: you can create this one from %(day)s.", day=day)
    links = [task for task in cockpit.doors if task.step in {Step.DOOR_LINK, Step.FACILITATOR_LINK}]
    return {task.step: said for task in links if not task.done and not task.required}


def rows(tasks: Iterable[Task], slug: str, later: Mapping[Step, str] = _NOTHING_LATER) -> list[dict[str, object]]:
    """The tasks as a list for reading and for going where they are done; `later` says why some wait."""
    return [
        {
            "title": _WORDS[task.step].title,
            "hint": None if task.done else later.get(task.step) or _hint(task.step),
            "status": _("Later") if task.step in later else None,
            "url": _url(_WORDS[task.step], slug),
            "done": task.done,
            "required": task.required,
        }
        for task in tasks
    ]


def ways(steps: Iterable[Step], slug: str) -> list[tuple[str, str | None]]:
    """What these steps are called, and where each is done."""
    return [(str(_WORDS[step].title), _url(_WORDS[step], slug)) for step in steps]


def _url(words: Words, slug: str) -> str | None:
    if words.endpoint.startswith("admin.office."):  # of the installation, not of the event
        return url_for(words.endpoint) if rights.is_admin() else None
    return url_for(words.endpoint, slug=slug, _anchor=words.anchor or None)


def _hint(step: Step) -> LazyString | str:
    if step is not Step.LEGAL_TEXTS or rights.is_admin():
        return _WORDS[step].hint
    everywhere = [each for each in administrators() if any(held.role == Role.ADMIN for held in each.held)]
    names = format_list([each.user.name for each in everywhere], "or", locale=language.current())
    return _("Only %(names)s can publish them, for the whole site. Please ask.", names=names)
