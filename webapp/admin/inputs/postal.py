"""Where something is, as a letter to it would say."""

from flask_babel import lazy_gettext as _l

from webapp.admin.inputs.controls import LineField
from webapp.admin.inputs.limits import up_to


def street_field() -> LineField:
    """The street with its number."""
    return LineField(_l("Street and number"), [up_to(200)])


def postcode_field() -> LineField:
    """The postcode; a text, for some begin with a zero."""
    return LineField(_l("Postcode"), [up_to(12)])


def town_field(longest: int) -> LineField:
    """The town, as long as the thing keeps it."""
    return LineField(_l("Town"), [up_to(longest)])
