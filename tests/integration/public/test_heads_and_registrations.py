"""People are counted where the word is people, registrations where it says so, and the unproved are named."""

import itertools
import re

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.html import parsed, text_of
from tests.invited import GERMAN, send
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.registration import queries

pytestmark = pytest.mark.usefixtures("now")

# Who waits: how many people each, and whether the address is proved.
LINES = [
    [(4, True), (2, False)],
    [(1, True)],
    [(3, False)],
    [(1, False), (2, False), (1, True)],
    [(5, True), (1, True), (1, True)],
]


def number_in(pattern, text):
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("line", LINES, ids=str)
def test_form_rank_and_cockpit_tell_one_story(app, client, work, line):
    with work():
        event, email = make_event(capacity=6), make_user(Role.ADMIN).email
        make_registration(event, heads=people(*"ABCDEF"))
        for number, (heads, proved) in enumerate(line):
            group = people(*(f"P{number} {each}" for each in range(heads)))
            make_registration(event, heads=group, confirmed=proved)
        slug = event.slug
    said = text_of(parsed(client.get(f"/events/{slug}/register", headers=GERMAN))).replace("\u00a0", " ")
    heads, unproved = sum(each for each, _ in line), [each for each, proved in line if not proved]
    assert number_in(r"(\d+) Anmeldung(?:en)? \(", said) == len(line)
    assert number_in(r"\((\d+) Person(?:en)?\) vor Ihnen", said) == heads
    assert number_in(r"(\d+) davon (?:ist|sind) noch nicht bestätigt", said) == len(unproved)
    assert not re.search(r"\d+ Person(en)? vor Ihnen", said)
    answer = send(client, slug, "neu@example.org", follow=True)
    assert f"Platz {len(line) + 1} der Warteliste" in text_of(parsed(answer)).replace("\u00a0", " ")
    desk = app.test_client()
    sign_in(desk, email)
    cockpit = text_of(parsed(desk.get(f"/manage/events/{slug}", headers=GERMAN))).replace("\u00a0", " ")
    assert number_in(r"Auf der Warteliste (\d+) Person(?:en)?\b", cockpit) == heads + 1
    assert number_in(r"Person(?:en)?, (\d+) davon noch nicht bestätigt", cockpit) == sum(unproved) + 1
    listed = text_of(parsed(desk.get(f"/manage/events/{slug}/registrations?status=waiting", headers=GERMAN)))
    assert f"Warteliste ({len(line) + 1})" in listed
    assert f"{len(line) + 1} Anmeldungen" in listed.replace("\u00a0", " ")


def test_counts_of_people_by_standing(work):
    with work():
        event = make_event(capacity=2)
        for heads, proved in itertools.product((1, 2), (True, False)):
            make_registration(event, heads=people(*(f"{heads}{each}" for each in range(heads))), confirmed=proved)
        slug = event.slug
    with work():
        counts = queries.counts_of(get_event(slug).id)
        assert (counts.confirmed, counts.pending, counts.waiting, counts.waiting_unproved) == (1, 1, 4, 2)
