"""How people register for an event: categories, questions, and what an answer takes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.capacity.services import open_pool, resize
from webapp.events.models import Event
from webapp.events.rules import moved as shifted
from webapp.events.rules import new_deadline
from webapp.events.scopes import EVENTS, event_scope
from webapp.fields.services import add_version, forget
from webapp.fields.types import Definition
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.registration import queries, rules
from webapp.registration.errors import LastGateError
from webapp.registration.models import Category, ChoicePool, SignUp
from webapp.registration.queries import setup as defaults
from webapp.registration.queries.answers import form_key, key_of_form
from webapp.registration.services import waiting_list
from webapp.registration.services.recounting import count_again
from webapp.registration.types import CategoryKind


class SignUpChanges(TypedDict, total=False):
    """Settings that may be changed; what isn't named stays."""

    most_heads: int
    needs_approval: bool
    offer_hours: int
    kept_days: int
    attach_tickets: bool
    asks_to_invite: bool
    replies: list[dict[str, str]]
    columns: list[str]


class CategoryChanges(TypedDict, total=False):
    """As above, for a category; `capacity` None means within the event's places only."""

    kind: CategoryKind
    label: dict[str, str]
    opens_at: datetime | None
    closes_at: datetime | None
    code: str
    needs_approval: bool
    most_heads: int
    named: bool


@rights.needs(Role.ORGANIZER)
def set_up(*, event: Event, **changes: Unpack[SignUpChanges]) -> SignUp:
    """Change how people register for the event."""
    sign_up = _sign_up(event)
    for name, value in changes.items():
        setattr(sign_up, name, value)
    return _stored(event, sign_up)


@rights.needs(Role.ORGANIZER)
def ask(*, event: Event, definitions: Iterable[Definition], now: datetime) -> SignUp:
    """Give the form these questions: a new version when they differ, so that old answers stay readable.

    Answers with places of their own keep the places that were taken of them.
    """
    definitions = tuple(definitions)
    sign_up = _sign_up(event)
    sign_up.field_set_id = add_version(key=form_key(event), definitions=definitions, now=now).id
    session().add(sign_up)
    session().flush()
    _limit(event, {(each.key, choice): places for each in definitions for choice, places in each.places.items()})
    _stored(event, sign_up)
    waiting_list.move_up(event=event, now=now)
    return sign_up


@rights.needs(Role.ORGANIZER)
def add_category(*, event: Event, capacity: int | None, **values: Unpack[CategoryChanges]) -> Category:
    """One more category behind those that there are."""
    sign_up = _sign_up(event)
    category = Category(
        public_id=tokens.new_id(),
        event_id=event.id,
        position=_next_position(event),
        pool_id=None if capacity is None else open_pool(capacity=capacity),
        **_plain(values),
    )
    session().add(category)
    _stored(event, sign_up)
    return category


@rights.needs(Role.ORGANIZER)
def change_category(
    *, event: Event, category: Category, capacity: int | None, now: datetime, **changes: Unpack[CategoryChanges]
) -> None:
    """Change a category; nobody who has a place loses it, and new places go to the waiting list first."""
    for name, value in _plain(changes).items():
        setattr(category, name, value)
    if category.pool_id is None and capacity is not None:
        category.pool_id = open_pool(capacity=None)
        session().flush()
        count_again(event)
    if category.pool_id is not None:
        resize(category.pool_id, capacity=capacity)
    _stored(event, _sign_up(event))
    waiting_list.move_up(event=event, now=now)


@rights.needs(Role.ORGANIZER)
def retire_category(*, event: Event, category: Category, now: datetime) -> None:
    """Offer the category no more; whoever registered in it stays.

    LastGateError when it is the last one and keeps people out whom the event would let in without.
    """
    sign_up, setup = locked_sign_up(event), queries.setup_of(event.id)
    is_last = [each.category_id for each in setup.terms] == [category.id]
    if is_last and rules.lets_fewer_in(setup.terms[0], setup.plain, now):
        raise LastGateError
    category.retired_at = now
    _stored(event, sign_up)


@rights.needs(Role.ORGANIZER)
def offer_again(*, event: Event, category: Category) -> None:
    """Offer a category again as it was, behind those that there are."""
    sign_up = locked_sign_up(event)
    if category.retired_at is None:
        return
    category.retired_at, category.position = None, _next_position(event)
    _stored(event, sign_up)


def move_windows(*, event: Event, by: timedelta, now: datetime) -> None:
    """Move by this on the wall clock when categories open and close, where that was said.

    What has opened stays open; what is still to close closes no sooner than now: `new_deadline`.
    """
    moved = [each for each in queries.categories_of(event.id) if each.opens_at or each.closes_at]
    for each in moved:
        if each.opens_at and each.opens_at > now:
            each.opens_at = shifted(each.opens_at, by, event.zone)
        each.closes_at = each.closes_at and new_deadline(each.closes_at, by, event.starts_at, event.zone, now)
    if moved:
        _stored(event, _sign_up(event))


@rights.needs(Role.ORGANIZER)
def order_categories(*, event: Event, public_ids: Sequence[str]) -> None:
    """Put the categories into this order; those that aren't named go behind."""
    wanted = {public_id: place for place, public_id in enumerate(public_ids, 1)}
    known = sorted(queries.categories_of(event.id), key=lambda each: wanted.get(each.public_id, len(wanted) + 1))
    for place, category in enumerate(known, 1):
        category.position = place
    _stored(event, _sign_up(event))


def forget_questions(*, event_key: str) -> None:
    """Delete all versions of the questions of an event that is no more."""
    forget(key=key_of_form(event_key))


def locked_sign_up(event: Event) -> SignUp:
    """The settings of an event, made when nobody changed them yet; who else changes them waits."""
    found = session().scalar(select(SignUp).where(SignUp.event_id == event.id).with_for_update())
    return found or _stored(event, _sign_up(event))


def _limit(event: Event, wanted: Mapping[tuple[str, str], int]) -> None:
    known, fresh = queries.choice_pools_of(event.id), {}
    for key, places in wanted.items():
        if key in known:
            resize(known[key], capacity=places)
        else:
            fresh[open_pool(capacity=None)] = (key, places)
    for pool_id, ((field_key, choice_key), _places) in fresh.items():
        session().add(ChoicePool(event_id=event.id, field_key=field_key, choice_key=choice_key, pool_id=pool_id))
    for key, pool_id in known.items():
        if key not in wanted:
            resize(pool_id, capacity=None)
    session().flush()
    if fresh:
        count_again(event)
    for pool_id, (_key, places) in fresh.items():
        resize(pool_id, capacity=places)


def _sign_up(event: Event) -> SignUp:
    return queries.sign_up_of(event.id) or SignUp(
        event_id=event.id,
        most_heads=defaults.MOST_HEADS,
        needs_approval=False,
        offer_hours=defaults.OFFER_HOURS,
        kept_days=site.current().kept_days,
        replies=[],
        columns=[],
    )


def _stored(event: Event, sign_up: SignUp) -> SignUp:
    session().add(sign_up)
    session().flush()
    revisions.bump(event_scope(event.slug), EVENTS)
    return sign_up


def _next_position(event: Event) -> int:
    return max((each.position for each in queries.categories_of(event.id)), default=0) + 1


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value.value if isinstance(value, CategoryKind) else value for name, value in values.items()}
