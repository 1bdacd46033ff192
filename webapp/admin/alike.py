"""Something new that may be there already: it is named first, and made all the same when somebody says so."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from webapp.foundation.http.forms import Form
from webapp.foundation.matching import is_alike


@dataclass(frozen=True, slots=True)
class Known:
    """What there is already, and where its page is, if it has one for whoever looks."""

    name: str
    city: str
    url: str = ""


class AlikeForm(Form):
    """A form that makes something with a name and a town; `known` tells what there is of this kind, if it is asked."""

    anyway = BooleanField(_l("It is another one: create it"))
    alike: Sequence[Known] = ()

    def __init__(self, *args: object, known: Callable[[], Iterable[Known]], **rest: object) -> None:
        super().__init__(*args, **rest)
        self._known = known

    def is_complete(self) -> bool:
        """False while something of a similar name in the same town is there that nobody has looked at."""
        if not self.anyway.data:
            self.alike = [each for each in self._known() if self._may_be(each)]
        if self.alike:
            self.form_errors.append(
                _("Something like this exists already. Please check before you create another one.")
            )
        return not self.alike

    def _may_be(self, known: Known) -> bool:
        is_near = not known.city or not self.city.data or is_alike(known.city, self.city.data)
        return is_near and is_alike(known.name, self.name.data)
