"""What to print."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.admin.controls import options
from webapp.admin.labels import LABEL_SHEETS, PAPER_KINDS
from webapp.documents.types import PLAIN_LABEL, PaperKind
from webapp.foundation.http.forms import Form as BaseForm


class PaperForm(BaseForm):
    """Which paper, and for badges on which labels."""

    kind = RadioField(
        _l("What to print"),
        choices=options(PAPER_KINDS.items()),
        default=PaperKind.BADGES.value,
        validators=[InputRequired(_l("Please choose one."))],
    )
    label = SelectField(
        _l("Badges on"),
        choices=options(LABEL_SHEETS.items()),
        default=PLAIN_LABEL,
        description=_l("Please print a page on plain paper first and check it against your sheet."),
    )
