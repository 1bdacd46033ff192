"""What was chosen in an address, where anybody may write anything."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]


def on_offer(field: SelectField) -> str:
    """What was chosen, empty when the address names something that is not on offer."""
    offered: set[str] = {
        choice.value if isinstance(choice, SelectChoice) else choice[0] for choice in field.choices or ()
    }
    return str(field.data) if field.data in offered else ""
