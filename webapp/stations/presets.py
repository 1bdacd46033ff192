"""The stations that an event of a format begins with."""

from webapp.events.models import Event
from webapp.events.presets import Preset
from webapp.foundation.localized import in_language
from webapp.plans.queries import fields_beside
from webapp.plans.types import FieldId
from webapp.stations.services import add_station


def open_stations_of_format(*, event: Event, preset: Preset) -> None:
    """One for each field of action of the plan that the event serves, where the format wants that; else its number."""
    fields = fields_beside(event.measures[0].measure_id) if preset.stations_by_field and event.measures else []
    word = in_language(preset.station_word, event.language) if preset.station_word else ""
    titles: list[tuple[str, FieldId | None]] = [(field.title, field.id) for field in fields]
    for title, field_id in titles or [(f"{word} {number}", None) for number in range(1, preset.stations + 1)]:
        add_station(event=event, title=title, capacity=preset.station_capacity, action_field_id=field_id)
