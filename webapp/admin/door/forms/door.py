"""Where tickets are scanned."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.admin.door.labels import POINT_KINDS
from webapp.admin.inputs.controls import LineField, NumberField, options
from webapp.checkin.errors import PointInvalidError, PointNameTooLongError
from webapp.checkin.services import MOST_PEOPLE
from webapp.checkin.types import LONGEST_GATE, PointKind
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.forms import OptionalSelectField
from webapp.foundation.http.kept_fields import kept


class PointForm(BaseForm):
    """A gate or a room; a station's name and place serve as they are."""

    kind = kept(
        RadioField(
            _l("What it is"),
            choices=options(POINT_KINDS.items()),
            default=PointKind.GATE.value,
            validators=[InputRequired(_l("Please choose one."))],
        ),
        told=PointKind,
    )
    name = kept(
        LineField(
            _l("Name"),
            [Length(max=LONGEST_GATE, message=_l("Please shorten this to %(max)d characters at most."))],
            description=_l("For example “North entrance” or “Hall 2”."),
        )
    )
    station = OptionalSelectField(_l("Matches this topic station"), choices=[], default="")
    capacity = kept(
        NumberField(
            _l("Capacity"),
            [Optional(), NumberRange(1, MOST_PEOPLE, _l("Please enter a number from %(min)d to %(max)d."))],
            description=_l("For rooms: the device shows when it gets full."),
        )
    )
    refusals = MappingProxyType(
        {
            PointInvalidError: ("name", _l("Please choose a name that is not taken.")),
            PointNameTooLongError: (
                "name",
                _l("Please enter a name of %(max)d characters at most.", max=LONGEST_GATE),
            ),
        }
    )
