"""How people register: settings of an event and its categories."""

from datetime import datetime
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, FormField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.admin.controls import DayAndTimeField, LineField, NumberField, ParagraphsField, options
from webapp.admin.limits import MOST_PLACES
from webapp.admin.rows_field import RowsField
from webapp.admin.sign_up.labels import CATEGORY_KINDS
from webapp.admin.spans import said_too_late
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.services.setting_up import SignUpChanges
from webapp.registration.types import LONGEST_CODE, MOST_HEADS

_TOO_LONG = _l("Please shorten this to %(max)d characters at most.")
_NUMBER = _l("Please enter a number from %(min)d to %(max)d.")
_NEEDED = _l("Please enter a number.")
_MOST_REPLIES = 6
_LONGEST_TITLE = 40


class ReplyForm(Form):
    """A text to start from when a request is decided."""

    title = LineField(_l("Name of the template"), [Length(max=80, message=_TOO_LONG)])
    text = ParagraphsField(_l("Text"), [Length(max=2000, message=_TOO_LONG)], render_kw={"rows": 2})

    def validate_text(self, field: Field) -> None:
        if self.title.data and not field.data:
            raise ValidationError(_("Please enter the text as well."))


class SignUpSettingsForm(EditForm):
    """What holds for everybody who registers."""

    most_heads = NumberField(
        _l("People in one registration"),
        [InputRequired(_NEEDED), NumberRange(1, 12, _NUMBER)],
        description=_l("The most people per form. Categories have their own limit."),
    )
    needs_approval = BooleanField(_l("We decide on each registration"))
    offer_hours = NumberField(
        _l("Hours to accept an offered place"),
        [InputRequired(_NEEDED), NumberRange(1, 168, _NUMBER)],
        description=_l("After that, the place goes to the next person on the waiting list."),
    )
    kept_days = NumberField(
        _l("Days after the event until personal data is deleted"),
        [InputRequired(_NEEDED), NumberRange(1, 3650, _NUMBER)],
    )
    attach_tickets = BooleanField(
        _l("Attach the tickets to the email as PDF"),
        description=_l("Otherwise the email contains a link to each ticket."),
    )
    replies = RowsField(FormField(ReplyForm), spare=1, most=_MOST_REPLIES, fewest=2)

    def settings(self) -> SignUpChanges:
        """As `set_up` takes them."""
        return {
            "most_heads": cast("int", self.most_heads.data),
            "needs_approval": bool(self.needs_approval.data),
            "offer_hours": cast("int", self.offer_hours.data),
            "kept_days": cast("int", self.kept_days.data),
            "attach_tickets": bool(self.attach_tickets.data),
            "replies": self.texts(),
        }

    def texts(self) -> list[dict[str, str]]:
        """The templates that say something."""
        given = [(each.form.title.data, each.form.text.data) for each in self.replies]
        return [{"title": title or text[:_LONGEST_TITLE], "text": text} for title, text in given if text]


class CategoryForm(BaseForm):
    """Who comes in a category, how many of them, and when it is open."""

    kind = SelectField(_l("Type"), choices=[])
    label_de = LineField(
        _l("Name in German"), [InputRequired(_l("Please enter a name.")), Length(max=80, message=_TOO_LONG)]
    )
    label_en = LineField(_l("Name in English"), [Length(max=80, message=_TOO_LONG)])
    capacity = NumberField(
        _l("Places"),
        [Optional(), NumberRange(1, MOST_PLACES, _NUMBER)],
        description=_l("Counts towards the event’s places. Leave empty for no separate limit."),
    )
    most_heads = NumberField(
        _l("People in one registration"), [InputRequired(_NEEDED), NumberRange(1, MOST_HEADS, _NUMBER)]
    )
    named = BooleanField(
        _l("Each person is named"), description=_l("Not for a school class: there one contact and a number are enough.")
    )
    needs_approval = BooleanField(_l("We decide on each registration"))
    code = LineField(
        _l("Code"),
        [Length(max=LONGEST_CODE, message=_TOO_LONG)],
        description=_l("Only people who know it can register in this category."),
    )
    opens_at = DayAndTimeField(_l("Open from"), [Optional()])
    closes_at = DayAndTimeField(_l("Open until"), [Optional()])

    def __init__(self, *args: object, begins: datetime, zone: str, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.begins, self.zone = begins, zone
        self.kind.choices = options(CATEGORY_KINDS.items())

    def validate_label_de(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please enter a name."))

    def validate_opens_at(self, field: DayAndTimeField) -> None:
        if field.moment is not None and field.moment >= self.begins:
            raise ValidationError(_("The event will have started by then. Please choose an earlier time."))

    def validate_closes_at(self, field: DayAndTimeField) -> None:
        if field.moment is not None and field.moment > self.begins:
            raise ValidationError(said_too_late())
        if field.moment is not None and self.opens_at.moment is not None and field.moment <= self.opens_at.moment:
            raise ValidationError(_("The end must be after the start."))


class EditCategoryForm(EditForm, CategoryForm):
    """A category that is there already."""
