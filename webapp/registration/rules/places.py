"""What a group needs, and who of a line gets it."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from webapp.capacity.types import Level, PoolId
from webapp.registration.types import CategoryTerms, Choice, Head, HeldUp, Needs, Waiting


def queued_after(last: datetime | None, now: datetime) -> datetime:
    """The moment under which the next one queues: later than the last one's, even when a clock was set back."""
    return now if last is None or last < now else last + timedelta(microseconds=1)


def needs(
    heads: Sequence[Head], answers: Mapping[str, object], terms: CategoryTerms, choices: Iterable[Choice]
) -> Needs:
    """What a group takes beside its places at the event: how many heads of each pool.

    An answer given once counts for every head who said nothing else, one of each person for that person.
    """
    wanted: Counter[PoolId] = Counter()
    if terms.pool_id is not None:
        wanted[terms.pool_id] += len(heads)
    for choice in choices:
        takers = sum(1 for head in heads if _chose({**answers, **head.answers}, choice))
        if takers:
            wanted[choice.pool_id] += takers
    return dict(wanted)


def _chose(answers: Mapping[str, object], choice: Choice) -> bool:
    given = answers.get(choice.field_key)
    return given == choice.choice_key or (isinstance(given, list) and choice.choice_key in given)


def as_stored(wanted: Needs) -> dict[str, int]:
    """Needs as they are kept with a registration."""
    return {str(pool_id): heads for pool_id, heads in sorted(wanted.items())}


def as_needed(event_pool: PoolId, heads: int, takes: Mapping[str, int]) -> Needs:
    """All that a registration takes, of its event and beside it."""
    return {event_pool: heads, **{PoolId(int(pool_id)): count for pool_id, count in takes.items()}}


def lacking(wanted: Needs, levels: Mapping[PoolId, Level]) -> set[PoolId]:
    """The pools that have too few places left for this group."""
    return {pool_id for pool_id, heads in wanted.items() if (left := levels[pool_id].free) is not None and left < heads}


def beyond_all(wanted: Needs, levels: Mapping[PoolId, Level]) -> set[PoolId]:
    """The pools that have too few places for this group even with nobody else there: it would wait for nothing.

    Where there is no place at all one person waits as at anything that is full: for the host to open more.
    """
    whole = {pool: levels[pool].capacity for pool in wanted}
    return {pool for pool, heads in wanted.items() if (most := whole[pool]) is not None and max(most, 1) < heads}


def call_up(
    line: Iterable[Waiting],
    levels: MutableMapping[PoolId, Level],
    event_pool: PoolId,
    kept_for_others: set[PoolId] | None = None,
) -> Iterator[Waiting]:
    """Who of the line gets places now, in its order; `levels`, how full each pool is, counts them in.

    Whoever lacks something keeps the turn for just that: those behind may pass only if they don't need it. So a family
    of four isn't overtaken by singles, and isn't split either; but who waits for a full workshop holds up nobody else.
    Nor does a group that is larger than all that there is. Whoever lacks a place at the event could use nothing else,
    and keeps the turn for that alone. `kept_for_others` has in the end what somebody in line keeps.
    """
    kept_for_others = set() if kept_for_others is None else kept_for_others
    for each in filter(lambda one: not beyond_all(one.needs, levels), line):
        short = lacking(each.needs, levels)
        if not short and not kept_for_others & each.needs.keys():
            for pool_id, heads in each.needs.items():
                levels[pool_id] = replace(levels[pool_id], taken=levels[pool_id].taken + heads)
            yield each
            continue
        kept_for_others |= {event_pool} if event_pool in short else short
        if event_pool in kept_for_others:
            return


def lets_pass(line: Iterable[Waiting], levels: MutableMapping[PoolId, Level], event_pool: PoolId, needs: Needs) -> bool:
    """True when there is room behind all of the line, and nobody in it keeps something of that."""
    kept_for_others = set[PoolId]()
    deque(call_up(line, levels, event_pool, kept_for_others), maxlen=0)
    return not lacking(needs, levels) and not kept_for_others & needs.keys()


def only_waits(level: Level, largest: int) -> bool:
    """True where whoever comes now gets a rank and no place: all are taken, or kept for a group that is in line.

    `largest` is the largest group in line that isn't larger than all places; who waits for something else beside the
    event holds up nobody there.
    """
    return level.free is not None and (level.full or largest > level.free)


def held_up(line: Iterable[Waiting], levels: Mapping[PoolId, Level]) -> Iterator[HeldUp]:
    """As `call_up`, for whoever asks why."""
    kept_for_others = set[PoolId]()
    for each in line:
        short, never = lacking(each.needs, levels), beyond_all(each.needs, levels)
        is_behind = bool(kept_for_others & each.needs.keys())
        if not never:
            kept_for_others |= short
        yield HeldUp(each.registration_id, frozenset(short), is_behind, frozenset(never))
