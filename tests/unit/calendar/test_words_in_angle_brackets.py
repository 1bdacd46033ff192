"""Words in angle brackets stay words, also where an element of a page is called like the first of them."""

import pytest

from webapp.calendar.plain import plain_text

WORDS = (
    "Zugang mit <Code 4711>",
    "Anmeldung: <Link folgt>, bis 1. Juni",
    "Raum <S 12>",
    "Kontakt: Frau Muster <Head of Training>, Tel. 0371 123\nBitte mitbringen: Ausweis",
    "Frau Muster <muster@example.org>",
)


@pytest.mark.parametrize("said", WORDS)
def test_words_stay(said):
    assert plain_text(said) == said


@pytest.mark.parametrize("said", WORDS)
def test_words_stay_beside_tags(said):
    assert plain_text(f"<b>Achtung:</b> {said}<br/>Ende") == f"Achtung: {said}\nEnde"


@pytest.mark.parametrize("name", ["head", "title", "style", "script"])
def test_what_is_never_closed_hides_nothing(name):
    assert "Bitte mitbringen: Ausweis" in plain_text(f"Ablauf <{name}> und mehr\nBitte mitbringen: Ausweis")


@pytest.mark.parametrize("tag", ["<p>", "<p >", '<p class="a b">', "<P STYLE='x'>", "</p>", "<br />", "<a href=x>"])
def test_tags_go(tag):
    assert plain_text(f"eins{tag}zwei").replace("\n", "").startswith("einszwei")
