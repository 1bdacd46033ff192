"""A field for a picture: what is no picture that we take is said at the field."""

from typing import cast

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError
from wtforms.form import BaseForm

from webapp.foundation import pictures
from webapp.foundation.files import FileDamagedError, FileRefusedError
from webapp.foundation.pictures import Picture

_ACCEPT = "image/png,image/jpeg,image/webp"


class PictureField(FileField):  # type: ignore[misc]
    """A JPEG, PNG or WebP; `picture` is what it shows, once the form is valid."""

    picture: Picture | None = None

    def __init__(self, label: LazyString | str, **rest: object) -> None:
        super().__init__(label, render_kw={"accept": _ACCEPT}, **rest)

    @property
    def chosen(self) -> Picture:
        """The picture of a form that needs one; only of a form that is valid."""
        return cast("Picture", self.picture)

    def pre_validate(self, _form: BaseForm) -> None:
        if not isinstance(self.data, FileStorage):
            return
        try:
            self.picture = pictures.picture_of(pictures.sent(self.data))
        except FileDamagedError:
            raise ValidationError(_("This picture is damaged. Please export it again.")) from None
        except FileRefusedError:
            raise ValidationError(
                _("Please choose a JPEG, PNG or WebP of at most 5 MB and 25 megapixels. SVG is not taken.")
            ) from None
