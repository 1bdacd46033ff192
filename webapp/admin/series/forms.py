"""What is said of a series."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from webapp.admin.inputs.controls import LineField, ParagraphsField, options
from webapp.admin.inputs.languages import LanguageField
from webapp.events.errors import SeriesInvalidError
from webapp.events.types import LONGEST_TITLE
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept

if TYPE_CHECKING:
    from webapp.admin.hosts import Host

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
_SAID = {
    "missing": _l("Please give the series a name."),
    "too_long": _l("The name of the series is too long."),
    "taken": _l("This organisation already has a series of this name."),
    "in_bin": _l("A deleted series has this name. You can restore it from the bin in the list of series."),
}


def _said(refusal: SeriesInvalidError) -> str:
    return str(_SAID[refusal.fields["title"]])


class SeriesForm(BaseForm):
    """A series."""

    title = kept(
        LineField(
            _l("Name of the series"),
            [InputRequired(_SAID["missing"]), Length(max=LONGEST_TITLE, message=_TOO_LONG)],
        )
    )
    description = kept(
        ParagraphsField(
            _l("What it is about"),
            [Length(max=20_000, message=_TOO_LONG)],
            description=_l("Shown on the page of the series. Markdown: **bold**, - for lists, # for headings."),
            render_kw={"rows": 5},
        )
    )
    language = kept(
        LanguageField(
            _l("Language of these texts"),
            [InputRequired(_l("Please choose one."))],
        )
    )
    refusals = MappingProxyType({SeriesInvalidError: ("title", _said)})


class NewSeriesForm(SeriesForm):
    """A new series, and whose it is."""

    host = SelectField(_l("Host"), choices=[], validators=[InputRequired(_l("Please choose the host."))])

    def __init__(self, *args: object, hosts: Sequence["Host"], **rest: object) -> None:
        super().__init__(*args, **rest)
        named = [(each.key, each.name) for each in hosts]
        self.host.choices = options(named if len(named) == 1 else [("", _l("Please choose")), *named])
        self.host_ids = {each.key: each.id for each in hosts}

    def changes(self) -> dict[str, Any]:
        """Whose it is too."""
        return {**super().changes(), "organisation_id": self.host_ids[self.host.data]}


class EditSeriesForm(EditForm, SeriesForm):
    """A series that there is."""
