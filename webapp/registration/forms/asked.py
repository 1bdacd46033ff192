"""What a registration form asks, of all who come together and of each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from webapp.fields.services import asked_in
from webapp.fields.types import Definition, FieldKind
from webapp.registration.types import CategoryTerms


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions asked once and of each person, with the stations as answers where one is asked for."""

    once: tuple[Definition, ...]
    each: tuple[Definition, ...]
    left: Mapping[tuple[str, str], int | None]
    has_files: bool

    def of(self, terms: CategoryTerms | None) -> "Asked":
        """What of it those of one category are asked; all of it while nobody has said which."""
        if terms is None:
            return self
        once, each = (asked_in(some, terms.public_id) for some in (self.once, self.each))
        return replace(self, once=once, each=each)

    def lenient(self) -> "Asked":
        """The same for the desk, which mends one answer and insists on no other."""
        once, each = (tuple(replace(one, required=False) for one in some) for some in (self.once, self.each))
        return replace(self, once=once, each=each)


def asks_anything(definitions: Iterable[Definition]) -> bool:
    """True when a form for changing the answers to these questions would hold one."""
    return bool(changeable(definitions))


def changeable(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """The questions whose answers their holders may change; a station is changed where its places are counted."""
    return tuple(each for each in definitions if each.kind is not FieldKind.STATION)
