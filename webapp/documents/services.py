from contextlib import nullcontext
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select, update

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.documents import print_documents, queries
from webapp.documents.facts import PaperOrdered
from webapp.documents.models import PaperOrder
from webapp.documents.types import PaperKind, PaperState
from webapp.events.models import Event
from webapp.foundation import facts, files, tokens
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, forgive, go_through
from webapp.foundation.http.language import speaking
from webapp.foundation.named_files import named_by
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import looking, reading_first, savepoint, unit_of_work

KEPT = timedelta(days=1)
_AT_ONCE = 250
_ABANDONED = timedelta(minutes=10)
_PDF = "application/pdf"
_MAKING = "make a paper"
_EVERYONE = "everyone"
_being_made: set[int] = set()


@rights.needs(Role.ORGANIZER)
def order_paper(
    *,
    event: Event,
    kind: PaperKind,
    label: str,
    asked: dict[str, str],
    language: str,
    now: datetime,
    for_everyone: bool = False,
) -> PaperOrder:
    """Have something printed for many; a job makes it soon.

    Certificates go to those who came, unless the host says that everybody with a place did.
    """
    order = PaperOrder(
        public_id=tokens.new_id(),
        event_id=event.id,
        kind=kind.value,
        label=label,
        language=language,
        asked={**asked, **({_EVERYONE: "y"} if for_everyone else {})},
        state=PaperState.WAITING.value,
        created_at=now,
    )
    session().add(order)
    session().flush()
    facts.publish(PaperOrdered(order.id))
    return order


@named_by
def files_of_papers() -> set[str]:
    """The files of all orders that are still there."""
    return set(session().scalars(select(PaperOrder.file_id)))


def discard(*, order: PaperOrder) -> None:
    """Delete an order with its file."""
    if order.file_id:
        files.forget([order.file_id])
    session().delete(order)
    session().flush()


def make_ordered(*, now: datetime) -> int:
    """Make what was ordered, one after the other; returns how many. Each step is stored by itself.

    What can't be made is said at its order; one that ends the worker is tried once more and then counts as such.
    """
    with looking():
        waiting = list(session().scalars(_due(now)))
    making: Work[int] = Work(_MAKING, lambda order_id: _take(order_id, now), nullcontext, 2, marked=True, give_up=_fail)
    return len(go_through(making, waiting))


def give_back_what_is_being_made() -> None:
    """Have what this process was about to make made by whoever comes next."""
    for order_id in tuple(_being_made):
        with unit_of_work():
            own = (PaperOrder.id == order_id, PaperOrder.state == PaperState.MAKING.value)
            session().execute(update(PaperOrder).where(*own).values(state=PaperState.WAITING.value))
            forgive(_MAKING, order_id)


def forget_old_papers(*, now: datetime) -> int:
    """Delete what was printed a day ago; returns how many."""
    old = {each.id: each for each in session().scalars(select(PaperOrder).where(PaperOrder.created_at < now - KEPT))}
    return len(go_through(Work("forget a paper", lambda each: discard(order=old[each]), savepoint), old))


def _due(now: datetime) -> Select[int]:
    """What waits, and what was taken by somebody who died over it."""
    waiting = PaperOrder.state == PaperState.WAITING.value
    abandoned = and_(PaperOrder.state == PaperState.MAKING.value, PaperOrder.taken_at < now - _ABANDONED)
    return select(PaperOrder.id).where(or_(waiting, abandoned)).order_by(PaperOrder.id)


def _take(order_id: int, now: datetime) -> None:
    """Make one, unless somebody else is at it meanwhile."""
    with unit_of_work():
        statement = select(PaperOrder).where(PaperOrder.id == order_id, PaperOrder.id.in_(_due(now)))
        order = session().scalar(statement.with_for_update(skip_locked=True))
        if order is None:
            return
        order.state, order.taken_at, order.done = PaperState.MAKING.value, now, 0
    _being_made.add(order_id)
    try:
        _make(order_id, now)
    except StoppedError:
        with unit_of_work():
            session().get_one(PaperOrder, order_id).state = PaperState.WAITING.value
        raise
    except Exception:
        with unit_of_work():
            _fail(order_id)
        raise
    finally:
        _being_made.discard(order_id)


def _fail(order_id: int) -> None:
    order = session().get(PaperOrder, order_id)
    if order is not None:
        order.state = PaperState.FAILED.value


def _make(order_id: int, now: datetime) -> None:
    with unit_of_work():
        order = session().get_one(PaperOrder, order_id)
        kind, event = PaperKind(order.kind), order.event
        who_came = kind is PaperKind.CERTIFICATES and _EVERYONE not in order.asked
        guests = list(queries.guests_of(event, dict(order.asked), order.language, who_came=who_came))
        order.total = len(guests)
    with speaking(order.language):
        shown: list[print_documents.Drawn] = []
        for at in range(0, len(guests), _AT_ONCE):
            go_on()
            # Nobody who wants to write waits while codes are drawn, or for the whole.
            with reading_first():
                shown += print_documents.drawn(kind, event, guests[at : at + _AT_ONCE])
            with unit_of_work():
                session().get_one(PaperOrder, order_id).done = len(shown)
        with reading_first():
            content = print_documents.paper(kind, event, shown, label=order.label) if shown else b""
    with unit_of_work():
        order = session().get_one(PaperOrder, order_id)
        order.state, order.ready_at = (PaperState.READY if shown else PaperState.EMPTY).value, now
        if shown:
            name = f"{event.slug}-{kind.value.replace('_', '-')}.pdf"
            order.file_id = files.store(content, name=name, media_type=_PDF, now=now).id
