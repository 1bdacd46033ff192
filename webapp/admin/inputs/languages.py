"""Languages as forms of the desk offer and ask for them: those that are on, and what is kept in another one stays."""

from typing import Any

from wtforms import SelectField

from webapp.admin.inputs.controls import options
from webapp.admin.wording.labels import LANGUAGES
from webapp.foundation.http import site


class LanguageField(SelectField):
    """Which language somebody, or something, is spoken to or written in."""

    def process(self, *args: Any, **rest: Any) -> None:
        """Offer what is on, and what it was before."""
        super().process(*args, **rest)
        offered = {*site.current().languages, self.object_data}
        self.choices = options((lang, said) for lang, said in LANGUAGES.items() if lang in offered)
