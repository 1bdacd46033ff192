"""What fits what somebody typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import webapp.fields.indexing  # noqa: F401 - it teaches the words of trades
from webapp.fields import trades
from webapp.foundation.search.compounds import is_part
from webapp.foundation.search.synonyms import taught, taught_words
from webapp.foundation.search.vocabulary import fitting
from webapp.foundation.search.words import said_in, stems


def in_use(text: str) -> frozenset[str]:
    return frozenset(stem for word in said_in(text) for stem in stems(word))


def finds(typed: str, text: str) -> bool:
    return all(fitting(typed, in_use(text)))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Konferenzen", "Die Konferenz"),
        ("Übergänge", "Uebergang gestalten"),
        ("strasse", "Bürgerstraße"),
        ("Müller", "Familie Mueller"),
        ("Konferenz", "Vergabekonferenz"),
        ("kammer", "Handwerkskammer Chemnitz"),
        ("Werkstatt", "2. Zukunftswerkstatt"),
        ("Vergabe konferenz", "Vergabekonferenz Bau"),
        ("bau", "Holzbau"),
        ("Elektriker", "Elektro-Treff"),
        ("Elektro", "Abend der Elektrotechniker"),
        ("Dach", "Die Dachdecker laden ein"),
        ("Dach", "Tag der Dachdeckerinnen und Dachdecker"),
        ("SHK", "Anlagenmechaniker treffen sich"),
        ("Friseur", "Frisöre unter sich"),
        ("Stamtisch", "Stammtisch"),
        ("Zukunfstwerkstat", "Zukunftswerkstatt"),
        ("Elektriger", "Elektrohandwerk"),
        ("Elektirker", "Elektro-Treff"),
        ("Elekriker", "Elektrotechniker unter sich"),
        ("Elektrikr", "Elektrotechniker unter sich"),
        ("Elektriekr", "Elektrotechniker unter sich"),
        ("Dachdeker", "Das Dach der Zukunft"),
        ("Dachdecekr", "Dachbegrünung"),
        ("Kelmpner", "Sanitär und Heizung"),
        ("Azbuis", "Lehrlinge"),
        ("Auszubidlende", "Eine Lehre im Handwerk"),
        ("Lehrlnig", "Ausbildung zuerst"),
        ("workshops", "A workshop for apprentices"),
    ],
)
def test_it_finds(typed, text):
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Tischler", "An den Tischen"),
        ("Tischler", "Stammtisch"),
        ("Tisch", "Die Tischlerei"),
        ("Werkstatt", "Autohaus"),
        ("Handwerk", "Sticker und Weber"),
        ("Reis", "Im Kreis"),
        ("Eis", "Reise nach Meißen"),
        ("Gesell", "Gesellschaft"),
        ("Maler", "Mahlzeit"),
        ("Konferenz Dach", "Konferenz der Maurer"),
        ("Mitweidda", "Chemnitz"),
        ("Tischlre", "An den Tischen"),
        ("Tische", "Die Tischler"),
        ("Dahc", "Das Dach"),
        ("Babu", "Hochbau"),
    ],
)
def test_it_does_not_find(typed, text):
    assert not finds(typed, text)


def test_a_typing_error_is_forgiven_only_where_nothing_fits_as_it_stands():
    words = in_use("Stammtisch Stammtische Stamtisch")
    assert fitting("Stamtisch", words) == [in_use("Stamtisch")]


def test_words_that_say_nothing_are_not_asked_for():
    assert finds("der Tag des Handwerks", "Tag: Handwerk")


@pytest.mark.parametrize("trade", trades.all_trades(), ids=lambda trade: trade.key)
def test_each_trade_is_found_by_each_of_its_words(trade):
    for word in said_in(trade.words):
        assert finds(word, f"Treffen: {trade.name}"), word


SAME = [
    "Klempner Spengler Flaschner Installateur Sanitär Heizung Heizungsbauer",
    "Azubi Azubis Auszubildende Auszubildenden Ausbildung Lehrling Lehrlinge Lehre Lehrstelle apprentice apprentices",
]


@pytest.mark.parametrize("words", SAME)
def test_everyday_words_for_one_thing_find_each_other(words):
    assert [
        (typed, said) for typed in words.split() for said in words.split() if not finds(typed, f"Treffen: {said}")
    ] == []


def mistyped(word):
    """Every form with one letter left out, or two that changed places."""
    left_out = {word[:at] + word[at + 1 :] for at in range(len(word))}
    changed = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return sorted(left_out | changed - {word})


LONG_WORDS = sorted(word for word in taught_words() if len(word) >= 7)
EVERYTHING = in_use(
    " ".join(f"{trade.name} {trade.words}" for trade in trades.all_trades()) + f" {' '.join(taught_words())}"
)


@settings(derandomize=True, max_examples=300)
@given(st.sampled_from(LONG_WORDS).flatmap(lambda word: st.tuples(st.just(word), st.sampled_from(mistyped(word)))))
def test_one_error_in_an_everyday_word_finds_what_the_word_finds(pair):
    word, typed = pair
    if not stems(typed) & (EVERYTHING | taught()):
        (meant,), (found,) = fitting(word, EVERYTHING), fitting(typed, EVERYTHING)
        assert meant <= found


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_lived_through(typed, text):
    fitting(typed, in_use(text))


def test_only_the_first_words_count():
    assert len(fitting(" ".join(f"wort{number}" for number in range(1000)), in_use("x"))) == 8


def test_parts_stand_at_the_seams_of_words():
    assert is_part("kamm", "handwerkskamm")
    assert is_part("rat", "stadtrat")
    assert not is_part("kamm", "kamm")
    assert not is_part("rat", "vorrat")
    assert not is_part("reis", "kreis")
