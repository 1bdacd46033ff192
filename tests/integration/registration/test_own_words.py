"""The file with one's own data loses no answer and says it in words."""

from types import SimpleNamespace

import pytest

from webapp.fields.types import Definition, FieldKind
from webapp.registration.queries import own
from webapp.registration.queries.answers import Given


def given(key, kind, value):
    return Given(Definition(key=key, kind=kind, label={"de": "Frage", "en": "Frage"}), value, None)


def telling(forms=None, lang="de"):
    return own._Telling(forms, None, lang, in_words=False)


def test_answers_under_the_same_words_are_numbered():
    told = own._numbered(telling(), [given(key, FieldKind.TEXT, key) for key in "abc"])
    assert told == {"Frage": "a", "Frage (2)": "b", "Frage (3)": "c"}


def test_wishes_lose_no_answer(app):
    class Forms:
        def read(self, key, value, _version):
            return given(key, FieldKind.TEXT, value)

    wish = SimpleNamespace(answers={"a": "eins", "b": "zwei", "c": None}, field_set_id=1)
    assert own._wished(telling(Forms()), wish) == {"Frage": "eins", "Frage (2)": "zwei"}


@pytest.mark.parametrize(
    ("kind", "value", "lang", "said"),
    [
        (FieldKind.TRADE, "A-4", "de", "Dachdecker"),
        (FieldKind.TRADE, "A-4", "en", "Roofers"),
        (FieldKind.YES_NO, "yes", "de", "Ja"),
        (FieldKind.YES_NO, "no", "en", "No"),
        (FieldKind.PHOTOS, "no", "de", "Nein"),
        (FieldKind.NUMBER, 4, "de", 4),
        (FieldKind.YES_NO, "perhaps", "de", "perhaps"),
    ],
)
def test_codes_are_told_in_words(app, kind, value, lang, said):
    with app.test_request_context():
        assert telling(lang=lang).value(given("a", kind, value)) == said
