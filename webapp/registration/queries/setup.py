"""How people register for an event: its categories, its questions and what is scarce about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload

from webapp.capacity.models import Pool
from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.events.previewing import is_shown_as_published
from webapp.events.types import EventId
from webapp.fields.models import FieldSet
from webapp.fields.queries import definitions_from
from webapp.fields.rules import asked_in
from webapp.fields.types import Definition, FieldSetId
from webapp.foundation.database import session, table_of
from webapp.foundation.http import site
from webapp.registration import rules
from webapp.registration.errors import CategoryNotFoundError
from webapp.registration.models import Category, ChoicePool, Registration, SignUp
from webapp.registration.types import CategoryId, CategoryKind, CategoryTerms, Choice

MOST_HEADS = 6
OFFER_HOURS = 24
_Records = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Setup:
    """All that a registration form depends on, read once for a request."""

    terms: tuple[CategoryTerms, ...]
    plain: CategoryTerms
    definitions: tuple[Definition, ...] = ()
    field_set_id: FieldSetId | None = None
    choices: tuple[Choice, ...] = ()
    offer_hours: int = OFFER_HOURS
    own_kept_days: int | None = None
    replies: tuple[Mapping[str, str], ...] = field(default=())
    columns: tuple[str, ...] = ()
    attach_tickets: bool = False
    asks_to_invite: bool = False

    @property
    def kept_days(self) -> int:
        """How long after the event it is known who came: as the event says, else as the office does when asked."""
        return site.current().kept_days if self.own_kept_days is None else self.own_kept_days

    @property
    def has_categories(self) -> bool:
        return self.terms[0].category_id is not None

    def asking(self, terms: CategoryTerms) -> "Setup":
        """As it stands for those of one category: without the questions that only others are asked."""
        return replace(self, definitions=asked_in(self.definitions, terms.public_id))

    @property
    def on_offer(self) -> "Setup":
        """Without the questions of categories where none is offered any more."""
        return self if self.has_categories else self.asking(self.plain)

    def asked_of_newcomer(self, *, lenient: bool = False) -> tuple[Definition, ...]:
        """What somebody is asked who joins a registration; `lenient`: at the door, which insists on nothing."""
        asked = rules.asked_of_newcomer(self.definitions)
        return rules.at_the_door(asked) if lenient else asked

    def open_to(self, invited_into: Category | None) -> "Setup":
        """As it stands for whoever was invited into this category: it takes them whatever its code and times.

        Also when it isn't offered to others any more: they were asked to come as just that.
        """
        if invited_into is None:
            return self
        terms = self.terms if self.has_categories else ()
        if invited_into.id not in {each.category_id for each in terms}:
            terms = (*terms, terms_from(invited_into, self.plain.places))
        opened = (
            replace(each, code="", opens_at=None, closes_at=None) if each.category_id == invited_into.id else each
            for each in terms
        )
        return replace(self, terms=tuple(opened))

    def terms_of(self, category_id: CategoryId | None) -> CategoryTerms:
        """The terms of a category; CategoryNotFoundError for one that isn't offered any more."""
        for each in self.terms:
            if each.category_id == category_id:
                return each
        raise CategoryNotFoundError


_SIGN_UP = select(SignUp).where(SignUp.event_id == bindparam("event_id")).options(joinedload(SignUp.field_set))
_SETTINGS = (
    select(table_of(SignUp), table_of(FieldSet).c.definitions, table_of(Pool).c.capacity.label("places"))
    .select_from(table_of(Event))
    .join(table_of(Pool), table_of(Pool).c.id == table_of(Event).c.pool_id)
    .outerjoin(table_of(SignUp), table_of(SignUp).c.event_id == table_of(Event).c.id)
    .outerjoin(table_of(FieldSet), table_of(FieldSet).c.id == table_of(SignUp).c.field_set_id)
    .where(table_of(Event).c.id == bindparam("event_id"))
)
_CATEGORIES = (
    select(Category)
    .where(Category.event_id == bindparam("event_id"), Category.retired_at.is_(None))
    .order_by(Category.position, Category.id)
    .options(joinedload(Category.pool))
)
_CHOICES = (
    select(ChoicePool.field_key, ChoicePool.choice_key, ChoicePool.pool_id, Pool.capacity)
    .join(Pool, Pool.id == ChoicePool.pool_id)
    .where(ChoicePool.event_id == bindparam("event_id"))
)


def setup_of(event_id: EventId) -> Setup:
    """The setup of an event; one query for an event that leaves all as it is, else three."""
    of_event = {"event_id": event_id}
    sign_up = session().execute(_SETTINGS, of_event).one_or_none()
    places = sign_up.places if sign_up else None
    if sign_up is None or sign_up.event_id is None:
        plain = CategoryTerms(most_heads=MOST_HEADS, places=places)
        return Setup(terms=(plain,), plain=plain)
    categories = session().scalars(_CATEGORIES, of_event).all()
    plain = CategoryTerms(most_heads=sign_up.most_heads, needs_approval=sign_up.needs_approval, places=places)
    return Setup(
        plain=plain,
        terms=tuple(terms_from(each, places) for each in categories) or (plain,),
        definitions=definitions_from(_asked(event_id, sign_up.draft, sign_up.definitions)),
        field_set_id=sign_up.field_set_id,
        choices=tuple(Choice(*row) for row in session().execute(_CHOICES, of_event)),
        offer_hours=sign_up.offer_hours,
        own_kept_days=sign_up.kept_days,
        replies=tuple(sign_up.replies),
        columns=tuple(sign_up.columns),
        attach_tickets=sign_up.attach_tickets,
        asks_to_invite=sign_up.asks_to_invite,
    )


def _asked(event_id: EventId, draft: _Records | None, asked: _Records | None) -> _Records:
    """What people are asked; in a preview what they will be."""
    return draft if draft is not None and is_shown_as_published(event_id) else asked or []


def terms_behind(registration: Registration, setup: Setup | None = None) -> CategoryTerms:
    """The terms under which somebody registered, also when their category isn't offered any more; one query at most.

    None without a category where the event's `setup` is at hand.
    """
    if registration.category_id is None:
        return (setup or setup_of(registration.event_id)).plain
    category = session().get(Category, registration.category_id, options=[joinedload(Category.pool)])
    if category is None:
        raise CategoryNotFoundError
    return terms_from(category, registration.event.pool.capacity)


def terms_said(event_id: EventId, setup: Setup, public_id: str) -> CategoryTerms:
    """The terms of the category that somebody names, offered or not; those of the event where it has no such one."""
    for each in setup.terms:
        if public_id and each.public_id == public_id:
            return each
    statement = select(Category).where(Category.event_id == event_id, Category.public_id == public_id)
    category = session().scalars(statement.options(joinedload(Category.pool))).one_or_none() if public_id else None
    return terms_from(category, setup.plain.places) if category else setup.plain


def terms_from(category: Category, places: int | None) -> CategoryTerms:
    """The terms of a category, also of a retired one; `places` are those of its event."""
    limits = [each for each in (places, category.pool.capacity if category.pool else None) if each is not None]
    return CategoryTerms(
        category_id=category.id,
        public_id=category.public_id,
        kind=CategoryKind(category.kind),
        label=category.label,
        pool_id=category.pool_id,
        opens_at=category.opens_at,
        closes_at=category.closes_at,
        code=category.code,
        needs_approval=category.needs_approval,
        most_heads=category.most_heads,
        named=category.named,
        places=min(limits, default=None),
    )


def categories_of(event_id: EventId) -> list[Category]:
    """The categories on offer, in their order."""
    return list(session().scalars(_CATEGORIES, {"event_id": event_id}))


def retired_categories_of(event_id: EventId) -> list[Category]:
    """The categories that aren't offered any more, those that went last first."""
    statement = select(Category).where(Category.event_id == event_id, Category.retired_at.is_not(None))
    return list(session().scalars(statement.order_by(Category.retired_at.desc(), Category.id)))


def all_categories_of(event_id: EventId) -> list[Category]:
    """The categories with those that aren't offered any more."""
    statement = select(Category).where(Category.event_id == event_id).order_by(Category.id)
    return list(session().scalars(statement.options(joinedload(Category.pool))))


def categories_in_use(event_id: EventId, setup: Setup, among: Collection[object] | None = None) -> list[CategoryTerms]:
    """The categories on offer, and behind them those that aren't any more and that somebody is in. One query.

    Only those `among` which somebody is known to be; no query where all of these are on offer.
    """
    offered = [each for each in setup.terms if each.category_id is not None]
    if among is not None:
        offered = [each for each in offered if each.category_id in among]
        if len(offered) == len(set(among) - {None}):
            return offered
    has_people = exists().where(Registration.category_id == Category.id)
    statement = select(Category.id, Category.public_id, Category.label).order_by(Category.id)
    statement = statement.where(Category.event_id == event_id, Category.retired_at.is_not(None), has_people)
    rows = session().execute(statement)
    return offered + [CategoryTerms(category_id=row.id, public_id=row.public_id, label=row.label) for row in rows]


def sign_up_of(event_id: EventId) -> SignUp | None:
    """The settings of an event, if anybody changed them."""
    return session().scalar(_SIGN_UP, {"event_id": event_id})


def choice_pools_of(event_id: EventId) -> dict[tuple[str, str], PoolId]:
    """The pools of answers with places of their own, by question and answer."""
    rows = session().execute(_CHOICES, {"event_id": event_id})
    return {(row.field_key, row.choice_key): row.pool_id for row in rows}
