"""What a group needs, and who of a line gets it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from webapp.capacity.types import Level, PoolId
from webapp.registration.types import Choice, Head, Needs, Terms, Waiting


def queued_after(last: datetime | None, now: datetime) -> datetime:
    """The moment under which the next one queues: later than the last one's, even when a clock was set back."""
    return now if last is None or last < now else last + timedelta(microseconds=1)


def needs(heads: Sequence[Head], answers: Mapping[str, Any], terms: Terms, choices: Iterable[Choice]) -> Needs:
    """What a group takes beside its places at the event: how many heads of each pool.

    An answer given once counts for every head, one of each person for that person.
    """
    wanted: Counter[PoolId] = Counter()
    if terms.pool_id is not None:
        wanted[terms.pool_id] += len(heads)
    for choice in choices:
        takers = sum(1 for head in heads if _chose(head.answers, choice))
        if _chose(answers, choice):
            takers = len(heads)
        if takers:
            wanted[choice.pool_id] += takers
    return dict(wanted)


def _chose(answers: Mapping[str, Any], choice: Choice) -> bool:
    given = answers.get(choice.field_key)
    return given == choice.choice_key or (isinstance(given, list) and choice.choice_key in given)


def as_stored(wanted: Needs) -> dict[str, int]:
    """Needs as they are kept with a registration."""
    return {str(pool_id): heads for pool_id, heads in sorted(wanted.items())}


def as_needed(event_pool: PoolId, heads: int, takes: Mapping[str, int]) -> Needs:
    """All that a registration takes, of its event and beside it."""
    return {event_pool: heads, **{PoolId(int(pool_id)): count for pool_id, count in takes.items()}}


def lacking(wanted: Needs, free: Mapping[PoolId, int | None]) -> set[PoolId]:
    """The pools that have too few places left for this group; None in `free` means without limit."""
    return {pool_id for pool_id, heads in wanted.items() if (left := free[pool_id]) is not None and left < heads}


def call_up(line: Iterable[Waiting], free: MutableMapping[PoolId, int | None], event_pool: PoolId) -> Iterator[Waiting]:
    """Who of the line gets places now, in its order; `free`, the places left by pool, is used up.

    Whoever lacks something keeps the turn for just that: those behind may pass only if they don't need it. So a family
    of four isn't overtaken by singles, and isn't split either; but who waits for a full workshop holds up nobody else.
    """
    kept_for_others = set[PoolId]()
    for each in line:
        short = lacking(each.needs, free)
        if not short and not kept_for_others & each.needs.keys():
            for pool_id, heads in each.needs.items():
                left = free[pool_id]
                free[pool_id] = None if left is None else left - heads
            yield each
            continue
        kept_for_others |= short
        if event_pool in kept_for_others:
            return


def only_waits(level: Level, largest: int) -> bool:
    """True where whoever comes now gets a rank and no place: all are taken, or kept for a group that is in line.

    `largest` is the largest group in line; who waits for something else beside the event holds up nobody there.
    """
    return level.free is not None and (level.full or largest > level.free)


def held_up(
    line: Iterable[Waiting], free: MutableMapping[PoolId, int | None]
) -> Iterator[tuple[Waiting, set[PoolId], bool]]:
    """As `call_up`, for whoever asks why: what each one lacks, and whether others wait for the same before them."""
    kept_for_others = set[PoolId]()
    for each in line:
        short = lacking(each.needs, free)
        is_behind = bool(kept_for_others & each.needs.keys())
        kept_for_others |= short
        yield each, short, is_behind
