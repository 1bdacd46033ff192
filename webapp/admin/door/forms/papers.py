"""What to print."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from webapp.admin.door.labels import LABEL_SHEETS, PAPER_KINDS
from webapp.admin.inputs.controls import options
from webapp.documents.types import PLAIN_LABEL, PaperKind
from webapp.events.types import Phase
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept


class PaperForm(BaseForm):
    """Which paper, for badges on which labels, and for certificates whether only those let in get one."""

    kind = kept(
        RadioField(
            _l("What to print"),
            choices=options(PAPER_KINDS.items()),
            default=PaperKind.BADGES.value,
            validators=[InputRequired(_l("Please choose one."))],
        ),
        told=PaperKind,
    )
    label = kept(
        SelectField(
            _l("Badges on"),
            choices=options(LABEL_SHEETS.items()),
            default=PLAIN_LABEL,
            description=_l("Please print a page on plain paper first and check it against your sheet."),
        )
    )
    everyone = BooleanField(
        _l("Certificates also for those who were not checked in"),
        description=_l("With this you confirm that everyone who has a place attended."),
    )

    def __init__(self, *args: object, phase: Phase, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.phase = phase
        if phase is not Phase.PAST:
            self.leave_out("everyone")

    def validate_kind(self, field: Field) -> None:
        if field.data == PaperKind.CERTIFICATES and self.phase not in {Phase.RUNNING, Phase.PAST}:
            raise ValidationError(_("Certificates of attendance can be created once the event has begun."))

    def changes(self) -> dict[str, Any]:
        """What to print; also whether the host decides, after the end, that all who have a place attended."""
        return {**super().changes(), "for_everyone": "everyone" in self and bool(self.everyone.data)}
