"""Texts that are said in several languages: a field for each, one value.

Asked for is the language that has to be there; the others that are on may be said as well. What was said in a language
that is off goes along unseen as long as the text stays as it is.
"""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from webapp.foundation.http import site
from webapp.foundation.http.language import LANGUAGES


def in_both(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What the fields `<name>_de` and `<name>_en` show."""
    return {f"{name}_{lang}": texts.get(lang, "") for lang in LANGUAGES}


def offer_languages(form: BaseForm, *names: str) -> None:
    """Show the fields of these texts in the languages that are on, and of a text that is there in no other one."""
    for name in names:
        needed = required_in(form, name)
        for lang in LANGUAGES:
            field = form[field_in(name, lang)]
            if lang not in site.current().languages and (needed.object_data or needed.data or not field.data):
                field.widget = HiddenInput()


def ask_for(form: BaseForm, name: str, missing: LazyString) -> None:
    """Have this text be said in the language that has to be there."""
    field = required_in(form, name)
    field.validators = [DataRequired(missing), *field.validators]
    field.flags.required = True


def is_shown(field: Field) -> bool:
    return not isinstance(field.widget, HiddenInput)


def required_in(form: BaseForm, name: str = "") -> Field:
    """The field that holds the text which has to be there."""
    return form[field_in(name, site.current().required_language)]


def texts_of(form: BaseForm, name: str = "", before: Mapping[str, str] | None = None) -> dict[str, str]:
    """What was typed, by language; what is empty isn't said, nor what a language that is off said of another text."""
    typed = {lang: form[field_in(name, lang)].data for lang in LANGUAGES}
    known, on = before or {}, site.current().languages
    is_same = all(typed[lang] == known.get(lang, "") for lang in on)
    return {lang: text for lang, text in typed.items() if text and (is_same or lang in on)}


def field_in(name: str, lang: str) -> str:
    """The name of the field that holds the text in this language."""
    return f"{name}_{lang}" if name else lang
