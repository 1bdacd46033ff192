"""How people register: settings of an event and its categories."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, FormField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from webapp.admin.inputs.controls import DayAndTimeField, LineField, NumberField, ParagraphsField, options
from webapp.admin.inputs.limits import MOST_PLACES, between, up_to
from webapp.admin.inputs.rows_field import RowsField
from webapp.admin.inputs.spans import said_too_late
from webapp.admin.sign_up.forms.both_languages import ask_for, in_both, offer_languages, texts_of
from webapp.admin.sign_up.labels import CATEGORY_KINDS
from webapp.foundation.http import site
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.registration.queries.setup import MOST_HEADS as MOST_HEADS_USUALLY
from webapp.registration.queries.setup import OFFER_HOURS
from webapp.registration.types import LONGEST_CODE, MOST_HEADS, CategoryKind

if TYPE_CHECKING:
    from webapp.registration.models import Category, SignUp

_NEEDED = _l("Please enter a number.")
_MOST_REPLIES = 6
_LONGEST_TITLE = 40


class ReplyForm(Form):
    """A text to start from when a request is decided."""

    title = LineField(_l("Name of the template"), [up_to(80)])
    text = ParagraphsField(_l("Text"), [up_to(2000)], render_kw={"rows": 2})

    def validate_text(self, field: Field) -> None:
        if self.title.data and not field.data:
            raise ValidationError(_("Please enter the text as well."))


class SignUpSettingsForm(EditForm):
    """What holds for everybody who registers."""

    most_heads = kept(
        NumberField(
            _l("People in one registration"),
            [InputRequired(_NEEDED), between(1, 12)],
            description=_l("The most people per form. Categories have their own limit."),
        )
    )
    needs_approval = kept(BooleanField(_l("We decide on each registration")))
    offer_hours = kept(
        NumberField(
            _l("Hours to accept an offered place"),
            [InputRequired(_NEEDED), between(1, 168)],
            description=_l("After that, the place goes to the next person on the waiting list."),
        )
    )
    kept_days = kept(
        NumberField(
            _l("Days after the event until personal data is deleted"),
            [InputRequired(_NEEDED), between(1, 3650)],
        )
    )
    attach_tickets = kept(
        BooleanField(
            _l("Attach the tickets to the email as PDF"),
            description=_l("Otherwise the email contains a link to each ticket."),
        )
    )
    asks_to_invite = kept(
        BooleanField(
            _l("Ask whether you may invite people again"),
            description=_l("Whoever ticks the box and confirms their address stays in your contacts."),
        )
    )
    replies = kept(
        RowsField(FormField(ReplyForm), spare=1, most=_MOST_REPLIES, fewest=2),
        told=lambda rows: [
            {"title": row["title"] or row["text"][:_LONGEST_TITLE], "text": row["text"]} for row in rows if row["text"]
        ],
    )

    def __init__(self, sign_up: "SignUp | None") -> None:
        usual = {"most_heads": MOST_HEADS_USUALLY, "offer_hours": OFFER_HOURS, "kept_days": site.current().kept_days}
        super().__init__(over=sign_up, data=usual)


class CategoryForm(BaseForm):
    """Who comes in a category, how many of them, and when it is open."""

    label_before: Mapping[str, str] | None = None
    kind = kept(SelectField(_l("Type"), choices=[]), told=CategoryKind)
    label_de = LineField(_l("Name in German"), [up_to(80)])
    label_en = LineField(_l("Name in English"), [up_to(80)])
    capacity = kept(
        NumberField(
            _l("Places"),
            [Optional(), between(1, MOST_PLACES)],
            description=_l("Counts towards the event’s places. Leave empty for no separate limit."),
        ),
        shown=lambda category: category.pool.capacity if category.pool else None,
    )
    most_heads = kept(NumberField(_l("People in one registration"), [InputRequired(_NEEDED), between(1, MOST_HEADS)]))
    named = kept(
        BooleanField(
            _l("Each person is named"),
            description=_l("Not for a school class: there one contact and a number are enough."),
        )
    )
    needs_approval = kept(BooleanField(_l("We decide on each registration")))
    code = kept(
        LineField(
            _l("Code"),
            [up_to(LONGEST_CODE)],
            description=_l("Only people who know it can register in this category."),
        )
    )
    opens_at = kept(DayAndTimeField(_l("Open from"), [Optional()]))
    closes_at = kept(DayAndTimeField(_l("Open until"), [Optional()]))

    def __init__(self, *args: object, begins: datetime, zone: str, **rest: object) -> None:
        self.begins, self.zone = begins, zone
        super().__init__(*args, **rest)
        self.kind.choices = options(CATEGORY_KINDS.items())
        ask_for(self, "label", _l("Please enter a name."))
        offer_languages(self, "label")

    def read(self, thing: "Category") -> dict[str, object]:
        """What it is called in both languages too."""
        self.label_before = thing.label
        return {**super().read(thing), **in_both("label", thing.label)}

    def changes(self) -> dict[str, Any]:
        """What it is called in both languages too."""
        return {**super().changes(), "label": texts_of(self, "label", self.label_before)}

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
