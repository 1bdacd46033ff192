"""What fits what somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import webapp.events.indexing
import webapp.fields.indexing  # noqa: F401 - it teaches the words of trades
from tests.giants import giants_share
from webapp.fields import trades
from webapp.foundation.search.compounds import is_part
from webapp.foundation.search.synonyms import is_taught, stands_for_others, taught_words
from webapp.foundation.search.vocabulary import apart, fitting
from webapp.foundation.search.words import bare, said_in, shapes, stems


def in_use(text: str) -> frozenset[str]:
    return frozenset(stem for word in said_in(text) for stem in shapes(word))


def finds(typed: str, text: str) -> bool:
    return all(fitting(typed, in_use(text)))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Konferenzen", "Die Konferenz"),
        ("Übergänge", "Uebergang gestalten"),
        ("tender", "Ausschreibungen für Dachdecker"),
        ("tenders", "Vergabe im Winter"),
        ("bidding", "Vergabe im Winter"),
        ("children", "Familien und Kinder"),
        ("kid", "Für Kinder"),
        ("Kind", "Activities for children"),
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
        ("electrician", "Rohbau, Dach, Elektro"),
        ("electricians", "Treffen der Elektrotechniker"),
        ("roofer", "Die Dachdecker"),
        ("painter", "Maler und Lackierer"),
        ("mason", "Die Steinmetze"),
        ("Schmied", "Offener Tag der Metallbauer"),
        ("school", "Grundschule und Berufsschule"),
        ("SHK", "Fußbodenheizung"),
        ("roofing", "Dach und Fassade"),
        ("plumbers", "Sanitär, Heizung"),
        ("violin makers", "Geigenbauer aus Markneukirchen"),
        ("school", "Für Familien und Schulklassen"),
        ("schools", "Schule trifft Handwerk"),
        ("pupils", "Schülerinnen und Schüler"),
        ("Schule", "A day for schools"),
        ("Schule", "Hochschule Mittweida"),
        ("skilled trades", "Skilled Handwerk"),
        ("Elektriker", "Electricians wanted"),
        ("Fenster", "Tag der Tischler"),
        ("Wasser", "Die Klempner kommen"),
        ("Gas", "Gastherme und Erdgas"),
        ("Gas", "Anlagenmechaniker"),
        ("Dächer", "Die Dachdecker"),
        ("Räder", "Mit dem Rad"),
        ("Bäder", "Das Bad"),
        ("Maler", "Malerinnen und Malermeister"),
        ("Zimmerer", "Zimmerei Holzwurm"),
        ("Wasser", "Wasserfall"),
        ("Plan", "Masterplan2030"),
        ("Auto", "Automobil und Automesse"),
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
        ("Babu", "Hochbau"),
        ("Wasser", "Was uns antreibt"),
        ("Gas", "Hobelgasse 3"),
        ("Gas", "Gastgeber und Gasthof"),
        ("Segelmacher", "Masterplan und Netzwerk"),
        ("Seiler", "Netze, Wege, Flächen"),
        ("Tischler", "Zweites Fenster"),
        ("Maurer", "Metallbau"),
        ("Zimmerer", "Zimmer frei"),
        ("Schlosser", "Schloss Moritzburg"),
        ("Müller", "Der Müll"),
        ("Maler", "Zum ersten Mal"),
        ("Weber", "Im Web"),
        ("Uhrmacher", "Beginn um 14 Uhr"),
        ("Bügelanstalt", "Meine Damen und Herren"),
        ("Landtechnik", "Das Land Sachsen"),
        ("Schneider", "Alles anders"),
        ("Vergolder", "Rahmenprogramm"),
        ("Buchbinder", "Buchung und Buchholz"),
        ("school", "Hochschule Mittweida"),
        ("Dachdecker", "Der Dachverband"),
        ("Azubi", "Die Lehrer"),
        ("Schlosser", "Goldschmiede Silberfaden"),
        ("Schlosser", "Schmieden Sie einen Ring"),
        ("tailor", "Betonschneider"),
        ("Anstreicher", "Theatermaler und Glasmaler"),
        ("Brunnenbauer", "All is well"),
        ("Fugenabdichtung", "steht zur Verfügung"),
        ("Tag", "Tagungen"),
        ("Ort", "Antwort und Transport"),
        ("Tor", "Der Direktor"),
        ("Tür", "Kultur, Natur und furniture"),
        ("organ", "An organisation with a signature"),
        ("Rad", "Radikal und gerade"),
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
    for word in said_in(f"{trade.words} {trade.leads}"):
        assert finds(word, f"Treffen: {trade.name}"), word


@pytest.mark.parametrize("trade", trades.all_trades(), ids=lambda trade: trade.key)
def test_each_trade_is_found_by_its_english_name(trade):
    for word in said_in(trade.english):
        for typed in (word, word.removesuffix("s")):
            assert finds(typed, f"Treffen: {trade.name}"), typed


SAME = [
    "Klempner Spengler Flaschner Installateur Sanitär Heizung Heizungsbauer",
    "Azubi Azubis Auszubildende Auszubildenden Ausbildung Lehrling Lehrlinge Lehre Lehrstelle apprentice apprentices",
]


@pytest.mark.parametrize("words", SAME)
def test_everyday_words_for_one_thing_find_each_other(words):
    assert [
        (typed, said) for typed in words.split() for said in words.split() if not finds(typed, f"Treffen: {said}")
    ] == []


# Words as they come in texts; none of them has to do with any trade.
EVERYDAY = """
was wasch wass er ist alles immer heute morgen gestern Tag Tage Tagen Woche Monat Jahr Fest Feste Feier Abend
Nachmittag Beginn Ende Plan Plans planen geplant Masterplan Netzwerk Netzwerke Vernetzung Gasse Gassen Hobelgasse Gast
Gastgeber Gasthof Gastronomie Gäste Haus Hauses Rathaus Platz Ort Wege Weg Stadt Städte Dorf Region Landkreis Sachsen
Land Länder Deutschland Dresden Chemnitz Leipzig Aachen Mensch Menschen Leute Familie Eltern Jugendliche Damen Herren
Frauen Männer Freunde Nachbarn Gruppe Gruppen Team Verein Bürger Bürgerinnen Zukunft Idee Ideen Projekt Projekte Thema
Themen Frage Fragen Antwort Antworten Verantwortung Gespräch Austausch Vortrag Runde Treffen Tisch Tische Tischen
Zimmer Saal Raum Räume Schloss Turm Müll Mal Male manchmal Web Internet Seite Seiten Mail Brief Wort Worte Wirtschaft
Unternehmen Betrieb Betriebe Firma Markt Märkte Preis Kosten Geld Steuer Vertrag Auftrag Haushalt Verwaltung Politik
Rahmenprogramm Wissenschaft Forschung Bildung Hochschule Universität Studium Beruf Berufe Arbeit Mobilität Verkehr
Straßenbahn Energie Umwelt Natur Gesundheit Sport Kultur Musik Kunst Spiel Essen Trinken Mittag Kaffee Pause Wetter
Sonne Regen Sommer Winter Frühling Herbst anders andere anderen einfach schnell groß klein neu alt gut besser wichtig
offen gemeinsam Verfügung Anmeldung Teilnahme Einladung Begrüßung Abschluss Dachverband Dachau Autor Autoren autonom
Automat Buchung Buchstabe Eisenbahn Direktor Transport Ausführung Herstellung Sonderfall Leiter Leiterin
Abteilungsleiter Mechanik Verband Netze Flächen Wald Fluss Schlauch Lehrer Lehrkraft Hinweis Schutz Datenschutz Wandel
Zeichen Ausweis Kreis Kreise Reise Handel Handy handeln Bogenschießen Bund Bundesland Kamera Kamerad Ansatz Übersicht
Innovation Industrie the what were well body plant sign people day week year time place house town city region work
meeting plan planning network guest host future idea project question answer talk table room street way free open new
old good better together everybody welcome registration invitation programme break lunch evening morning stuck making
builders stage music tailored conference printed best
"""


UNRELATED = in_use(EVERYDAY)


def test_no_taught_word_finds_what_has_nothing_to_do_with_it():
    wrong = {}
    for word in taught_words():
        (found,) = fitting(word, UNRELATED)
        own = [stem for stem in stems(word) if len(stem) > 3]
        wrong[word] = {each for each in found if not any(stem in each for stem in own)}
    assert {word: found for word, found in wrong.items() if found} == {}


def test_no_name_of_a_trade_finds_any_everyday_word():
    names = {word for trade in trades.all_trades() for word in said_in(f"{trade.name} {trade.words}")}
    wrong = {}
    for word in filter(stands_for_others, names):
        (found,) = fitting(word, UNRELATED)
        wrong[word] = {each for each in found if bare(word) not in each}
    assert {word: found for word, found in wrong.items() if found} == {}


def test_no_everyday_word_stands_for_a_trade():
    assert [word for word in said_in(EVERYDAY) if stands_for_others(word)] == []


def mistyped(word):
    """Every form with one letter left out, or two that changed places."""
    left_out = {word[:at] + word[at + 1 :] for at in range(len(word))}
    changed = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return sorted(left_out | changed - {word})


LONG_WORDS = sorted(word for word in taught_words() if len(word) >= 7)
EVERYTHING = in_use(
    " ".join(f"{trade.name} {trade.words} {trade.leads}" for trade in trades.all_trades())
    + f" {' '.join(taught_words())}"
)


@pytest.mark.giant
def test_one_error_in_an_everyday_word_finds_what_the_word_finds():
    """But for fewer than one in a hundred: they are words themselves, or nearer to another one („Einigung“)."""
    pairs = [(word, typed) for word in LONG_WORDS for typed in mistyped(word)]
    looked, missed = 0, []
    for word, typed in giants_share(pairs):
        if not is_taught(typed) and not stems(typed) & EVERYTHING:
            (meant,), (found,) = fitting(word, EVERYTHING), fitting(typed, EVERYTHING)
            looked += 1
            missed += [] if meant <= found else [(word, typed)]
    assert looked > 1_000
    assert len(missed) * 100 <= looked, missed


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_lived_through(typed, text):
    fitting(typed, in_use(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Handwerkstag", "Tag des Handwerks in Dresden"),
        ("Handwerkertag", "Tag des Handwerks in Dresden"),
        ("Dachdeckertag", "Tag der Dachdecker"),
        ("Elektrikerstammtisch", "Elektro-Stammtisch"),
        ("Bürgermeisterkonferenz", "Konferenz der Bürgermeister"),
        ("Straßenfest", "Ein Fest in unserer Strasse"),
        ("Handwerkskammertag", "Tag der Kammer für das Handwerk"),
    ],
)
def test_a_compound_is_taken_apart_where_all_its_parts_stand(typed, text):
    (ways,) = apart(typed, in_use(text))
    assert ways
    for left_out in said_in(text):
        rest = in_use(" ".join(word for word in said_in(text) if word != left_out))
        assert any(stem in in_use(left_out) for way in ways for part in way for stem in part) != bool(
            apart(typed, rest)[0]
        )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Unternehmen", "Unter anderem nehmen wir"),
        ("Dachdecker", "Dach und Decker"),
        ("Nachmittag", "Nach dem Mittag"),
        ("Handwerkstag", "Handwerk und Werkstatt"),
        ("Tag", "Tag"),
    ],
)
def test_what_is_no_compound_of_them_is_not_taken_apart(typed, text):
    assert apart(typed, in_use(text)) == [[]]


def test_only_the_first_words_count():
    assert len(fitting(" ".join(f"wort{number}" for number in range(1000)), in_use("x"))) == 8


SEAMS = """
Pferde-pflege Markt-platz Herbst-fest Arzt-praxis Dienst-plan Angst-raum Sumpf-gebiet Text-werkstatt Nacht-schicht
Deutsch-kurs Menschen-kette Kirsch-baum Wirtschafts-kreis Verkehrs-plan Wohn-raum Draht-seil Stahl-werk Fernseh-turm
Stadt-strand Quartiers-quelle Schnee-schuh Technik-raum Christkind-markt Psychologie-treff Knopf-druck Zwerg-schule
Welt-chronik Rohr-pfosten Kraft-sport Punkt-zahl Kunst-schule Obst-splitter Team-sprecher Volks-tanz Projekt-skizze
Sommer-theater Jahres-pflicht Berufs-schmiede Film-schnitt Klein-kredit Jugend-gruppe Rats-zwist Land-flucht
"""


@pytest.mark.parametrize("whole", SEAMS.split())
def test_words_end_and_begin_as_german_words_do(whole):
    left, right = bare(whole.partition("-")[0]), bare(whole.partition("-")[2])
    assert is_part(left, left + right)
    assert is_part(right, left + right)


def test_parts_stand_at_the_seams_of_words():
    assert is_part("kamm", "handwerkskamm")
    assert is_part("rat", "stadtrat")
    assert not is_part("kamm", "kamm")
    assert not is_part("rat", "vorrat")
    assert not is_part("reis", "kreis")
