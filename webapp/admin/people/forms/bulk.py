"""What an organizer types for many registrations at once."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired

from webapp.admin.inputs.controls import LineField, ParagraphsField, options
from webapp.admin.inputs.entries_field import EntriesField
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.reasons import ReasonForm
from webapp.admin.wording.placeholders import refuse
from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form as BaseForm
from webapp.organising.types import BulkAction
from webapp.registration.types import LONGEST_TAG

_MOST_TAGS = 10


class PlainForm(BaseForm):
    """Nothing but the decision."""


class MessageForm(BaseForm):
    """Words of the organizer's own."""

    subject = LineField(_l("Subject"), [InputRequired(_l("Please enter a subject.")), up_to(150)])
    text = ParagraphsField(
        _l("Message"),
        [InputRequired(_l("Please enter the message.")), up_to(5000)],
        description=_l("Below it is each person’s link for viewing and changing their registration."),
        render_kw={"rows": 8},
    )

    def say_refusal(self, refusal: DomainError) -> bool:
        """A placeholder that can't be filled in, at the words that it stands in."""
        return refuse(self, refusal) or super().say_refusal(refusal)


class MoveForm(BaseForm):
    """Another category."""

    category = SelectField(_l("Category"), choices=[])


class TagForm(BaseForm):
    """Words of the organizer's own on registrations."""

    tags = EntriesField(
        _l("Tags"),
        [DataRequired(_l("Please enter at least one tag."))],
        most=_MOST_TAGS,
        longest=LONGEST_TAG,
        description=_l("One on each line, for example “VIP” or “Podium”. No one but your team sees them."),
        render_kw={"rows": 3},
    )


_FORMS: Mapping[BulkAction, type[BaseForm]] = {
    BulkAction.MAIL: MessageForm,
    BulkAction.DECLINE: ReasonForm,
    BulkAction.MOVE: MoveForm,
    BulkAction.TAG: TagForm,
}


def form_for(action: BulkAction, categories: Iterable[tuple[str, str]], **data: object) -> BaseForm:
    """The form of an action, with the categories that somebody can be moved to."""
    form = _FORMS.get(action, PlainForm)(data=data)
    if isinstance(form, MoveForm):
        form.category.choices = options(categories)
    return form
