"""Somebody who was let in and then had their data deleted: counted as before, and nowhere a name that isn't there."""

import csv
import io
import json

import pytest

from tests.html import parsed, text_of
from tests.integration.checkin.conftest import two_let_in
from webapp.checkin import queries as door
from webapp.checkin.queries.lists import parts_of
from webapp.documents.queries import guests_of
from webapp.foundation import clock
from webapp.registration import queries, services
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

GERMAN = {"Accept-Language": "de"}
ALONE = ("a", "h1", "h2", "h3", "title", "dd", "th", "button", "option")


@pytest.fixture
def deleted(desk, work):
    """Two who came and were deleted: the event's slug, the registration's public id and a ticket's payload."""
    with work():
        event, made = two_let_in(host=desk.host, capacity=5)
        services.erase(registration=made, now=clock.now())
        payload = payload_of(tickets_of_registration(made.id)[0], event)
        return event.slug, made.public_id, payload


def without_words(document):
    """What a reader meets that says nothing."""
    return [
        tag
        for tag in ALONE
        for each in document.iter(tag)
        if not text_of(each) and not each.get("aria-label") and not list(each)
    ]


@pytest.mark.parametrize(
    "path",
    ["", "/registrations", "/registrations/{id}", "/registrations/{id}/cancel", "/registrations/{id}/erase", "/door"],
)
def test_pages_of_the_desk_say_that_the_person_was_deleted(desk, deleted, path):
    slug, public_id, _payload = deleted
    answer = desk.client.get(f"/manage/events/{slug}{path.format(id=public_id)}", headers=GERMAN)
    assert answer.status_code == 200
    document = parsed(answer)
    assert without_words(document) == []
    assert ("Gelöschte Person" in text_of(document)) == (path.startswith("/registrations"))
    assert "Ada Muster" not in text_of(document)


def test_nothing_more_can_be_done_to_them_but_what_is_counted_stays(desk, deleted, read):
    slug, public_id, _payload = deleted
    page = desk.page(f"/events/{slug}/registrations/{public_id}")
    assert not any(f"{public_id}/{act}" in page for act in ("cancel", "erase", "people"))
    answer = desk.send(f"/events/{slug}/registrations/{public_id}/people/new", {"name": "Ben"})
    assert answer.status_code != 500
    assert read(slug, lambda event: door.counts_of(event.id).present) == 2
    assert read(slug, lambda event: door.came_count(event.id)) == 2


def test_exports_name_them_and_papers_leave_them_out(desk, deleted, work):
    slug, public_id, _payload = deleted
    answer = desk.client.get(f"/manage/events/{slug}/registrations.csv", headers=GERMAN)
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert "Gelöschte Person" in rows[1]
    with work():
        event = queries.get_by_public_id(public_id).event
        assert list(guests_of(event, {}, "de")) == []
        assert list(guests_of(event, {}, "de", who_came=True)) == []
        rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows)]
    assert [(row[2], row[7]) for row in rows] == [("", ""), ("", "")]


def test_the_ticket_shows_no_empty_name(client, deleted):
    _slug, _public_id, payload = deleted
    answer = client.get(f"/t/{payload}", headers=GERMAN)
    assert answer.status_code == 200
    document = parsed(answer)
    assert without_words(document) == []
    assert [each for each in document.iter("bdi") if not text_of(each)] == []
    assert client.get(f"/t/{payload}.pdf").status_code == 200
