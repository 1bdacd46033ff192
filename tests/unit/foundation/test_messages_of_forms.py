"""No sentence of a form is shown with a gap in it: only some of WTForms' validators fill their limits in."""

from wtforms.validators import Length, NumberRange

import webapp.factory  # noqa: F401 - every form is known once all surfaces are loaded
from webapp.foundation.http.forms import Form

_FILL_IN = (Length, NumberRange)


def forms_of(kind):
    for each in kind.__subclasses__():
        yield each
        yield from forms_of(each)


def validators():
    for form in forms_of(Form):
        for name in dir(form):
            made = getattr(form, name, None)
            given = [*getattr(made, "args", ())[1:2], getattr(made, "kwargs", {}).get("validators")]
            for each in [one for listed in given if isinstance(listed, list | tuple) for one in listed]:
                yield f"{form.__name__}.{name}", each


def test_only_validators_that_fill_a_gap_have_sentences_with_one():
    found = list(validators())
    assert sum(isinstance(each, _FILL_IN) for _, each in found) > 30
    with_gaps = {
        where
        for where, each in found
        if "%(" in str(getattr(each, "message", None) or "") and not isinstance(each, _FILL_IN)
    }
    assert with_gaps == set()
