"""What of a registration form goes along when its event is copied: settings, questions and categories, and nobody."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from webapp.capacity.models import Pool
from webapp.capacity.services import open_pool
from webapp.capacity.types import PoolId
from webapp.events.copying import PEOPLE, Copy, copies, leave_behind
from webapp.events.types import Part
from webapp.fields.queries import definitions_from
from webapp.fields.rules.records import to_record
from webapp.fields.services import asked_of_instead
from webapp.fields.types import Definition
from webapp.registration import queries
from webapp.registration.models import (
    AddressWish,
    Attendee,
    AttendeeRequest,
    Category,
    Change,
    ChoicePool,
    Consent,
    GuestList,
    Invitation,
    Registration,
    SignUp,
)
from webapp.registration.services import ask


@copies(Part.FORM, Category, but={"pool_id", "opens_at", "closes_at", "retired_at"})
def _categories(copy: Copy) -> None:
    """Those that are offered, each with as many places, taken by nobody."""
    for category in queries.categories_of(copy.source.id):
        copy.add(
            category,
            pool_id=_as_large(category.pool),
            opens_at=_moved(copy, category.opens_at),
            closes_at=_moved(copy, category.closes_at),
        )


@copies(Part.FORM, SignUp, ChoicePool, but={"field_set_id", "pool_id", "draft", "draft_before"})
def _form(copy: Copy) -> None:
    """The settings, what is drafted, and what is asked now; answers with places of their own have as many."""
    sign_up = queries.sign_up_of(copy.source.id)
    if sign_up is None:
        return
    drafted = None if sign_up.draft is None else list(map(to_record, _asked_of_its_own(copy, sign_up.draft)))
    copy.add(sign_up, field_set_id=None, draft=drafted, draft_before=None)
    if sign_up.field_set is not None:
        ask(event=copy.made, definitions=_asked_of_its_own(copy, sign_up.field_set.definitions), now=copy.now)


def _asked_of_its_own(copy: Copy, records: Iterable[Mapping[str, object]]) -> tuple[Definition, ...]:
    """The questions, those of some categories asked of the categories that were made of them."""
    made: dict[int | None, str] = {each.id: each.public_id for each in queries.categories_of(copy.made.id)}
    renamed = {
        each.public_id: made[new]
        for each in queries.categories_of(copy.source.id)
        if (new := copy.id_of(Category, each.id)) in made
    }
    return asked_of_instead(definitions_from(records), renamed)


def _as_large(pool: Pool | None) -> PoolId | None:
    return None if pool is None else open_pool(capacity=pool.capacity)


def _moved(copy: Copy, moment: datetime | None) -> datetime | None:
    return None if moment is None else copy.moved(moment)


leave_behind(
    AddressWish,
    Registration,
    Attendee,
    AttendeeRequest,
    Consent,
    Change,
    Invitation,
    GuestList,
    because=PEOPLE,
)
