"""What the pages behind the link to one's own registration share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts.acting import go_on_as
from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.fields.types import FieldKind
from webapp.fields.wording import shown
from webapp.foundation.http import form_page, language, links
from webapp.foundation.http.transaction_frame import keep_private
from webapp.public.refusals import refusals_at, why_nobody_joins
from webapp.registration import queries, services
from webapp.registration.services import history
from webapp.registration.types import LINK, Joining, RegistrationAvailability, RegistrationStatus
from webapp.stations.wished import forms_with_stations, left_out, stations_held, wished_stations
from webapp.tickets.payload import payloads_of
from webapp.tickets.queries import tickets_of_registration

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration
    from webapp.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Joined:
    """What the own page says of more people: how it stands, and the sentence in place of the button.

    `limited`: of fewer people others have something.
    """

    stands: Joining
    limited: bool

    @property
    def reason(self) -> str:
        return "" if self.stands is Joining.UNPROVED else why_nobody_joins(self.stands)


@dataclass(frozen=True, slots=True)
class Beside:
    """What else stands for the address: `later`, what was entered since; `kept`, what holds places for it.

    `loses`: confirming this one would end what is kept, and that isn't enough for it, or `will_ask`: the host decides.
    """

    later: "Registration | None" = None
    kept: Any = None
    loses: bool = False
    will_ask: bool = False

    @property
    def kept_page(self) -> str:
        """The own page of what holds places."""
        return url_for("public.own.registration", token=links.seal(LINK, self.kept.link_id))


def how_it_stands(registration: "Registration", now: datetime) -> dict[str, object]:
    """Its rank, what stands beside it, and what may begin anew: one like it, or itself although it is late."""
    return {
        "leaves_first": queries.who_leaves_first(registration),
        "position": queries.waiting_position(registration),
        "in_vain": queries.waits_in_vain(registration),
        "line_over": queries.line_is_over(registration.event, now),
        "is_late": queries.has_run_out(registration, now),
        "beside": _beside(registration, now),
        "may_register": queries.availability(registration.event, now) is RegistrationAvailability.OPEN,
        "may_begin_anew": queries.may_begin_anew(registration, now),
    }


def _beside(registration: "Registration", now: datetime) -> Beside:
    kept = queries.kept_beside(registration, now)
    loses = bool(kept) and services.loses_places(registration.event, registration, kept, now)
    later, will_ask = queries.find_later(registration), loses and queries.will_ask(registration)
    return Beside(later, kept[0] if kept else None, loses, will_ask)


def behind(token: str, purpose: str = LINK) -> "Registration":
    """The registration that the link opens, else 404; the page is stored nowhere.

    From here on it is the link's holder who acts, whoever else may be signed in.
    """
    keep_private()
    found = queries.find_by_link(links.unseal(purpose, token) or "-") or abort(404)
    go_on_as(history.own(found) if purpose == LINK else history.joining(found))
    return found


def head_of(registration: "Registration", public_id: str) -> "Attendee":
    """One of the people of the registration, else 404."""
    return next((head for head in registration.attendees if head.public_id == public_id), None) or abort(404)


def valid_tickets(registration: "Registration") -> dict[str, tuple["Ticket", str]]:
    """Ticket and what its code holds by person (public id), as long as the places are certain."""
    if registration.status != RegistrationStatus.CONFIRMED:
        return {}
    valid = [each for each in tickets_of_registration(registration.id) if each.revoked_at is None]
    held = payloads_of(valid, registration.event)
    return {each.attendee.public_id: (each, held[each.id]) for each in valid}


def told_answers(registration: "Registration") -> list[tuple[str, str]]:
    """Question and answer for reading, and behind them where people have a place at a station."""
    return [*answer_rows(registration), *_places_at_stations(registration)]


def _places_at_stations(registration: "Registration") -> list[tuple[str, str]]:
    """Where people have a place at a station that their answers don't name: chosen on the day, or passed on to them."""
    if not registration.event.uses(Feature.STATIONS) or registration.status != RegistrationStatus.CONFIRMED:
        return []
    held = stations_held(registration)
    wished = {head.id: key for head, key in wished_stations(registration)} if held else {}
    people = [head for head in registration.attendees if head.id in held]
    label, several = _("Place at a station"), len(registration.attendees) > 1
    return [
        (f"{label} – {head.name}" if several and head.name else label, held[head.id].title)
        for head in people
        if held[head.id].public_id != wished.get(head.id)
    ]


def answer_rows(registration: "Registration") -> list[tuple[str, str]]:
    """Question and answer as they were asked and given, for reading; those of each person with the name."""
    if not registration.answers and not any(head.answers for head in registration.attendees):
        return []
    forms, lang = forms_with_stations(registration.event), language.current()
    without = left_out(registration) if registration.status == RegistrationStatus.CONFIRMED else {}
    everybody, rows = registration.attendees, []
    holders: list[tuple[Registration | Attendee, str, list[Attendee]]] = [(registration, "", everybody)]
    holders += [(head, head.name, [head]) for head in everybody]
    for holder, name, people in holders:
        for each in forms.answers_of(registration, holder):
            if each.definition.kind is FieldKind.STATION and not registration.event.uses(Feature.STATIONS):
                continue
            label, said = each.definition.labelled(lang), shown(each.definition, each.value)
            missed = [head for head in people if head.id in without and without[head.id].public_id == each.value]
            if each.definition.kind is FieldKind.STATION and missed:
                said = _without_a_place(said, missed, of=len(people))
            rows.append((f"{label} – {name}" if name else label, said))
    return rows


def _without_a_place(station: str, missed: Sequence["Attendee"], *, of: int) -> str:
    """The station that was wished for, and for whom of so many people there was no place."""
    if len(missed) == of:
        return str(_("%(answer)s – there was no place left. You can join another one on the day.", answer=station))
    if all(head.name for head in missed):
        names = ", ".join(head.name for head in missed)
        said = _(
            "%(answer)s – there was no place left for %(names)s. They can join another one on the day.",
            answer=station,
            names=names,
        )
        return str(said)
    return str(
        ngettext(
            "%(answer)s – there was no place left for %(num)s person. They can join another one on the day.",
            "%(answer)s – there was no place left for %(num)s people. They can join another one on the day.",
            len(missed),
            answer=station,
        )
    )


def attempt(act: Callable[[], object], token: str, event: Event, done: str = "") -> ResponseReturnValue:
    """Do it and go back to the registration; a refusal is said there and changes nothing."""
    return form_page.attempt(act, lambda: back(token), refusals_at(event), told=done)


def back(token: str) -> ResponseReturnValue:
    """To the registration."""
    return redirect(url_for("public.own.registration", token=token), 303)
