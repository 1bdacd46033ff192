from datetime import timedelta

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from webapp.accounts.queries import find_link, links_of_event
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens

DOOR = {"role": "door", "label": "Eingang Nord", "days": "8"}


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host).slug


def test_a_link_is_made_shown_again_and_opens_the_check_in(app, desk, slug):
    answer = desk.send(f"/events/{slug}/access", DOOR)
    assert answer.status_code == 303
    shown = desk.client.get(answer.location)
    token = tokens.seal(app.config["SECRET_KEY"], "access", answer.location.rsplit("/", 1)[1])
    assert f"http://localhost/link/{token}" in shown.text
    assert "<svg" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "strict-origin"
    assert "Eingang Nord" in desk.page(f"/events/{slug}/access")
    opened = app.test_client().post(f"/link/{token}")
    assert (opened.status_code, opened.location) == (303, f"/checkin/{slug}")


def test_a_link_lasts_until_the_event_ends_unless_said_otherwise(desk, work, slug):
    assert '<option selected value="8">8\u00a0Tage</option>' in desk.page(f"/events/{slug}/access")
    desk.send(f"/events/{slug}/access", {**DOOR, "role": "facilitator", "days": "1"})
    with work():
        (link,) = links_of_event(get_event(slug).public_id)
        assert (link.role, link.expires_at) == ("facilitator", clock.now() + timedelta(days=1))


def test_for_an_event_far_ahead_the_page_says_that_a_link_ends_before(desk, work):
    with work():
        slug = make_event(host=desk.host, starts_in=timedelta(days=90)).slug
    assert "liefe vor dem Ende der Veranstaltung ab" in desk.page(f"/events/{slug}/access")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": " "}, "Bitte geben Sie an, wer den Link bekommt"),
        ({"label": "x" * 81}, "Bitte kürzen Sie auf höchstens 80\u00a0Zeichen."),
        ({"role": "admin"}, ""),
        ({"days": "31"}, ""),
        ({"days": "-1"}, ""),
    ],
)
def test_bad_links_are_refused(desk, work, slug, changes, sentence):
    answer = desk.send(f"/events/{slug}/access", {**DOOR, **changes})
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert sentence in answer.text
    with work():
        assert links_of_event(get_event(slug).public_id) == []


def test_a_revoked_link_opens_nothing_and_says_so(app, desk, work, slug):
    with work():
        public_id = make_access_link(get_event(slug)).public_id
    assert desk.send(f"/events/{slug}/access/{public_id}/revoke").status_code == 303
    page = desk.page(f"/events/{slug}/access/{public_id}")
    assert "Zurückgezogen am" in page
    assert "/link/" not in page
    assert "Zurückgezogen" in desk.page(f"/events/{slug}/access")
    token = tokens.seal(app.config["SECRET_KEY"], "access", public_id)
    assert app.test_client().get(f"/link/{token}").status_code == 410
    with work():
        assert find_link(public_id).revoked_at == clock.now()


def test_an_expired_link_says_so(desk, work, slug):
    with work():
        public_id = make_access_link(get_event(slug), valid_for=timedelta(minutes=1)).public_id
    clock.move_on(timedelta(minutes=2))
    assert "Abgelaufen am" in desk.page(f"/events/{slug}/access/{public_id}")
    assert "Abgelaufen" in desk.page(f"/events/{slug}/access")


def test_a_link_of_another_event_is_not_shown(desk, other_desk, work, slug):
    with work():
        own, foreign = make_event(host=desk.host).slug, make_event(host=other_desk.host)
        public_id = make_access_link(foreign).public_id
    for path in (f"/manage/events/{own}/access/{public_id}", f"/manage/events/{own}/access/nothing"):
        assert desk.client.get(path).status_code == 404
        assert desk.client.post(f"{path}/revoke", data={"once_key": path[-20:]}).status_code == 404


def test_links_that_end_before_the_event_do_not_count_as_ready(desk, work, slug):
    with work():
        make_access_link(get_event(slug), valid_for=timedelta(days=1))
    assert "Ein Helfer-Link für den Einlass" in desk.page(f"/events/{slug}")
    assert "Fehlt noch" in desk.page(f"/events/{slug}")
    with work():
        make_access_link(get_event(slug), valid_for=timedelta(days=20))
    assert "Fehlt noch" not in desk.page(f"/events/{slug}").split("<details>")[0]


@pytest.mark.parametrize("role", [Role.DOOR, Role.FACILITATOR])
def test_a_link_says_on_both_sides_that_it_works_on_many_devices_and_does(app, desk, work, slug, role):
    with work():
        public_id = make_access_link(get_event(slug), role).public_id
    address = f"/link/{tokens.seal(app.config['SECRET_KEY'], 'access', public_id)}"
    opened = app.test_client().get(address, headers={"Accept-Language": "de"}).text
    for page in (desk.page(f"/events/{slug}/access/{public_id}"), opened):
        assert "auf beliebig vielen Geräten" in page
        assert "nur an die weiter, die ihn brauchen" in page
        assert "nur auf Ihrem Gerät" not in page
    for device in [app.test_client() for _ in range(3)]:
        assert device.post(address).status_code == 303
        place = "checkin" if role is Role.DOOR else "facilitate"
        assert device.get(f"/{place}/{slug}").status_code == 200
