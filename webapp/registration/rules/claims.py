"""What somebody wants of the places that there are, and what can be decided about it."""

from dataclasses import dataclass, field
from enum import StrEnum

from webapp.capacity.types import PoolId
from webapp.registration.types import Needs, RegistrationId


class Outcome(StrEnum):
    """What is decided about whoever wants places; ASKED: the host decides first, and nothing is taken until then."""

    SEATED = "seated"
    IN_LINE = "in_line"
    REFUSED = "refused"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody wants of all that is scarce at an event, and whom they may pass for it.

    Without more said they are the last of the line. `who` stands in it already and has a turn there; whoever is
    `out_of_turn`, at the door or by the host's word, passes everybody, for a free place is a free place.

    `held` is had already and handed on. `chosen` is what answers take: nobody queues for a full one, there are others
    to choose. Without `may_wait` nobody queues at all, and `beyond` also gives places that there aren't.
    """

    needs: Needs
    held: Needs = field(default_factory=dict)
    chosen: Needs = field(default_factory=dict)
    who: RegistrationId | None = None
    out_of_turn: bool = False
    may_wait: bool = True
    beyond: bool = False

    @property
    def more(self) -> Needs:
        """What is needed on top of what is held."""
        return what_is_more(self.held, self.needs) if self.held else self.needs

    @property
    def less(self) -> Needs:
        """What is held and not needed any more."""
        return what_is_more(self.needs, self.held) if self.held else {}


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a claim; `full` are the answers that have too few places left for it."""

    outcome: Outcome
    full: frozenset[PoolId] = frozenset()

    @property
    def is_seated(self) -> bool:
        return self.outcome is Outcome.SEATED


def what_is_more(before: Needs, after: Needs) -> Needs:
    """How many more heads of each pool are needed than before."""
    return {pool_id: n - before.get(pool_id, 0) for pool_id, n in after.items() if n > before.get(pool_id, 0)}
