"""How long before a date one's own program reminds."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from webapp.public.offered import on_offer


class AlarmForm(Form):
    """How long before a date one's own program shall remind; a value that is not on offer counts as none."""

    alarm = SelectField(
        _l("Remind me"),
        choices=[
            SelectChoice("", _l("Not at all")),
            SelectChoice("1h", _l("1 hour before")),
            SelectChoice("1d", _l("1 day before")),
            SelectChoice("7d", _l("1 week before")),
        ],
        validate_choice=False,
    )

    def wished(self) -> dict[str, str]:
        """What the addresses say of it."""
        chosen = on_offer(self.alarm)
        return {"alarm": chosen} if chosen else {}
