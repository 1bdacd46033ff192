"""What the office enters of somebody, and why it keeps it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired, Length

from webapp.admin.contacts.labels import ENTRY_PROBLEMS, KNOWN, KNOWN_IN_BIN
from webapp.admin.inputs.controls import AddressField, DayField, LineField, ParagraphsField
from webapp.admin.inputs.entries_field import EntriesField
from webapp.admin.inputs.languages import LanguageField
from webapp.admin.wording.refused_tables import why_no_guests
from webapp.contacts.errors import ContactInvalidError, ContactKnownError, ListNameTakenError
from webapp.contacts.types import LONGEST_COMPANY, LONGEST_NAME, LONGEST_NOTE, LONGEST_PHONE, LONGEST_SAID, LONGEST_TAG
from webapp.foundation.errors import DomainError
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.spreadsheets import TableInvalidError

if TYPE_CHECKING:
    from webapp.contacts.models import Contact

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
_SHORT = Length(max=LONGEST_SAID, message=_TOO_LONG)
_MOST_TAGS = 20
_LATEST = 5  # years until a review


class _WithGrounds(BaseForm):
    """Why the office keeps somebody; the law wants to know."""

    today: date

    source = kept(
        LineField(
            _l("Where do you know them from?"),
            [
                InputRequired(_l("Please say where you have the details from.")),
                Length(max=LONGEST_SAID, message=_TOO_LONG),
            ],
            description=_l("For example business card, chamber’s register, introduced by the guild."),
        )
    )
    purpose = kept(
        LineField(
            _l("What are the details kept for?"),
            [
                InputRequired(_l("Please say what you keep the details for.")),
                Length(max=LONGEST_SAID, message=_TOO_LONG),
            ],
            description=_l("For example invitations to dialogue events."),
        )
    )
    review_on = kept(
        DayField(
            _l("Review on"),
            [InputRequired(_l("Please choose a day."))],
            description=_l("On this day we remind you to check whether the details are still needed."),
        )
    )

    def validate_review_on(self, field: Field) -> None:
        if field.data is not None and field.data > self.today.replace(year=self.today.year + _LATEST, day=1):
            raise ValidationError(_l("Please choose a day within the next five years."))


class EntryForm(_WithGrounds):
    """Somebody whom the office enters."""

    sections: Mapping[str, tuple[str, ...]] = MappingProxyType(
        {"who": ("name", "email", "company", "phone", "language"), "why": ("source", "purpose", "review_on")}
    )

    name = kept(
        LineField(
            _l("First and last name"),
            [InputRequired(_l("Please enter the name.")), Length(max=LONGEST_NAME, message=_TOO_LONG)],
        )
    )
    email = kept(AddressField(_l("Email address")))
    company = kept(LineField(_l("Business or organisation"), [Length(max=LONGEST_COMPANY, message=_TOO_LONG)]))
    phone = kept(LineField(_l("Telephone"), [Length(max=LONGEST_PHONE, message=_TOO_LONG)], render_kw={"type": "tel"}))
    language = kept(LanguageField(_l("Language of the emails")))

    lies_in_bin = False

    def __init__(self, today: date, *args: object, **rest: object) -> None:
        self.today = today
        super().__init__(*args, **rest)

    def say_refusal(self, refusal: DomainError) -> bool:
        """What is wrong with a field, or that the address is known."""
        if isinstance(refusal, ContactKnownError):
            self["email"].errors = [KNOWN_IN_BIN if refusal.is_binned else KNOWN]
            self.lies_in_bin = refusal.is_binned
            self.refused = refusal
            return True
        if not isinstance(refusal, ContactInvalidError):
            return super().say_refusal(refusal)
        for name, problem in refusal.fields.items():
            self[name].errors = [ENTRY_PROBLEMS[problem]]
        self.refused = refusal
        return True


class EditEntryForm(EditForm, EntryForm):
    """Somebody who is known already."""

    def __init__(self, today: date, contact: "Contact") -> None:
        super().__init__(today, over=contact)


class RemarksForm(EditForm):
    """Words and a note of the office."""

    tags = kept(
        EntriesField(
            _l("Tags"),
            most=_MOST_TAGS,
            longest=LONGEST_TAG,
            description=_l("One on each line, for example Guild or Press."),
            render_kw={"rows": 3},
        ),
        shown=lambda contact: [each.tag for each in contact.tags],
    )
    text = kept(
        ParagraphsField(_l("Note of the office"), [Length(max=LONGEST_NOTE, message=_TOO_LONG)], render_kw={"rows": 4}),
        "note",
    )


class ReviewForm(EditForm):
    """Until when somebody is kept without being looked at again."""

    until = kept(DayField(_l("Next review on"), [InputRequired(_l("Please choose a day."))]), "review_on")


class ContactTableForm(_WithGrounds):
    """A table of people to enter."""

    page_order = ("table", "language", "source", "purpose", "review_on", "tags")

    table = FileField(
        _l("Table of contacts"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("XLSX or CSV with a header row: name and email address, plus optionally organisation."),
    )
    language = kept(LanguageField(_l("Language of the emails")))
    tags = kept(
        EntriesField(
            _l("Tags"), most=_MOST_TAGS, longest=LONGEST_TAG, description=_l("One on each line."), render_kw={"rows": 2}
        )
    )
    refusals = MappingProxyType({TableInvalidError: ("table", lambda refusal: why_no_guests(str(refusal.problem)))})

    def __init__(self, today: date, *args: object, **rest: object) -> None:
        self.today = today
        super().__init__(*args, **rest)


class ListForm(EditForm):
    """What a list is called."""

    name = kept(
        LineField(
            _l("Name of the list"),
            [InputRequired(_l("Please enter a name.")), Length(max=LONGEST_SAID, message=_TOO_LONG)],
        )
    )
    refusals = MappingProxyType({ListNameTakenError: ("name", _l("There is already a list of this name."))})
