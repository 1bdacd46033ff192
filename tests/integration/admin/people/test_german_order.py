"""Lists of words that people choose from and read stand as in German dictionaries (DIN 5007-1), on both databases."""

import re
from datetime import date, timedelta

import pytest

from tests.factories.accounts import sign_in
from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_served_measure, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.procurement import make_tender
from tests.html import parsed, text_of
from tests.world import make_world
from webapp.agenda.queries import items_of
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.fields.trades import all_trades
from webapp.foundation import clock
from webapp.foundation.ordering import in_order
from webapp.registration import services as registrations
from webapp.registration.queries import get_by_public_id

# In this order, by the book; code points put capitals first and umlauts last.
WORDS = ["Aachen", "ähre", "Äpfel", "Apotheke", "Oder", "Öl", "Ölmühle", "Ost", "Straße", "Strassenbau"]
WORDS += ["über", "Unter", "Zebra"]
_MARKED = re.compile(r"([\wÄÖÜäöüß]+) ·")
GERMAN = {"Accept-Language": "de"}
# Where such lists are: fields by their names, optgroups as plans, links of lists by the page.
EXPECTED = {"venue", "host", "partners", "series", "measure", "body", "tag", "place", "field", "/calendar", "/plans"}


@pytest.mark.parametrize("word", WORDS)
def test_case_and_marks_come_last(word):
    assert in_order(word.lower())[0] == in_order(word.upper())[0] == in_order(word)[0]


def test_words_stand_as_in_a_dictionary():
    told = [
        *WORDS[:4],
        "E-Mail",
        "E Mail A",
        "Email",
        "Łódź",
        "Lodz A",
        "Maer",
        "Mar",
        "Märkte",
        "Oder",
        "Ofen",
        "Öfen",
    ]
    told += WORDS[5:]
    assert sorted(mixed_up(told), key=in_order) == told


def mixed_up(words):
    return [*words[1::3], *words[::3][::-1], *words[2::3]]


def of_each_word(world):
    """Something of everything that has a name, under each word, not in their order."""
    words, now = [f"{word} ·" for word in mixed_up(WORDS)], clock.now()
    event = get_event(world.values["slug"][0])
    mine = get_by_public_id(world.values["registration_id"][0])
    registrations.set_tags(registration=mine, tags=words, now=now)
    for number, word in enumerate(words):
        host, venue = make_organisation(word), make_venue(name=word, city=word)
        measure = make_served_measure(word)
        measure.specification.goal.field.plan.title = word
        own = make_event(word, host=host, venue=venue)
        events.settle_series(title=word, host_id=event.host_id)
        events.update_event(event=own, now=now, series_id=events.settle_series(title=word, host_id=host.id).id)
        events.link_measure(event=own, measure_id=measure.id)
        make_item(event, word, begins=0, lasts=30, track=word)
        make_tender(
            host,
            word,
            trade=all_trades()[number * 3].key,
            place=word,
            publication_on=date(2027, 3, 1) + timedelta(days=number),
        )


def lists_of(path, document):
    """The lists of a page that people choose from, each with its name and texts; links and headings of list pages."""
    for tag in ("select", "datalist"):
        for each in document.iter(tag):
            name = re.sub(r"^known-|^measures-\d+-", "", each.get("name") or each.get("id"))
            yield name, [text_of(option) or option.get("value") for option in each.iter("option")]
            yield name, [group.get("label") for group in each.iter("optgroup")]
    for fieldset in document.iter("fieldset"):
        boxes = [box for box in fieldset.iter("input") if box.get("type") in {"checkbox", "radio"}]
        yield (boxes[0].get("name") if boxes else ""), [text_of(label) for label in fieldset.iter("label")]
    if path in {"/plans", "/calendar"}:
        for section in document.iter("ul"):
            yield path, [text_of(item) for item in section.iter("li")]


@pytest.mark.both
def test_every_list_of_words_stands_in_german_order(app, work, now):
    with work():
        world = make_world(app)
        of_each_word(world)
        assert [each.track for each in items_of(get_event(world.values["slug"][0]).id)][1:] == [f"{w} ·" for w in WORDS]
    staff = app.test_client()
    assert sign_in(staff, world.admin).status_code == 303
    with app.app_context():
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        paths = {path for rule in rules for path in world.addresses_of(rule)}
    seen, wrong = set(), []
    for path in sorted(paths | {"/manage/events/new?format=own"}):
        page = staff.get(path, headers=GERMAN)
        if page.mimetype != "text/html" or page.status_code != 200 or not page.text.lower().startswith("<!doctype"):
            continue
        for name, texts in lists_of(path, parsed(page)):
            found = [WORDS.index(match[1]) for text in texts if (match := _MARKED.search(text))]
            if len(set(found)) > 1:
                seen.add(name)
                if found != sorted(found):
                    wrong.append((path, name, texts))
    assert wrong == []
    assert seen >= EXPECTED
