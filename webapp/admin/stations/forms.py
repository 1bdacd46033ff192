"""Forms of the theme stations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired, Optional

from webapp.admin.inputs.controls import LineField, NumberField, ParagraphsField, options
from webapp.admin.inputs.limits import between, up_to
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.plans.models import ActionField
    from webapp.stations.models import Station
    from webapp.stations.queries import StationState

MOST_PLACES = 10_000


class StationForm(BaseForm):
    """What a station is about, where it stands and how many find room."""

    title = kept(LineField(_l("Topic"), [DataRequired(_l("Please name the topic.")), up_to(200)]))
    action_field = SelectField(
        _l("Action area"), choices=[], default="", description=_l("Links its groups’ results to the plan.")
    )
    summary = kept(ParagraphsField(_l("What it is about"), [up_to(5000)]))
    place = kept(LineField(_l("Location"), [up_to(200)], description=_l("Room, table or part of the hall.")))
    facilitator = kept(LineField(_l("Facilitator"), [up_to(120)]))
    capacity = NumberField(
        _l("Places"),
        [Optional(), between(1, MOST_PLACES)],
        description=_l("Leave empty if there is no limit."),
    )

    def read(self, thing: "StationState") -> dict[str, object]:
        """Of a station as it stands: what is kept of it, its places, and its action area as the choice names it."""
        own = {"capacity": thing.places.capacity, "action_field": area_key(thing.station)}
        return {**super().read(thing.station), **own}

    def changes(self) -> dict[str, Any]:
        """Its places and its action area too."""
        area = self.areas.get(self.action_field.data)
        return {**super().changes(), "capacity": self.capacity.data, "action_field_id": area.id if area else None}

    def offer(self, areas: Mapping[str, "ActionField"]) -> None:
        """Fill the choice of action areas, by their keys."""
        self.areas, named = areas, [(key, area.title) for key, area in areas.items()]
        self.action_field.choices = options([("", _("No field of action")), *named])


def area_key(station: "Station") -> str:
    """Its action area, as the choice names it; "" for none."""
    area = station.action_field
    return f"{area.plan.slug}/{area.code}" if area else ""


class EditStationForm(EditForm, StationForm):
    """A station that is there already."""
