"""One slip in a short word is forgiven, and no word of the language becomes another."""

from itertools import chain

import pytest

import webapp.events.indexing
import webapp.fields.indexing  # noqa: F401 - it teaches the words of trades
from webapp.foundation.search.known import is_known
from webapp.foundation.search.slips import can_be_word, meant_by_slip
from webapp.foundation.search.synonyms import is_taught, is_taught_as_it_stands
from webapp.foundation.search.towns import towns_in
from webapp.foundation.search.vocabulary import fitting
from webapp.foundation.search.words import bare, said_in, shapes, stems

EVERYDAY = """
Bäcker Maler Dach Maurer Fliesen Küche Ofen Bühne Musik Tanz Lied Chor Kino Film Buch Zeitung Radio Foto Bild Farbe
Holz Stein Glas Metall Stahl Kupfer Lehm Ton Stoff Leder Papier Kleid Schuh Uhr Brille Haare Bart Brot Kuchen Wurst
Käse Obst Gemüse Suppe Bier Wein Kaffee Wasser Strom Solar Wärme Pumpe Heizung Lüftung Klima Wetter Sonne Regen Wind
Haus Wohnung Keller Garten Zaun Mauer Wand Decke Boden Treppe Tür Fenster Bad Straße Platz Brücke Bahn Auto Fahrrad
Schule Kita Klasse Lehrer Kinder Jugend Eltern Familie Frauen Männer Senioren Verein Feuerwehr Polizei Kirche Rathaus
Markt Messe Fest Feier Ausflug Reise Hotel Gasthaus Kantine Labor Werkzeug Hammer Säge Hobel Bohrer Leiter Gerüst Kran
Bagger Lager Paket Post Bank Geld Steuer Recht Vertrag Notar Arzt Pflege Apotheke Sport Fußball Turnen Tennis Spiel
Vortrag Kurs Training Prüfung Meister Geselle Beruf Arbeit Lohn Urlaub Firma Betrieb Handel Laden Kunde Preis Rabatt
Klub Treff Runde Tisch Stuhl Bank Lampe Teppich Möbel Polster Schrank Regal Schloss Schlüssel Draht Kabel Rohr Dichtung
Umwelt Natur Wald Fluss Berg Biene Pferd Hund Katze Vogel Blume Baum Pflanze Acker Ernte Hafer Weizen
workshop kitchen garden music bread timber paint roof window market school training energy future career
"""
TOWNS = """
Aachen Aalen Ahlen Altena Amberg Ansbach Apolda Augsburg Bamberg Bautzen Bayreuth Berlin Bernau Bielefeld Bochum Bonn
Borna Bottrop Brandenburg Braunschweig Bremen Bremerhaven Brühl Celle Chemnitz Coburg Coswig Cottbus Cuxhaven Dachau
Darmstadt Delitzsch Dessau Detmold Dortmund Dresden Duisburg Döbeln Düren Düsseldorf Eilenburg Eisenach Emden Erfurt
Erlangen Essen Esslingen Flensburg Frankfurt Freiberg Freiburg Freital Fulda Fürth Gera Gießen Glauchau Görlitz Goslar
Gotha Göttingen Greifswald Grimma Gütersloh Hagen Halle Hamburg Hameln Hamm Hanau Hannover Heidelberg Heilbronn Herford
Herne Hildesheim Hilden Hoyerswerda Husum Ilmenau Ingolstadt Iserlohn Jena Kaiserslautern Kamenz Karlsruhe Kassel
Kempten Kiel Kleve Koblenz Köln Konstanz Krefeld Köthen Lahr Landau Landshut Leipzig Lemgo Leverkusen Limbach Lindau
Löbau Lübeck Ludwigsburg Lüneburg Lünen Magdeburg Mainz Mannheim Marburg Marl Meerane Meißen Memmingen Merseburg Minden
Mittweida Moers Mönchengladbach München Münster Naumburg Neuss Neustrelitz Niesky Norderstedt Nordhausen Nürnberg
Oberhausen Oelsnitz Offenbach Offenburg Oldenburg Oschatz Osnabrück Paderborn Passau Pirna Plauen Potsdam Quedlinburg
Radebeul Ratingen Ravensburg Regensburg Remscheid Reutlingen Rheine Riesa Rostock Saarbrücken Salzgitter Schwerin
Schweinfurt Siegen Soest Solingen Speyer Stendal Stralsund Stuttgart Suhl Torgau Trier Tübingen Unna Velbert Verden
Viersen Weimar Weißwasser Werdau Wesel Wetzlar Wiesbaden Wismar Witten Wolfsburg Worms Wuppertal Wurzen Würzburg Zeitz
Zittau Zwickau
"""
WORDS = [word for word in said_in(EVERYDAY + TOWNS) if len(word) >= 4]


def in_use(text: str) -> frozenset[str]:
    return frozenset(stem for word in said_in(text) for stem in shapes(word))


EVERYTHING = in_use(EVERYDAY + TOWNS)


def finds(typed: str, text: str) -> bool:
    return all(fitting(typed, in_use(text)))


def slips(word: str) -> set[str]:
    """With a letter left out, doubled, or changed with its neighbour; the first of a short word is never left out."""
    left_out = {word[:at] + word[at + 1 :] for at in range(0 if len(word) > 5 else 1, len(word))}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    changed = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return (left_out | doubled | changed) - {word}


def is_word(typed: str) -> bool:
    """True for what is a word itself, and is therefore meant as it stands."""
    return is_known(typed) or is_taught(typed) or not stems(typed).isdisjoint(EVERYTHING)


def is_nearer(typed: str) -> bool:
    """True for a slip in a word that stands for a trade, which is meant rather than another letter."""
    return bool(meant_by_slip(typed, stems(typed), is_taught_as_it_stands))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bäckr", "Der Bäcker lädt ein"),
        ("Bäcekr", "Offene Backstube der Bäcker"),
        ("Aachn", "Tag der offenen Tür in Aachen"),
        ("Malre", "Maler und Lackierer"),
        ("Malr", "Maler und Lackierer"),
        ("Maaler", "Maler und Lackierer"),
        ("Dacg", "Rund ums Dach"),
        ("Dafh", "Rund ums Dach"),
        ("Dahc", "Rund ums Dach"),
        ("Tisvh", "Ein Tisch für alle"),
        ("Tishce", "Ein Tisch für alle"),
        ("Hokz", "Bauen mit Holz"),
        ("Kln", "Treffen in Köln"),
        ("Kölnb", "Treffen in Köln"),
        ("Mers", "Treffen in Moers"),
        ("Strae", "Ein Fest auf der Straße"),
        ("Frieseur", "Friseure unter sich"),
        ("brad", "Baking bread"),
    ],
)
def test_a_slip_in_a_short_word_is_forgiven(typed, text):
    assert finds(typed, text)


def test_a_mistyped_trade_is_found_where_only_its_stem_is_in_use():
    (found,) = fitting("Tischer", in_use("Die Tischlerei lädt an einen Tisch"))
    assert {"tischlerei", "tisch"} <= found
    assert not finds("Tischler", "An Tischen")


def test_each_everyday_word_and_each_town_is_found_by_each_slip():
    made = [(word, typed) for word in WORDS for typed in slips(word) if not is_word(typed)]
    assert [pair for pair in made if not fitting(pair[1], EVERYTHING)[0] & in_use(pair[0])] == []


def test_few_slips_make_a_word_that_is_meant_as_it_stands():
    made = [(word, typed) for word in WORDS for typed in slips(word)]
    assert len([typed for _, typed in made if is_word(typed)]) < len(made) / 12


def test_another_letter_is_forgiven_where_it_makes_what_nobody_can_say():
    made = {(word, word[:at] + letter + word[at + 1 :]) for word in WORDS for at in range(1, 5) for letter in "bcgjqvx"}
    odd = [(word, typed) for word, typed in made if len(typed) in {4, 5} and not can_be_word(bare(typed))]
    assert len(odd) > 1000
    assert [
        (word, typed) for word, typed in odd if not (is_word(typed) or is_nearer(typed) or finds(typed, word))
    ] == []


# Each is a word of its own: whoever enters one doesn't mean the other.
FALSE_FRIENDS = """
Messe-Masse Bau-Baum Kurs-Kurz Holz-Hol Bett-Brett Band-Brand Sand-Stand Kran-Kranz Mark-Markt Spot-Sport Tier-Tiger
Fach-Flach Kirche-Kirsche Leder-Leser Feuer-Feier Hafen-Hagen Wein-Wien Kiel-Keil Stadt-Statt Stadt-Staat Wort-Wirt
Rind-Rund Hand-Handy Haus-Hass Hut-Haut Rat-Rast Bad-Band Rad-Rand Tor-Tour Tag-Talg Uhr-Uhu Bus-Busch Gas-Glas Gut-Glut
Raum-Rum Laden-Landen Boden-Borden Kasse-Klasse Platz-Latz Preis-Reis Kreis-Reis Schloss-Schoss Fluss-Fuss Turm-Tür
Ofen-Offen Tanne-Tante Miete-Mitte Sonne-Sohne Reise-Riese Seite-Site Saal-Saat Leiter-Liter Garten-Garden Lohn-Loh
Bach-Bauch Blume-Bluse Leim-Lehm Stahl-Stall Pfand-Pfad Grab-Gab Form-From Freiberg-Freiburg Trier-Tier Suhl-Stuhl
Marl-Mal Mainz-Main Riesa-Riese Soest-Sonst Stade-Stadt Gera-Gerät Hof-Huf Köln-Kolben Celle-Zelle Aachen-Sachen
Schaf-Schlaf Schirm-Schwarm Stich-Strich Strahl-Stahl Strand-Stand Taube-Traube Topf-Tropf Kopf-Knopf Hase-Hose
Schein-Schwein Segel-Siegel Bogen-Borgen Krone-Kröte Ernte-Ente Brand-Rand Tafel-Tadel Schiff-Schilf Stadion-Station
house-horse bread-beard broad-board stage-sage paint-pint meal-metal gold-good farm-form coat-cot place-lace
"""


@pytest.mark.parametrize("pair", FALSE_FRIENDS.split())
def test_a_word_never_becomes_another(pair):
    one, other = pair.split("-")
    assert not finds(one, other)
    assert not finds(other, one)


def test_no_everyday_word_or_town_becomes_another():
    wrong = {}
    for word in WORDS:
        if not is_taught(word):
            (found,) = fitting(word, EVERYTHING - shapes(word))
            wrong[word] = {each for each in found if not any(stem in each for stem in stems(word))}
    assert {word: found for word, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "typed", ["BIM", "DIN", "VOB", "VOL", "LED", "ISO", "GIS", "HWK", "IHK", "2027", "09648", "x1y"]
)
def test_a_short_sign_becomes_no_word(typed):
    assert not finds(typed, "Beim dein vorab voll Lied Gips 2026 09649 Hawk Ihrk xy1y Bein Dorn")


TOWN = {
    "Dresden": ("Dresdner Dresdener dresdn", "Dresdnr Dresner Dresdmer"),
    "München": ("Münchner Münchener Münchn Muenchner", "Münhner Münchnr"),
    "Meißen": ("Meißner Meissner Meißener Meißn", "Meißnr"),
    "Bautzen": ("Bautzner Bautzener Bautzn", "Bautzer"),
    "Wurzen": ("Wurzner Wurzener Wurzn", "Wuzner"),
    "Pilsen": ("Pilsner Pilsener", "Pislner"),
    "Bozen": ("Bozner Bozener", "Bozer"),
    "Brixen": ("Brixner", "Brxner"),
    "Aachen": ("Aachener Aachner Aachn", "Aachenr"),
    "Bremen": ("Bremer Bremener", "Bremn Bremr"),
    "Emden": ("Emder Emdener", "Edmen"),
    "Göttingen": ("Göttinger", "Göttingr"),
    "Köln": ("Kölner", "Kölnr Kln"),
    "Leipzig": ("Leipziger", "Leipzigr"),
    "Chemnitz": ("Chemnitzer", "Chemitzer"),
    "Mittweida": ("Mittweidaer", "Mitweidaer"),
    "Döbeln": ("Döbelner", "Döblner"),
    "Kassel": ("Kasseler Kassler", "Kaseler"),
    "Hannover": ("Hannoveraner", "Hanoveraner"),
    "Münster": ("Münsteraner", "Münstraner"),
    "Halle": ("Hallenser Haller", "Halenser"),
    "Jena": ("Jenaer Jenenser", "Jeaner"),
    "Gera": ("Geraer", "Greaer"),
    "Ulm": ("Ulmer", "Ulmre"),
    "Celle": ("Celler", "Clle"),
    "Trier": ("Trierer", "Trirer"),
    "Wien": ("Wiener", "Wienre"),
    "Plauen": ("Plauener", "Paluener"),
}


@pytest.mark.parametrize(
    ("town", "said"), [(town, each) for town, (words, _) in TOWN.items() for each in words.split()]
)
def test_a_town_and_what_comes_from_it_find_each_other(town, said):
    assert finds(said, f"Treffen in {town}")
    assert finds(town, f"{said} Abend")


@pytest.mark.parametrize(
    ("town", "typed"), [(town, each) for town, both in TOWN.items() for each in " ".join(both).split()]
)
def test_whatever_comes_from_a_town_finds_the_town_and_all_that_comes_from_it(town, typed):
    come_from_it = TOWN[town][0].split()[0]
    (found,) = fitting(typed, in_use(f"{town} {come_from_it}"))
    assert found & in_use(town)
    assert found & in_use(come_from_it)


FROM_NO_TOWN = """
Wagner-Wagen Kirchner-Kirchen Ordner-Orden Redner-Reden Gegner-Gegen Rechner-Rechen Leitner-Leiten Brückner-Brücken
Büchner-Buchen Lindner-Linden Zeichner-Zeichen Schaffner-Schaffen Hafner-Hafen Öffner-Offen Bogner-Bogen
Glöckner-Glocken Kästner-Kasten Kessler-Kessel Wechsler-Wechsel Kreisler-Kreisel Maler-Mal Weber-Web Partner-Part
Höfner-Hof
"""


@pytest.mark.parametrize("pair", FROM_NO_TOWN.split())
def test_other_words_come_from_no_town(pair):
    one, other = pair.split("-")
    assert not finds(one, f"Treffen: {other}")
    assert not finds(other, f"Treffen: {one}")


def test_what_comes_from_a_town_is_told_by_its_end():
    assert set(towns_in("dresdner")) == {"dresden"}
    assert [town for word in ("ordner", "partner", "kirchner", "handwerk") for town in towns_in(word)] == []
    assert set(chain(*map(towns_in, ("dresden", "sachsen")))) == set()
