"""Whoever stops offering a category opens nothing to everybody by that, and may offer it again."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.models import Registration

DAY = timedelta(days=1)
GATES = {
    "a code": lambda _now: {"code": "geheim"},
    "approval": lambda _now: {"needs_approval": True},
    "not yet open": lambda now: {"opens_at": now + DAY},
    "closing": lambda now: {"closes_at": now + DAY},
    "closed": lambda now: {"closes_at": now - DAY},
}
REFUSED = "es ist die letzte"


@pytest.fixture
def slug(desk, work):
    with work():
        return make_event("Dialog", host=desk.host, capacity=50).slug


@pytest.fixture
def add(work, slug):
    def make(label, **values):
        with work():
            return make_category(get_event(slug), label={"de": label}, **values).public_id

    return make


@pytest.fixture
def retire(desk, slug):
    """Press the button; what the page says then."""

    def press(public_id):
        assert desk.send(f"/events/{slug}/sign-up/categories/{public_id}/retire").status_code == 303
        return text_of(parsed(desk.client.get(f"/manage/events/{slug}/sign-up/categories")))

    return press


@pytest.fixture
def offered(work, slug):
    def labels():
        with work():
            return [each.label["de"] for each in queries.categories_of(get_event(slug).id)]

    return labels


@pytest.mark.both
@pytest.mark.parametrize("gate", GATES)
def test_the_last_one_that_keeps_people_out_stays(app, work, slug, add, retire, offered, gate):
    public_id = add("Presse", **GATES[gate](clock.now()))
    assert REFUSED in retire(public_id)
    assert offered() == ["Presse"]
    page = app.test_client().get(f"/events/{slug}/register")
    form = sent_from(parsed(page), "email") if b'name="email"' in page.data else {}
    stranger = form | {"name": "Kim Fremd", "email": "fremd@example.org", "consent": "y", "category": ""}
    app.test_client().post(f"/events/{slug}/register", data=stranger)
    with work():
        made = [each.category_id for each in session().query(Registration)]
        assert None not in made


@pytest.mark.parametrize("gate", GATES)
def test_one_beside_another_goes_and_then_the_other_stays(add, retire, offered, gate):
    one, two = add("Presse", **GATES[gate](clock.now())), add("Gäste", code="anders")
    assert REFUSED not in retire(one)
    assert REFUSED in retire(two)
    assert offered() == ["Gäste"]


def test_one_that_is_open_to_everybody_may_go_last(add, retire, offered):
    past = clock.now() - DAY
    assert REFUSED not in retire(add("Betriebe", opens_at=past))
    assert offered() == []


def test_where_everybody_needs_approval_anyway_the_category_is_no_gate(work, slug, add, retire, offered):
    public_id = add("Presse", needs_approval=True)
    with work():
        services.set_up(event=get_event(slug), needs_approval=True)
    assert REFUSED not in retire(public_id)
    assert offered() == []


@pytest.mark.both
def test_what_is_no_longer_offered_is_offered_again_as_it_was_and_last(desk, work, slug, add, retire, offered):
    press, guests = add("Presse", code="geheim", capacity=3), add("Gäste")
    with work():
        event = get_event(slug)
        (category,) = [each for each in queries.categories_of(event.id) if each.public_id == press]
        make_registration(event, "Ada", category_id=category.id, code="geheim")
    assert "Wieder anbieten" not in desk.page(f"/events/{slug}/sign-up/categories")
    assert "Wieder anbieten" in retire(press)
    again = f"/events/{slug}/sign-up/categories/{press}/offer"
    assert desk.send(again).status_code == 303
    assert desk.send(again).status_code == 303  # pressed twice: it is offered already
    assert offered() == ["Gäste", "Presse"]
    with work():
        found = queries.categories_of(get_event(slug).id)[1]
        assert (found.code, found.pool.taken, found.pool.capacity) == ("geheim", 1, 3)
    assert retire(guests)
    assert offered() == ["Presse"]


def test_the_desk_of_another_host_offers_nothing_again(other_desk, slug, add, retire, offered):
    press = add("Presse")
    retire(press)
    assert other_desk.send(f"/events/{slug}/sign-up/categories/{press}/offer").status_code in {403, 404}
    assert offered() == []
