"""Fields that say once what they stand for: a form fills itself from what it edits, and tells what was typed of it.

    class StationForm(Form):
        title = kept(LineField(_l("Topic")))
        capacity = kept(NumberField(_l("Places")), shown=lambda station: station.pool.capacity)
        closes_at = kept(DayAndTimeField(_l("Open until")), "registration_closes_at")

`StationForm(over=station)` shows it, and `change_station(station=station, **form.changes())` says what became of it.
What stands in several fields together is read and told by the form itself, which adds to `read` and `changes`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar, cast

from wtforms import Field

_F = TypeVar("_F", bound=Field)


@dataclass(frozen=True, slots=True)
class Kept:
    """Under which name a field's value is kept, and how it is shown and told where that isn't simply the value."""

    name: str
    shown: Callable[[Any], object] | None
    told: Callable[[Any], object] | None

    def read(self, thing: object, field: type[Field], form: object) -> object:
        """What the field shows of the thing."""
        if self.shown is not None:
            return self.shown(thing)
        value, show = attrgetter(self.name)(thing), getattr(field, "show_kept", None)
        return value if show is None else show(value, form)

    def value_of(self, field: Field) -> object:
        """What was typed, as it is kept."""
        value = field.kept_value() if hasattr(field, "kept_value") else field.data
        return value if self.told is None else self.told(value)


def kept(
    field: _F,
    name: str = "",
    *,
    shown: Callable[[Any], object] | None = None,
    told: Callable[[Any], object] | None = None,
) -> _F:
    """A field that stands for something kept: an attribute and an argument of the service, by its own name unless told.

    `shown` takes the thing and gives what stands in the field; `told` takes what was typed and gives the value.
    A kind of field may know both by itself, as `show_kept` and `kept_value`.
    """
    cast("Any", field).kept = Kept(name, shown, told)
    return field


def kept_by(form: object) -> Iterator[tuple[str, type[Field], Kept]]:
    """The fields that say what they stand for: their name on the form, their kind, and under which name it is kept."""
    for name in dir(type(form)):
        unbound = getattr(type(form), name)
        said: Kept | None = getattr(unbound, "kept", None)
        if said is not None:
            yield name, unbound.field_class, said if said.name else Kept(name, said.shown, said.told)
