"""What is said of a venue and its rooms."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, FormField, ValidationError
from wtforms.validators import DataRequired, Optional

from webapp.admin.alike import AlikeForm, Known
from webapp.admin.inputs.controls import LineField, NumberField, ParagraphsField
from webapp.admin.inputs.limits import LONGEST_TEXT, MOST_PLACES, between, up_to
from webapp.admin.inputs.postal import postcode_field, street_field, town_field
from webapp.admin.inputs.rows_field import RowsField
from webapp.events.coordinates import read_coordinates, shown_coordinates
from webapp.events.queries import known_venues
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.events.models import Venue

_MOST_ROOMS = 40


class RoomRow(Form):
    """A room, and how one gets there and in."""

    name = LineField(_l("Room"), [up_to(120)], filters=[lambda text: text or ""])
    floor = LineField(_l("Floor"), [up_to(60)], filters=[lambda text: text or ""])
    seats = NumberField(_l("Seats"), [Optional(), between(1, MOST_PLACES)])
    access = LineField(
        _l("Accessibility of the room"),
        [up_to(500)],
        filters=[lambda text: text or ""],
        description=_l("For example: step-free, hearing loop."),
    )

    def validate_name(self, field: Field) -> None:
        if not field.data and (self.floor.data or self.seats.data or self.access.data):
            raise ValidationError(_("Please name the room."))


class VenueForm(BaseForm):
    """Where it is, how one gets there and in, and which rooms it has."""

    page_order = ("name", "street", "postcode", "city", "position", "access", "directions", "rooms")

    name = kept(LineField(_l("Name"), [DataRequired(_l("Please enter the name.")), up_to(200)]))
    street = kept(street_field())
    postcode = kept(postcode_field())
    city = kept(town_field(120))
    position = LineField(
        _l("Position on the map"),
        [up_to(2000)],
        description=_l(
            "Coordinates such as 51.05, 13.74, or a link copied from OpenStreetMap or Google Maps. We read it here and "
            "contact no one."
        ),
    )
    access = kept(
        ParagraphsField(
            _l("Accessibility details"),
            [up_to(LONGEST_TEXT)],
            description=_l("Steps, lift, toilet, hearing loop, parking nearby. Every event held here shows this."),
            render_kw={"rows": 4},
        )
    )
    directions = kept(
        ParagraphsField(
            _l("How to get there"),
            [up_to(LONGEST_TEXT)],
            description=_l("Bus and train, car park, entrance."),
            render_kw={"rows": 4},
        )
    )
    rooms = kept(
        RowsField(FormField(RoomRow), _l("Rooms"), spare=2, most=_MOST_ROOMS, fewest=2),
        shown=lambda venue: [
            {"name": room.name, "floor": room.floor, "seats": room.seats, "access": room.access} for room in venue.rooms
        ],
        told=lambda rows: [row for row in rows if row["name"]],
    )

    def read(self, thing: "Venue") -> dict[str, object]:
        """Where it lies too."""
        return {**super().read(thing), "position": shown_coordinates(thing.latitude, thing.longitude)}

    def changes(self) -> dict[str, Any]:
        """Where it lies too, to the point that was known before where nobody typed another."""
        if self.position.data == self.position.object_data:
            return super().changes()
        latitude, longitude = read_coordinates(self.position.data) or (None, None)
        return {**super().changes(), "latitude": latitude, "longitude": longitude}

    def validate_position(self, field: Field) -> None:
        if field.data and field.data != field.object_data and read_coordinates(field.data) is None:
            raise ValidationError(
                _(
                    "We can’t find coordinates in this. Please enter them like 51.05, 13.74. Short links don’t contain "
                    "any; open them and copy the long address."
                )
            )


class NewVenueForm(AlikeForm, VenueForm):
    """One that isn't known yet."""

    def __init__(self) -> None:
        super().__init__(known=_known)


class EditVenueForm(EditForm, VenueForm):
    """One that is there already."""


def _known() -> Iterator[Known]:
    """Every venue, with its page."""
    for each in known_venues():
        yield Known(each.name, each.city, url_for("admin.venues.edit_venue", venue_id=each.public_id))
