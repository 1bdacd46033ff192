"""What the organizer decides about one registration."""

from collections.abc import Iterable
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from webapp.admin.inputs.controls import LineField, options
from webapp.admin.inputs.entries_field import EntriesField
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.reasons import ReasonForm
from webapp.admin.wording.labels import GUEST_PROBLEMS
from webapp.foundation.errors import DomainError
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.registration.errors import GroupTooLargeError, NoPlaceError, PersonInvalidError
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.types import LONGEST_NAME, LONGEST_TAG, Head


class PromotionForm(ReasonForm):
    """An offer out of turn."""

    beyond = BooleanField(_l("Even if there are no places left: one more than planned"))
    refusals = MappingProxyType(
        {NoPlaceError: ("beyond", _l("There are no places left. Tick the box if one more person may come anyway."))}
    )

    def say_refusal(self, refusal: DomainError) -> bool:
        """That no place is left, unless one more wouldn't do either."""
        return not isinstance(refusal, GroupTooLargeError) and super().say_refusal(refusal)


class TagsForm(EditForm):
    """Words of the organizer's own; none takes all away."""

    tags = kept(
        EntriesField(
            _l("Tags"),
            longest=LONGEST_TAG,
            description=_l("One on each line. No one but your team sees them."),
            render_kw={"rows": 2},
        )
    )


class CategoryChoiceForm(EditForm):
    """The category that somebody belongs to."""

    category = SelectField(_l("Category"), choices=[], validate_choice=False)

    def __init__(self, categories: Iterable[tuple[str, str]], *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.category.choices = options(categories)


class PersonForm(BaseForm):
    """Somebody who comes with a registration, and with the form what the event `asked` each person."""

    name = kept(
        LineField(
            _l("First and last name"),
            [
                InputRequired(_l("Please enter the name.")),
                up_to(LONGEST_NAME),
            ],
        )
    )
    email = kept(
        LineField(
            _l("Email address"), description=_l("Optional. We’ll send the ticket there."), render_kw={"type": "email"}
        )
    )

    def __init__(self, asked: NewcomerQuestions) -> None:
        super().__init__()
        self.asked = asked

    def head(self) -> Head:
        """Who was named, with their answers."""
        return self.asked.told_by(Head(**self.changes()))

    def is_complete(self) -> bool:
        """True where what the event asks is answered as well."""
        return self.asked.validate()

    def say_refusal(self, refusal: DomainError) -> bool:
        """What is wrong with the name, the address or the number of people, at its field."""
        if not isinstance(refusal, PersonInvalidError):
            return super().say_refusal(refusal)
        for name, problem in refusal.fields.items():
            field = {"email": self.email}.get(name, self.name)
            said = GUEST_PROBLEMS.get((name, problem.value), _l("You can’t add any more people to this registration."))
            field.errors = [str(said)]
        self.refused = refusal
        return True

    @property
    def http_status(self) -> int:
        """As every form's, also where an answer has to be mended."""
        return 422 if self.asked.form.errors else super().http_status
