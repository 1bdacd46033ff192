"""How many may come, and what the organizer decides about one registration."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Length

from webapp.admin.controls import LineField, options
from webapp.admin.entries_field import EntriesField
from webapp.admin.labels import GUEST_PROBLEMS
from webapp.admin.reasons import ReasonForm
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.types import LONGEST_NAME, LONGEST_TAG, Head, Problem


class PromotionForm(ReasonForm):
    """An offer out of turn."""

    beyond = BooleanField(_l("Even if there are no places left: one more than planned"))


class TagsForm(EditForm):
    """Words of the organizer's own; none takes all away."""

    tags = EntriesField(
        _l("Tags"),
        longest=LONGEST_TAG,
        description=_l("One on each line. No one but your team sees them."),
        render_kw={"rows": 2},
    )


class CategoryChoiceForm(EditForm):
    """The category that somebody belongs to."""

    category = SelectField(_l("Category"), choices=[], validate_choice=False)

    def __init__(self, categories: Iterable[tuple[str, str]], *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.category.choices = options(categories)


class PersonForm(BaseForm):
    """Somebody who comes with a registration."""

    name = LineField(
        _l("First and last name"),
        [
            InputRequired(_l("Please enter the name.")),
            Length(max=LONGEST_NAME, message=_l("Please shorten this to %(max)d characters at most.")),
        ],
    )
    email = LineField(
        _l("Email address"), description=_l("Optional. We’ll send the ticket there."), render_kw={"type": "email"}
    )

    def head(self) -> Head:
        """Who was named."""
        return Head(name=self.name.data, email=self.email.data)

    def say(self, problems: Mapping[str, Problem]) -> None:
        """Put what was refused at its field."""
        for name, problem in problems.items():
            field = {"email": self.email}.get(name, self.name)
            said = GUEST_PROBLEMS.get((name, problem.value), _l("You can’t add any more people to this registration."))
            field.errors = [str(said)]
