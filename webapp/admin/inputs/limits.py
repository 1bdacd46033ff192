"""How much forms of the desk take."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length, NumberRange

MOST_PLACES = 100_000
LONGEST_TEXT = 20_000


def up_to(most: int) -> Length:
    """At most so many characters."""
    return Length(max=most, message=_l("Please shorten this to %(max)d characters at most."))


def between(least: int, most: int) -> NumberRange:
    """A number of this span, both ends included."""
    return NumberRange(least, most, _l("Please enter a number from %(min)d to %(max)d."))


class Remark:
    """What stands behind a field's label where “(optional)” wouldn't be the whole truth; nothing is refused."""

    def __init__(self, said: object) -> None:
        self.field_flags = {"remark": said}

    def __call__(self, form: object, field: object) -> None:
        """Let everything pass."""
