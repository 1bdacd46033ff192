"""The form for a link that opens an event without an account."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length

from webapp.accounts.types import Role
from webapp.admin.door.labels import LINK_ROLES
from webapp.admin.inputs.controls import LineField, options
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

_DAYS = (1, 3, 7, 14, 30)
_CHOOSE = InputRequired(_l("Please choose one."))


class AccessLinkForm(BaseForm):
    """For whom a link is, what it opens and how long."""

    role = kept(
        RadioField(
            _l("Gives access to"), choices=options(LINK_ROLES.items()), default=Role.DOOR.value, validators=[_CHOOSE]
        ),
        told=Role,
    )
    label = kept(
        LineField(
            _l("Who it is for"),
            [
                InputRequired(_l("Please say who gets the link, so that you can find it again.")),
                Length(max=80, message=_l("Please shorten this to %(max)d characters at most.")),
            ],
            description=_l("For example “North entrance” or “Station 3”. No names needed."),
        )
    )
    part = SelectField(
        _l("Only for"),
        choices=[],
        default="",
        description=_l("For check-in: the device then stays at this entrance only."),
    )
    days = kept(
        SelectField(_l("Valid for"), [_CHOOSE], choices=[]), "valid_for", told=lambda days: timedelta(days=int(days))
    )

    def __init__(self, *, default_days: int, parts: Iterable[tuple[str, str]]) -> None:
        super().__init__(data={"role": Role.DOOR.value, "days": str(default_days)})
        self.part.choices = options([("", _("every entrance and room")), *parts])
        offered = sorted({*_DAYS, default_days})
        self.days.choices = options((str(days), ngettext("%(num)d day", "%(num)d days", days)) for days in offered)

    def validate_label(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please say who gets the link, so that you can find it again."))

    def changes(self) -> dict[str, Any]:
        """The gate or room too that a link for the door is bound to."""
        return {**super().changes(), "part_key": self.part.data if self.role.data == Role.DOOR else ""}
