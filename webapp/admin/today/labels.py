"""What waits, in words, and where each thing is done."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from webapp.admin.standing.readiness import ways
from webapp.admin.today.queries import Due, Unsent, Waiting
from webapp.events.models import Event
from webapp.organising.attention import Kind, Matter


class Row(NamedTuple):
    """What waits at an event or with a host, and where that is; of several missing things each has a way of its own."""

    event: Event | None
    said: str
    url: str
    missing: Sequence[tuple[str, str | None]] = ()
    host: str = ""


class Group(NamedTuple):
    """What waits of one kind; `left` more aren't shown."""

    title: str
    icon: str
    rows: Sequence[Row]
    left: int = 0


class _Words(NamedTuple):
    title: LazyString
    icon: str
    endpoint: str
    said: Callable[[Matter], str]
    asks: Mapping[str, Any] = MappingProxyType({})


def _n(one: str, many: str) -> Callable[[Matter], str]:
    """How many of these wait; texts are collected from calls of this name."""
    return lambda matter: str(ngettext(one, many, matter.number))


def _missing(matter: Matter) -> str:
    return str(ngettext("%(num)s thing is missing:", "%(num)s things are missing:", len(matter.steps)))


def _draft(matter: Matter) -> str:
    return _missing(matter) if matter.steps else str(_("Ready to be published."))


_PEOPLE = "admin.people.registrations"
_READINESS = {"_anchor": "readiness"}
_WORDS: dict[Kind, _Words] = {
    Kind.DOOR_OPEN: _Words(
        _l("The door is open"),
        "scan",
        "admin.door.door",
        _n("%(num)s person has been let in.", "%(num)s people have been let in."),
    ),
    Kind.CALLS: _Words(
        _l("To be called"),
        "warning",
        _PEOPLE,
        _n(
            "%(num)s person without an email address has been offered a place. Please call before the offer runs out.",
            "%(num)s people without an email address have been offered a place. Please call before the offers run out.",
        ),
        {"status": "offered"},
    ),
    Kind.REQUESTS: _Words(
        _l("To be decided"),
        "decision",
        _PEOPLE,
        _n("%(num)s person is waiting for your decision.", "%(num)s people are waiting for your decision."),
        {"status": "requested"},
    ),
    Kind.WISHES: _Words(
        _l("People to be added"),
        "people",
        _PEOPLE,
        _n(
            "%(num)s person is to be added to a registration that you have already approved.",
            "%(num)s people are to be added to registrations that you have already approved.",
        ),
    ),
    Kind.MISSING: _Words(_l("Still missing for the day"), "task", "admin.events.event", _missing, _READINESS),
    Kind.UNASKED: _Words(
        _l("Questions in draft"),
        "clipboard",
        "admin.sign_up.questions",
        lambda _matter: str(_("Your changes to the questions are not in use yet.")),
    ),
    Kind.WAITING: _Words(
        _l("On the waiting list although places are free"),
        "wait",
        _PEOPLE,
        _n(
            "%(num)s person is on the waiting list although places are free.",
            "%(num)s people are on the waiting list although places are free.",
        ),
        {"status": "waiting"},
    ),
    Kind.LISTS: _Words(
        _l("Guest lists with faults"),
        "warning",
        "admin.invitations.invitations",
        _n("%(num)s guest list has rows that can’t be used.", "%(num)s guest lists have rows that can’t be used."),
    ),
    Kind.CANVASES: _Words(
        _l("Canvases to release"),
        "canvas",
        "admin.results.results",
        _n("%(num)s canvas isn’t released yet.", "%(num)s canvases aren’t released yet."),
    ),
    Kind.DRAFT: _Words(_l("Drafts"), "edit", "admin.events.event", _draft, _READINESS),
}


def groups(found: Waiting) -> list[Group]:
    """What waits, by its kind, the most pressing first; mail that didn't arrive comes before what has time.

    Contacts to look at again come last.
    """
    told = [
        Group(str(_WORDS[kind].title), _WORDS[kind].icon, [_row(each) for each in of_kind], found.left.get(kind, 0))
        for kind, of_kind in groupby(found.matters, key=lambda matter: matter.kind)
    ]
    unsent = [Group(_("Emails that didn’t arrive"), "mail", [_unsent(each) for each in found.unsent])]
    due = [Group(_("Contacts to review"), "people", [_due(each) for each in found.due])]
    pressing = sum(1 for kind, _of in groupby(found.matters, key=lambda each: each.kind) if kind is Kind.DOOR_OPEN)
    unsent, due = unsent if found.unsent else [], due if found.due else []
    return [*told[:pressing], *unsent, *told[pressing:], *due]


def _row(matter: Matter) -> Row:
    words = _WORDS[matter.kind]
    slug = matter.event.slug
    return Row(
        matter.event, words.said(matter), url_for(words.endpoint, slug=slug, **words.asks), ways(matter.steps, slug)
    )


def _unsent(unsent: Unsent) -> Row:
    number = sum(unsent.states.values())
    said = ngettext("%(num)s email didn’t arrive.", "%(num)s emails didn’t arrive.", number)
    only = next(iter(unsent.states)).value if len(unsent.states) == 1 else None
    return Row(unsent.event, said, url_for("admin.letters.mail", slug=unsent.event.slug, status=only))


def _due(due: Due) -> Row:
    said = ngettext("%(num)s contact is due for review.", "%(num)s contacts are due for review.", due.number)
    url = url_for("admin.contacts.people", organisation=due.host.key, review="due")
    return Row(None, said, url, host=due.host.name)
