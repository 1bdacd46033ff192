"""Tenders at the desk: announced, changed, called off by those whose body they are."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import sign_in
from tests.factories.organisations import make_organisation
from tests.html import tree_of
from tests.integration.calendar.test_tenders import ROOFER
from webapp.accounts.models import User
from webapp.accounts.services import assign_role
from webapp.accounts.types import Role
from webapp.foundation.database import session
from webapp.procurement.models import Tender


@pytest.fixture
def typed(desk):
    return {
        "title": "Dach der Turnhalle",
        "trade": ROOFER,
        "body": desk.host.key,
        "place": "Mittweida",
        "publication_on": "2027-03-28",
        "submit_until": "2027-04-20T12:00",
        "link": "https://vergabe.example.org/1",
        "status": "planned",
    }


def tenders(work):
    with work():
        return list(session().scalars(select(Tender)))


def test_a_tender_is_announced_changed_and_called_off(desk, work, typed, client):
    assert desk.send("/tenders", typed).status_code == 303
    (made,) = tenders(work)
    assert (made.title, made.body_id, f"{made.submit_until:%H:%M}") == ("Dach der Turnhalle", desk.host.id, "10:00")
    assert "Dach der Turnhalle" in desk.page("/tenders")
    page = desk.page(f"/tenders/{made.public_id}")
    assert "2027-04-20T12:00" in page
    assert desk.send(f"/tenders/{made.public_id}", {**typed, "status": "cancelled"}).status_code == 303
    assert tenders(work)[0].sequence == 1
    assert b"Vergabe aufgehoben" in client.get(f"/calendar/trade/{ROOFER}.ics").data


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"publication_on": "", "submit_until": ""}, "publication_on"),
        ({"publication_on": "irgendwann"}, "publication_on"),
        ({"link": "vergabe"}, "link"),
        ({"trade": "nichts"}, "trade"),
        ({"body": "fremd"}, "body"),
        ({"trade": ""}, "trade"),
    ],
)
def test_what_is_amiss_is_said_at_its_field_and_nothing_is_kept(desk, work, typed, changes, field):
    refused = desk.send("/tenders", {**typed, **changes})
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    assert tenders(work) == []


def test_all_that_is_amiss_is_said_at_once_and_no_date_is_called_optional(desk, typed):
    refused = desk.send("/tenders", {**typed, "title": "", "publication_on": "", "submit_until": ""})
    assert all(f'href="#{field}"' in refused.text for field in ("title", "publication_on"))
    assert refused.text.count("mindestens eines der beiden Daten") == 2


def test_nobody_touches_a_foreign_tender(desk, other_desk, work, typed):
    desk.send("/tenders", typed)
    (made,) = tenders(work)
    path = f"/tenders/{made.public_id}"
    assert other_desk.client.get(f"/manage{path}").status_code == 404
    assert other_desk.send(path, typed).status_code == 404
    assert "Dach der Turnhalle" not in other_desk.page("/tenders")


def test_no_body_and_no_trade_are_preset(desk, work):
    def first_choices():
        page = tree_of(desk.page("/tenders"))
        return {each.get("name"): each.find("option").get("value") for each in page.iter("select")}

    assert (first_choices()["trade"], first_choices()["body"]) == ("", desk.host.key)
    with work():
        user = session().scalars(select(User).where(User.email == desk.email)).one()
        assign_role(user=user, role=Role.ORGANIZER, organisation_id=make_organisation().id, event_key=None)
    sign_in(desk.client, desk.email)
    assert (first_choices()["trade"], first_choices()["body"]) == ("", "")
