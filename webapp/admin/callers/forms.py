"""Somebody who calls, as whoever answers the telephone types it."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional

from webapp.admin.inputs.controls import AddressField, LineField, NumberField, ParagraphsField, options
from webapp.admin.inputs.languages import LanguageField
from webapp.admin.inputs.limits import between, up_to
from webapp.admin.wording.labels import GUEST_PROBLEMS, labels_of
from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form
from webapp.foundation.http.operator_texts import privacy_version
from webapp.foundation.text import entries
from webapp.registration.errors import (
    AlreadyRegisteredError,
    ChoiceFullError,
    GroupTooLargeError,
    NoPlaceError,
    PersonInvalidError,
)
from webapp.registration.forms import CallerQuestions
from webapp.registration.types import (
    LONGEST_NAME,
    LONGEST_ORGANISATION,
    MOST_HEADS,
    Application,
    CategoryTerms,
    Problem,
    Source,
    WhenFull,
)

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.stations.offered import Offered

_LONGEST_NOTE = 500
_ENTER_NAME = _l("Please enter the name.")
_NO_PLACE = _l("There are no places left for this. Please choose what shall happen.")


class CallerForm(Form):
    """Who comes, what was said on the telephone, and whether a mail goes out."""

    page_order = (
        "name",
        "email",
        "organisation",
        "category",
        "number",
        "others",
        "told",
        "is_told",
        "language",
        "when_full",
        "note",
    )

    name = LineField(_l("First and last name"), [InputRequired(_ENTER_NAME), up_to(LONGEST_NAME)])
    email = AddressField(
        _l("Email address"),
        description=_l("Without it nothing is sent; you can print the ticket."),
    )
    organisation = LineField(_l("Business or organisation"), [up_to(LONGEST_ORGANISATION)])
    category = SelectField(
        _l("Attending as"), [InputRequired(_l("Please choose what they are attending as."))], choices=[]
    )
    number = NumberField(
        _l("How many people are coming?"),
        [Optional(), between(1, MOST_HEADS)],
    )
    others = TextAreaField(_l("Who else is coming"), description=_l("One name on each line."), render_kw={"rows": 2})
    told = BooleanField(_l("I have pointed out the privacy notice"))
    language = LanguageField(_l("Language of the emails"))
    is_told = BooleanField(_l("Send the confirmation and the tickets by email now"))
    when_full = RadioField(
        _l("If no places are left"),
        choices=options(
            (
                (WhenFull.WAIT.value, _l("Put them on the waiting list")),
                (WhenFull.BEYOND.value, _l("Let them come all the same: more people than planned")),
            )
        ),
        validate_choice=False,
    )
    note = ParagraphsField(
        _l("Note for the team"),
        [up_to(_LONGEST_NOTE)],
        description=_l("Stays in the history. Only your team sees it."),
        render_kw={"rows": 2},
    )
    refusals = MappingProxyType({NoPlaceError: ("when_full", _NO_PLACE), GroupTooLargeError: ("when_full", _NO_PLACE)})
    known = ""  # the registration (public id) that stands for the address already

    def __init__(self, event: "Event", offered: "Offered") -> None:
        super().__init__(data={"language": event.language, "is_told": True})
        self.setup = offered.setup
        self.asked = CallerQuestions(offered.setup, named=True, left=offered.left)
        self.category.choices = options([("", _("Please choose")), *labels_of(self.setup.terms)])
        if not self.setup.has_categories:
            self.leave_out("category")
        if all(each.named for each in self.setup.terms):
            self.leave_out("number")

    def terms(self) -> CategoryTerms:
        """The terms under which they come."""
        chosen = self.category.data if "category" in self else ""
        return next((each for each in self.setup.terms if each.public_id == chosen), self.setup.terms[0])

    def decided(self) -> WhenFull | None:
        """What shall happen where nothing is left, if that was said."""
        return WhenFull(self.when_full.data) if self.when_full.data in set(WhenFull) else None

    def is_complete(self) -> bool:
        """True where as many are named as were counted, and the answers can be taken."""
        number, named = self._number(), 1 + len(self._others())
        if number and number < named:
            self["number"].errors = [_("More people are named than that. Please check the number.")]
        return self.asked.validate(self.terms()) and not self.errors

    def application(self) -> Application:
        """Who was put down."""
        terms, others = self.terms(), self._others()
        names = [self.name.data, *others] if terms.named or others else []
        names += [""] * ((1 if terms.named else max(self._number(), 1)) - len(names))
        heads = self.asked.told_by_all(names, named=terms.named)
        return Application(
            name=self.name.data,
            email=self.email.data,
            organisation=self.organisation.data,
            language=self.language.data,
            privacy_version=privacy_version() if self.told.data else "",
            heads=heads,
            category_id=terms.category_id,
            answers=self.asked.once,
            field_set_id=self.setup.field_set_id,
            consents=dict(self.asked.consents),
            source=Source.DESK,
        )

    def say_refusal(self, refusal: DomainError) -> bool:
        """Who is registered already, which answers are full, and what is wrong with whoever was named."""
        if isinstance(refusal, AlreadyRegisteredError):
            self.known, self.refused = refusal.public_id, refusal
            self.email.errors = [_("This address is registered already.")]
        elif isinstance(refusal, ChoiceFullError):
            self.asked.say_full(refusal)
            self.refused = refusal
        elif isinstance(refusal, PersonInvalidError):
            for name, problem in refusal.fields.items():
                field = self.others if name == "heads" else self[name]
                field.errors = [str(GUEST_PROBLEMS.get((name, problem.value)) or _said_of_heads(problem))]
            self.refused = refusal
        else:
            return super().say_refusal(refusal)
        return True

    @property
    def http_status(self) -> int:
        """As every form's, also where an answer has to be mended."""
        return 422 if self.asked.form.errors else super().http_status

    def _number(self) -> int:
        return (self["number"].data or 0) if "number" in self and not self.terms().named else 0

    def _others(self) -> list[str]:
        return entries((self.others.data or "").splitlines())


def _said_of_heads(problem: Problem) -> str:
    if problem is Problem.TOO_LONG:
        return str(_("Please shorten the names."))
    return str(_("Please check who is coming: at most %(most)s people.", most=MOST_HEADS))
