"""Translated texts in templates.

Pages call `_` dozens of times. Flask-Babel looks its context up anew for each call, which made up a tenth of the time
of a page; here catalogues and texts without placeholders are kept by language.
"""

import re

from babel.support import NullTranslations
from flask import Flask
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from webapp.foundation.http import language

_catalogues: dict[str, NullTranslations] = {}
_plain: dict[tuple[str, str], Markup] = {}

_FROM_UNTIL = re.compile(r"\d\d:\d\d–\d\d:\d\d(\u00a0Uhr)?")


def kept_together(text: str) -> Markup:
    """A text for pages in which from and until of a time stay on one line."""
    return Markup(_FROM_UNTIL.sub(r'<span class="dw-nowrap">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def init_app(app: Flask) -> None:
    """Give templates `_`, `gettext`, `ngettext` and `pgettext`."""
    texts = {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}
    app.jinja_env.globals.update(texts)


@pass_eval_context
def gettext(context: EvalContext, text: str, /, **values: object) -> str:
    """The text in the reader's language with its placeholders filled; escaped where the template escapes."""
    if values:
        return _filled(context, _catalogue().ugettext(text), values)
    lang = language.current()
    said = _plain.get((lang, text))
    if said is None:
        said = _plain[lang, text] = Markup(_catalogue().ugettext(text).replace("%%", "%"))  # noqa: S704 - our own text
    return said if context.autoescape else str(said)


@pass_eval_context
def ngettext(context: EvalContext, singular: str, plural: str, num: int, /, **values: object) -> str:
    """One form for 1, another for more; the number is `num`."""
    return _filled(context, _catalogue().ungettext(singular, plural, num), {"num": num, **values})


@pass_eval_context
def pgettext(context: EvalContext, meant: str, text: str, /, **values: object) -> str:
    """The text as it is meant in a certain place."""
    return _filled(context, str(_catalogue().upgettext(meant, text)), values)


def _filled(context: EvalContext, text: str, values: dict[str, object]) -> str:
    said = Markup(text) if context.autoescape else text  # noqa: S704 - our own texts; what fills them is escaped
    return said % values


def _catalogue() -> NullTranslations:
    lang = language.current()
    if lang not in _catalogues:
        _catalogues[lang] = get_translations()
    return _catalogues[lang]
