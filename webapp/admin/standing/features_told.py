"""What is said of what an event uses, before and after it is switched off."""

from collections.abc import Callable, Collection, Mapping

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.admin.inputs.controls import Options, options
from webapp.admin.wording.features import FEATURES
from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.events.wording import stations_name
from webapp.organising.affected import affected

_COUNTED: Mapping[Feature, Callable[[int], str]] = {
    Feature.REGISTRATION: lambda number: ngettext(
        "%(num)s person has registered or is waiting", "%(num)s people have registered or are waiting", number
    ),
    Feature.AGENDA: lambda number: ngettext("%(num)s agenda item", "%(num)s agenda items", number),
    Feature.PITCHES: lambda number: ngettext("%(num)s pitch", "%(num)s pitches", number),
    Feature.STATIONS: lambda number: ngettext(
        "%(num)s person has chosen a station", "%(num)s people have chosen a station", number
    ),
    Feature.CANVASES: lambda number: ngettext("%(num)s canvas", "%(num)s canvases", number),
}


def choices(event: Event) -> Options:
    """What the event can use, its stations by the word that its format has for them."""
    return options((feature.value, _name(feature, event)) for feature in Feature)


def before_switching_off(event: Event) -> str:
    """What disappears from the public page with each thing that the event uses, and whom that concerns."""
    there = _there(event, [Feature(each) for each in event.features])
    said = [_("What you switch off disappears for visitors. It is kept, and comes back when you switch it on again.")]
    if there:
        said.append(_("At the moment: %(things)s.", things=", ".join(there)))
    return " ".join(said)


def tell_of_switched_off(event: Event, used: Collection[str]) -> None:
    """Say what visitors don't see any more, and how many that concerns."""
    off = [feature for feature in Feature if feature in used and not event.uses(feature)]
    if off:
        there = [_name(feature, event) for feature in off]
        said = [_("Visitors no longer see: %(things)s.", things=", ".join(there))]
        if concerned := _there(event, off):
            said.append(_("This concerns: %(things)s.", things=", ".join(concerned)))
        said.append(_("Nothing was deleted."))
        flash(" ".join(said), "warning")


def _there(event: Event, features: Collection[Feature]) -> list[str]:
    counts = affected(event)
    return [_COUNTED[feature](counts[feature]) for feature in features if counts[feature]]


def _name(feature: Feature, event: Event) -> str:
    return stations_name(event.format) if feature is Feature.STATIONS else str(FEATURES[feature.value])
