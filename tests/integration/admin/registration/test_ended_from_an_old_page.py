"""Whatever ends a registration, on its own page or at the desk, ends it only for people whom the page showed.

What means all people of a registration, whoever that is, belongs into ACTS: others are put on it behind the open page,
and it has to ask once more, with their names and with whatever was typed.
"""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_category, make_registration, people
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.checkin import queries as door
from webapp.foundation import tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK, STAFF_LINK, CategoryKind, Head

GERMAN = {"Accept-Language": "de"}
OWN, DESK = "/registrations/{link}", "/manage/events/{slug}/registrations"
# On which page it is pressed, and where that leads.
ACTS = {
    "cancel": (OWN, f"{OWN}/cancel"),
    "decline an offer": (OWN, f"{OWN}/decline"),
    "erase": (f"{OWN}/erase", f"{OWN}/erase"),
    "cancel at the desk": (f"{DESK}/{{id}}/cancel", f"{DESK}/{{id}}/cancel"),
    "erase at the desk": (f"{DESK}/{{id}}/erase", f"{DESK}/{{id}}/erase"),
    "decline at the desk": (f"{DESK}/{{id}}", f"{DESK}/{{id}}/decline"),
    "cancel many": (f"{DESK}/many?action=cancel&chosen={{id}}", f"{DESK}/many/cancel"),
    "check many in": (f"{DESK}/many?action=check_in&chosen={{id}}", f"{DESK}/many/check_in"),
}
FIRST = {"decline an offer": "offered", "decline at the desk": "requested"}
TYPED = {"decline at the desk": {"reason": "Nur für Betriebe."}}
LAST = {"decline at the desk": "declined", "check many in": "confirmed"}


def form_of(page, path):
    """The fields of the form that leads there, as a browser sends them untouched."""
    (form,) = [
        each for each in parsed(page).iter("form") if each.get("method") == "post" and each.get("action", path) == path
    ]
    fields = [each for each in form.iter() if each.get("name")]
    return {each.get("name"): each.get("value") or (each.text or "").strip() for each in fields}


def added(app, _work, told):
    """A colleague, by the link for the staff."""
    path, client = f"/join/{told['staff']}", app.test_client()
    sent = sent_from(parsed(client.get(path, headers=GERMAN)), "once_key") | {"name": ["Ben Kollege"]}
    assert client.post(path, data=sent, headers=GERMAN).status_code == 303


def replaced(_app, work, told):
    """Somebody else comes instead, by the page of the registration."""
    with work():
        found = queries.get_by_public_id(told["id"])
        by_link(services.replace_attendee, found, attendee_id=found.attendees[0].id, head=Head("Ben Kollege"))


def left(_app, work, told):
    """One of them doesn't come."""
    with work():
        found = queries.get_by_public_id(told["id"])
        by_link(services.drop_attendee, found, attendee_id=found.attendees[-1].id)


@pytest.fixture
def standing(desk, work):
    """A registration as an act finds it: what fills in the addresses of ACTS."""

    def stand(act, *names):
        first = FIRST.get(act, "confirmed")
        with work():
            event = make_event(capacity=4, host=desk.host)
            services.set_up(event=event, most_heads=4)
            category = make_category(event, needs_approval=True).id if first == "requested" else None
            before = [make_registration(event, name) for name in ("Yan", "Zoe", "Xi", "Vin") if first == "offered"]
            made = make_registration(event, names[0], heads=people(*names), category_id=category)
            for each in before:
                cancel(each)
            assert queries.get_by_public_id(made.public_id).status == first
            sealed = {name: links.seal(kind, made.public_id) for name, kind in (("link", LINK), ("staff", STAFF_LINK))}
            return {"slug": event.slug, "id": made.public_id, **sealed}

    return stand


@pytest.fixture
def pressed(desk, work):
    """How it stands after a press: the status, who is on it, and how many were let in."""

    def press(act, told, fields):
        path = ACTS[act][1].format(**told)
        answer = desk.client.post(path, data={**fields, "once_key": tokens.new_id()}, headers=GERMAN)
        with work():
            found = queries.get_by_public_id(told["id"])
            return answer, (found.status, [each.name for each in found.attendees], door.came_count(found.event_id))

    return press


@pytest.mark.in_turns
@pytest.mark.parametrize("meanwhile", [added, replaced])
@pytest.mark.parametrize("act", ACTS)
def test_it_asks_again_for_whomever_the_page_did_not_show(app, desk, work, standing, pressed, act, meanwhile):
    told = standing(act, "Ada Muster")
    where, path = (each.format(**told) for each in ACTS[act])
    old = form_of(desk.client.get(where, headers=GERMAN), path) | TYPED.get(act, {})
    meanwhile(app, work, told)
    refused, stands = pressed(act, told, old)
    assert refused.status_code == 409
    on_it = ["Ada Muster", "Ben Kollege"] if meanwhile is added else ["Ben Kollege"]
    assert stands == (FIRST.get(act, "confirmed"), on_it, 0)
    said = text_of(parsed(refused).find(".//main"))
    assert all(name in said for name in on_it)
    again = form_of(refused, path)
    assert {**again, **TYPED.get(act, {})} == again
    done, (status, names, came) = pressed(act, told, again)
    assert done.status_code == 303
    assert status == LAST.get(act, "cancelled")
    assert names == ([""] * len(on_it) if act.startswith("erase") else on_it)
    assert came == (len(on_it) if act == "check many in" else 0)


@pytest.mark.parametrize("act", [each for each in ACTS if each != "decline at the desk"])
def test_it_does_not_ask_again_when_one_comes_less(app, desk, work, standing, pressed, act):
    told = standing(act, "Ada Muster", "Ben Kollege")
    where, path = (each.format(**told) for each in ACTS[act])
    shown = desk.client.get(where, headers=GERMAN)
    assert "Ben Kollege" in shown.text or "many" in path
    left(app, work, told)
    done, (status, _names, _came) = pressed(act, told, form_of(shown, path))
    assert done.status_code == 303
    assert status == LAST.get(act, "cancelled")


@pytest.mark.parametrize("act", [each for each in ACTS if each != "decline at the desk"])
def test_a_page_from_before_an_update_ends_it_for_one_person_only(standing, pressed, act):
    alone, group = standing(act, "Ada Muster"), standing(act, "Ada Muster", "Ben Kollege")
    assert pressed(act, alone, {"people": alone["id"]})[0].status_code == 303
    assert pressed(act, group, {"people": group["id"]})[0].status_code == 409


@pytest.mark.usefixtures("now")
def test_a_class_is_asked_about_by_its_number(app, client, work):
    with work():
        event = make_event(capacity=30)
        klass = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False)
        made = make_registration(event, "Lea Lehrer", category_id=klass.id, heads=(Head(), Head()))
        public_id, own = made.public_id, f"/registrations/{links.seal(LINK, made.public_id)}"
    old = form_of(client.get(own, headers=GERMAN), f"{own}/cancel")
    with work():
        found = queries.get_by_public_id(public_id)
        by_link(services.add_attendee, found, head=Head())
    refused = client.post(f"{own}/cancel", data=old, headers=GERMAN)
    assert refused.status_code == 409
    assert "3 Personen" in refused.text.replace("\xa0", " ")
    assert "Alle 3 Plätze" in refused.text.replace("\xa0", " ")


def test_who_was_let_in_is_still_asked_about_after_others_joined(app, desk, work, standing, pressed):
    """What the desk insisted on goes along with the page that asks for the others."""
    act, told = "cancel at the desk", standing("cancel", "Ada Muster")
    path = ACTS[act][1].format(**told)
    first = form_of(desk.client.get(path, headers=GERMAN), path)
    _checked_in(desk, told)
    warned, _stands = pressed(act, told, first)
    insisting = form_of(warned, path)
    added(app, work, told)
    refused, stands = pressed(act, told, insisting)
    assert refused.status_code == 409
    assert stands == ("confirmed", ["Ada Muster", "Ben Kollege"], 1)
    done, (status, _names, _came) = pressed(act, told, form_of(refused, path))
    assert (done.status_code, status) == (303, "cancelled")


def _checked_in(desk, told):
    path = f"/events/{told['slug']}/registrations/many/check_in"
    assert desk.send(path, {"people": told["id"]}).status_code == 303
