"""Words of the language in their usual forms are meant as they stand, and no slips in taught words."""

import pytest

import webapp.events.indexing
import webapp.fields.indexing  # noqa: F401 - it teaches the words of trades
from webapp.foundation.search.known import is_known
from webapp.foundation.search.synonyms import is_taught, taught_words
from webapp.foundation.search.vocabulary import fitting
from webapp.foundation.search.words import said_in, shapes, stems

TAUGHT = frozenset(shape for word in taught_words() for shape in shapes(word))

FALSE_FRIENDS = """
leider-Leder Lieder-Leder leeren-Leder leerer-Leder leerer-Lehrer Makler-Maler Moor-Motoren Koller-Keller Heirat-Beirat
beraten-Beirat Beirut-Beirat Becher-Klempner Becher-Blech Friese-Fliesen getrieben-Betrieb Bachs-Dach Tat-Tag
"""
# None of them is in use as it stands: the forms that people enter, many of them near to what somebody taught.
SAMPLE = """
leider Lieder leeren leerer leeres leerte geleert Makler Moor Moore Koller Heirat heiratete verheiratet beraten berät
beratend berieten Becher Friese Friesen getrieben trieb vertreiben betreibt malt malte gemalt bemalen mahlt gemahlen
schnitt geschnitten abgeschnitten aufzubauen eingebaut umgebaut verbaut bebaute gebohrt verbohrt angebohrt gestrichen
strichen gerissen zerrissen gebrochen zerbrach geworfen wirft verworfen gelaufen läuft verliefen gelesen vorgelesen
gesungen sang vorsingt gesprochen spricht versprochen besprechen gefunden erfunden stattgefunden geholfen hilft
gegangen ging vergangene kommende gekommen angekommen bekam gewusst wusste gedacht bedachte verbracht mitgebracht
gebrannt verbrannte gekonnt gemusst durfte gedurft großes größer größte kleiner kleinste kleineren schöner schönsten
guter gutes besseren bester dunkler dunkles dunkle teurer teure saubere sauberen edles edler heller helles hellste
freier freies freiem treuer treues rauer raues hoher hohes höher nächste nächsten kürzere längste ältere älteren
jüngste wärmer stärkere schwächer breiter breites weiter weites feuchter feuchtes trockener trockene blinder blindes
fremder fremdes wilder wildes milder mildes runder rundes gesunder gesundes blonder roter rotes gelber gelbes grüner
blauer blaues brauner graues weißes schwarzer reicher reiches reifer reifes armer armes warmer kalter kaltes alter
Kälber Kühe Hühner Häuser Räder Bäder Wälder Blätter Gläser Gräser Dörfer Wörter Bücher Tücher Männer Völker Lämmer
Städte Plätze Sätze Bäume Träume Räume Zäune Füße Flüsse Nüsse Küsse Söhne Töchter Brüder Mütter Väter Köche Bäche
lachend weinend lächelnd fahrend gefahren gefroren verloren vergessen vergaß begonnen begann gewonnen geboren gelegen
gesessen gestanden stand verstanden bestand genommen nimmt angenommen gegeben gibt vergeben gesehen sieht angesehen
immerhin trotzdem vielleicht allerdings draußen drinnen niemals jemand gestern übermorgen zwölf zwanzig dreißig
übernommen überlegte zurückgegeben zurückzahlen gegenübergestellt uebertragen zurueckgekommen überfährt
"""
WORDS = [word for word in said_in(SAMPLE) if not is_taught(word)]


def in_use(text: str) -> frozenset[str]:
    return frozenset(shape for word in said_in(text) for shape in shapes(word))


@pytest.mark.parametrize("pair", FALSE_FRIENDS.split())
def test_a_word_of_the_language_is_no_slip_in_another(pair):
    typed, other = pair.split("-")
    assert not any(fitting(typed, in_use(other)))


def test_each_word_of_the_sample_is_known():
    assert len(WORDS) > 200
    assert [word for word in WORDS if not is_known(word)] == []


def test_no_word_finds_what_was_taught_but_by_its_stem_or_within_another():
    wrong = {}
    for word in WORDS:
        (found,) = fitting(word, TAUGHT)
        wrong[word] = {each for each in found if not any(stem in each for stem in stems(word))}
    assert {word: found for word, found in wrong.items() if found} == {}


def test_a_mistyped_trade_is_no_word_of_the_language():
    # „Malre“, „Bäckr“, „Tishcler“: with a letter changed with its neighbour, few are words themselves.
    trades = [word for word in taught_words() if len(word) > 4]
    made = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for word in trades for at in range(1, len(word) - 1)}
    slips = {each for each in made if not is_taught(each)}
    assert len(slips) > 5000
    assert len([each for each in slips if is_known(each)]) < len(slips) / 100
