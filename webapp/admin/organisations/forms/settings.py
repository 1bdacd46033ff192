"""Logos, senders and funding notices of an organisation."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, ValidationError
from wtforms.validators import DataRequired

from webapp.admin.inputs.controls import AddressField, LineField, ParagraphsField, options
from webapp.admin.inputs.limits import up_to
from webapp.admin.inputs.picture_field import PictureField
from webapp.events.wording import FORMATS
from webapp.foundation.http.edit_form import EditForm
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.organisations.types import LONGEST_ALT, LONGEST_FUNDING_TEXT, LONGEST_FUNDING_TITLE, Shade

if TYPE_CHECKING:
    from webapp.foundation.pictures import Picture


class LogoForm(EditForm):
    """A logo for a light and for a dark ground, and what is read out for both."""

    has_logo = False

    light = PictureField(
        _l("Logo for a light background"),
        description=_l("JPEG, PNG or WebP, best with a transparent background. At most 5 MB."),
    )
    dark = PictureField(
        _l("Logo for a dark background"),
        description=_l("Readers with dark screens see this one. Without it, the other one stands on a white plate."),
    )
    alt = LineField(
        _l("What is read out for the logo"),
        [up_to(LONGEST_ALT)],
        description=_l("For people who can’t see it. Leave empty for the organisation’s name."),
    )

    @property
    def pictures(self) -> dict[Shade, "Picture"]:
        """What was uploaded; only of a form that is valid."""
        chosen = {Shade.LIGHT: self.light.picture, Shade.DARK: self.dark.picture}
        return {shade: picture for shade, picture in chosen.items() if picture is not None}

    def is_complete(self) -> bool:
        """A first logo is a picture; without one there is nothing to save."""
        if not self.pictures and not self.has_logo:
            self.light.errors = [_("Please choose a picture.")]
            return False
        return True


class SenderForm(EditForm):
    """Under which name mails go out, and who gets the answers."""

    sender_name = kept(
        LineField(
            _l("Name of the sender"),
            [up_to(120)],
            description=_l("Leave empty for the organisation’s name."),
        )
    )
    reply_to = kept(
        AddressField(
            _l("Replies to"),
            [up_to(320)],
            description=_l("Where an event names its own contact, replies go there."),
        )
    )


class NoticeForm(EditForm):
    """A funding notice that events can say."""

    title = kept(
        LineField(
            _l("Name in your lists"),
            [DataRequired(_l("Please enter a name.")), up_to(LONGEST_FUNDING_TITLE)],
            description=_l("Guests don’t see it."),
        )
    )
    text = kept(
        ParagraphsField(
            _l("Funding notice"),
            [
                DataRequired(_l("Please enter the text of the notice.")),
                up_to(LONGEST_FUNDING_TEXT),
            ],
            description=_l("In the words that your funding decision prescribes."),
            render_kw={"rows": 4},
        )
    )
    formats = kept(
        SelectMultipleField(
            _l("New events that carry it from the start"),
            choices=[],
            description=_l("You can change it for each event."),
        )
    )

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.formats.choices = options(FORMATS.items())


class NoticeLogoForm(BaseForm):
    """A logo beside a funding notice."""

    logo = PictureField(_l("Logo"), description=_l("JPEG, PNG or WebP. At most 5 MB."))
    logo_alt = LineField(
        _l("What is read out for the logo"),
        [DataRequired(_l("Please say what the logo shows.")), up_to(LONGEST_ALT)],
        description=_l("For example: Free State of Saxony."),
    )

    def validate_logo(self, field: PictureField) -> None:
        if not field.errors and field.picture is None:
            raise ValidationError(_("Please choose a file."))
