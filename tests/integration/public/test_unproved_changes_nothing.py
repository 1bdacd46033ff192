"""Before the address is proved, its link confirms, gives up and deletes; none of its pages changes anything else."""

import itertools

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import Model, session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.services import confirm_address
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = pytest.mark.usefixtures("now")

SIZE = Definition("size", FieldKind.TEXT, {"de": "Größe"})
MAY_BE_DONE = {"public.own.confirm", "public.own.cancel_registration", "public.own.erase"}
# What each answer brings along anyway.
BESIDE = {"one_time_key"}
STATES = {"pending": {}, "waiting": {"is_full": True}, "requested": {"approved": True}}
TYPED = {"name": "Ben Neu", "person-name": "Ben Neu", "q-size": "viel"}
_keys = itertools.count()


def own_routes(app):
    """Each method of each address behind the links to a registration: those of all rooms, and those to come."""
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/registrations/<", "/join/<"))]
    return [(rule, method) for rule in found for method in sorted(rule.methods & {"GET", "POST"})]


def make_unproved(state):
    values = dict(STATES[state])
    approved = values.pop("approved", False)
    event = make_event(capacity=2 if values.get("is_full") else 9)
    if values.get("is_full"):
        make_registration(event, heads=people("Gast", "Gästin"))
    services.ask(event=event, definitions=[SIZE], now=clock.now())
    category = make_category(event, needs_approval=approved)
    made = make_registration(
        event, heads=people("Ada", "Alex"), confirmed=False, category_id=category.id, answers={"size": "klein"}
    )
    assert made.status == state
    return made.public_id


def all_that_is_kept():
    return {
        table.name: [tuple(row) for row in session().execute(select(table).order_by(*table.primary_key))]
        for table in Model.metadata.sorted_tables
        if table.name not in BESIDE
    }


def ask(app, client, made, rule, method):
    purpose = STAFF_LINK if rule.rule.startswith("/join/") else LINK
    values = {"token": links.seal(purpose, made.public_id), "person": made.attendees[0].public_id, "wish": "W" * 22}
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, {key: values[key] for key in rule.arguments})
    data = {**TYPED, "once_key": f"unproved-{next(_keys)}"} if method == "POST" else None
    return client.open(path, method=method, data=data, headers={"Accept-Language": "de"})


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_changed_by_the_link_before_the_address_is_proved(app, client, work, state):
    with work():
        public_id = make_unproved(state)
    for rule, method in own_routes(app):
        if (rule.endpoint, method) in {(name, "POST") for name in MAY_BE_DONE}:
            continue
        with work():
            before, made = all_that_is_kept(), queries.get_by_public_id(public_id)
            answer = ask(app, client, made, rule, method)
        assert answer.status_code in {200, 303, 404, 409}, (rule, method)
        with work():
            assert all_that_is_kept() == before, (rule, method)


@pytest.mark.parametrize("state", STATES)
def test_its_page_offers_nothing_of_it_and_a_form_that_was_open_says_why(app, client, work, state):
    with work():
        public_id = make_unproved(state)
        made = queries.get_by_public_id(public_id)
        own, person = f"/registrations/{links.seal(LINK, public_id)}", made.attendees[0].public_id
    page = client.get(own, headers={"Accept-Language": "de"}).text
    for path in ("answers", f"people/{person}/replace", f"people/{person}/leave", "people/new", "calendar"):
        assert f"{own}/{path}" not in page
    for path in ("answers", f"people/{person}/replace", f"people/{person}/leave"):
        data = {**TYPED, "once_key": f"unproved-{next(_keys)}"}
        said = client.post(f"{own}/{path}", data=data, headers={"Accept-Language": "de"}, follow_redirects=True).text
        assert "Bitte bestätigen Sie die Anmeldung zuerst. Danach können Sie alles ändern." in said, path


def test_once_it_is_proved_the_same_requests_change_something(app, client, work):
    """The control: were they refused anyway, the test above would hold nothing."""
    changed = set()
    with work():
        public_id = make_unproved("pending")
        confirm_address(registration=queries.get_by_public_id(public_id), now=clock.now())
    for rule, method in own_routes(app):
        if method == "GET" or rule.endpoint in MAY_BE_DONE:
            continue
        with work():
            before, made = all_that_is_kept(), queries.get_by_public_id(public_id)
            ask(app, client, made, rule, method)
        with work():
            changed |= {rule.endpoint} if all_that_is_kept() != before else set()
    wanted = {"change_answers", "add_person", "replace_person", "drop_person", "join", "ask_for_calendar"}
    assert {endpoint.rpartition(".")[2] for endpoint in changed} == wanted


def test_the_desk_may_change_what_nobody_has_proved(work):
    with work():
        made = queries.get_by_public_id(make_unproved("pending"))
        by = {"registration": made, "now": clock.now()}
        services.drop_attendee(attendee_id=made.attendees[0].id, **by)
        services.change_answers(answers={"size": "groß"}, answers_of_heads={}, **by)
        assert (made.heads, made.answers) == (1, {"size": "groß"})
