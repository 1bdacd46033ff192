"""Forms of the installation and of its legal texts."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.admin.inputs.controls import AddressField, LineField, NumberField, ParagraphsField, options
from webapp.events.types import EventFormat
from webapp.events.wording import FORMATS
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.formats import number
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.setting_values import COLOUR, DARKEST_GROUND, LEAST_CONTRAST, contrast

_TOO_LONG = _l("Please shorten this to %(max)d characters.")
_LONGEST_TEXT = 60_000
_LANGUAGES = {
    "de en": _l("German and English, German first"),
    "en de": _l("German and English, English first"),
    "de": _l("German only"),
    "en": _l("English only"),
}


class ColourField(LineField):
    """A colour as #rrggbb, maybe none; it can be read on every ground of light pages."""

    def pre_validate(self, _form: BaseForm) -> None:
        if not self.data:
            return
        colour = f"#{self.data.lower().removeprefix('#')}"
        if not COLOUR.fullmatch(colour):  # what is no colour goes back as it was entered
            raise ValidationError(_("Please enter a colour in the form #00587a."))
        self.data = colour
        found = contrast(colour, DARKEST_GROUND)
        if found < LEAST_CONTRAST:
            said = {"found": number(round(found, 1)), "least": number(LEAST_CONTRAST)}
            raise ValidationError(
                _("This colour is too pale to be read: its contrast is %(found)s:1, it needs %(least)s:1.", **said)
            )


class InstallationForm(EditForm):
    """What the installation says of itself."""

    name = kept(
        LineField(
            _l("Name of this site"),
            [Length(max=80, message=_TOO_LONG)],
            description=_l("At the top of every page, in titles and on papers."),
        )
    )
    email = kept(
        AddressField(
            _l("Email address for questions"),
            [Length(max=320, message=_TOO_LONG)],
            description=_l("In the legal texts, and for anyone who meets a barrier. Everyone can see it."),
        )
    )
    accent = kept(
        ColourField(
            _l("Accent colour"),
            description=_l("For buttons and links, like #00587a. Leave empty for petrol."),
        )
    )
    languages = kept(
        SelectField(
            _l("Languages"),
            choices=options(_LANGUAGES.items()),
            description=_l("The first one is for readers whose browser asks for neither."),
        ),
        shown=lambda settings: " ".join(settings.languages),
        told=str.split,
    )
    zone = kept(
        SelectField(
            _l("Time zone"),
            choices=[],
            description=_l("For new events and for dates that belong to none. Events keep theirs."),
        )
    )
    kept_days = kept(
        NumberField(
            _l("Days after the event until personal data is deleted"),
            [
                InputRequired(_l("Please enter a number.")),
                NumberRange(1, 3650, _l("Please enter a number from %(min)s to %(max)s.")),
            ],
            description=_l("Unless the event says otherwise."),
        )
    )
    formats = kept(
        SelectMultipleField(
            _l("Formats for new events"),
            choices=options(FORMATS.items()),
            widget=ListWidget(),
            option_widget=CheckboxInput(),
            description=_l("Events that are there already stay as they are."),
        ),
        "formats_left_out",
        shown=lambda settings: [name for name in FORMATS if name not in settings.formats_left_out],
        told=lambda chosen: [name for name in FORMATS if name not in chosen],
    )

    def __init__(self, settings: object) -> None:
        super().__init__(over=settings)
        used = getattr(settings, "zone", "")
        zones = {name for name in available_timezones() if name.startswith("Europe/")} | {"UTC", used}
        self.zone.choices = options((name, name) for name in sorted(zones))
        # The name of a format of one's own is the plain word for an event.
        own = EventFormat.OWN.value
        self.formats.choices = options(
            (name, _("Custom format") if name == own else said) for name, said in FORMATS.items()
        )

    def validate_formats(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please leave at least one format."))


class LegalTextForm(EditForm):
    """A legal text in Markdown."""

    german = kept(
        ParagraphsField(
            _l("German text"),
            [Length(max=_LONGEST_TEXT, message=_TOO_LONG)],
            render_kw={"rows": 24, "lang": "de"},
        )
    )
    english = kept(
        ParagraphsField(
            _l("English text"), [Length(max=_LONGEST_TEXT, message=_TOO_LONG)], render_kw={"rows": 24, "lang": "en"}
        )
    )

    def __init__(self, required: str, **values: Any) -> None:
        super().__init__(**values)
        self.required = self.german if required == "de" else self.english
        self.required.render_kw = {**(self.required.render_kw or {}), "required": True}

    def validate_german(self, field: Field) -> None:
        if field is self.required and not (field.data or "").strip():
            raise ValidationError(_("Please enter the German text."))

    def validate_english(self, field: Field) -> None:
        if field is self.required and not (field.data or "").strip():
            raise ValidationError(_("Please enter the English text."))
