"""What every form of ours is built on."""

from functools import cache
from gettext import NullTranslations
from typing import Any

from flask_wtf import FlaskForm
from wtforms.i18n import get_translations

from webapp.foundation.http import language


@cache
def _catalogue(lang: str) -> NullTranslations:
    found: NullTranslations = get_translations([lang])
    return found


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a guard against forged requests; Flask-WTF would read its catalogue from disk for each request."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> NullTranslations:  # noqa: ARG002 - WTForms calls it so
            return _catalogue(language.current())
