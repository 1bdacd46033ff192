"""By its link a group writes until two weeks after the event, then it reads; whoever looks after the event goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from tests.integration.hall.conftest import Browser, text_of
from webapp.accounts import access
from webapp.accounts.types import LINK as ACCESS_LINK
from webapp.accounts.types import Role
from webapp.canvases import queries, rules, services
from webapp.canvases.models import Canvas, CanvasLink, CanvasRevision
from webapp.canvases.types import LINK, CanvasStatus
from webapp.events import services as events
from webapp.foundation import clock, tokens
from webapp.foundation.database import session

pytestmark = pytest.mark.usefixtures("now")
DAY = timedelta(days=1)
REASON = "Die Gruppe bereitet die Werkstatt-Tage vor."


def ended(days_ago, lasts=timedelta(hours=2)):
    def bring(event):
        event.ends_at = clock.now() - days_ago * DAY
        event.starts_at = event.ends_at - lasts

    return bring


def cancelled(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def restored(event):
    cancelled(event)
    events.restore_event(event=event, now=clock.now(), reason="Sturm vorbei")


def postponed(event):
    events.postpone_event(event=event, now=clock.now(), reason="Saal gesperrt")


def moved(event):
    postponed(event)
    begins = clock.now() + 90 * DAY
    events.postpone_event(event=event, now=clock.now(), reason="Neu", starts_at=begins, ends_at=begins + DAY)


def draft(event):
    event.status = "draft"


OPEN = {
    "upcoming": lambda _event: None,
    "over since yesterday": ended(1),
    "over for fourteen days": ended(14),
    "begun long ago, ended a week ago": ended(7, lasts=30 * DAY),
    "restored": restored,
    "moved to another date": moved,
}
CLOSED = {
    "over for fifteen days": (ended(15), "bis zum 17. November 2026"),
    "over for months": (ended(200), "schreiben"),
    "cancelled": (cancelled, "abgesagt"),
    "postponed without a date": (postponed, "verschoben"),
    "draft": (draft, "noch nicht veröffentlicht"),
}
WRITES = [
    ("POST", "", {"seen_version": 2, "f_vision": "Zu spät geschrieben.", "f_volume-amount": "5.000"}),
    ("PUT", ".json", {"seen_version": 2, "values": {"vision": "Zu spät geschrieben."}}),
    ("POST", "/status", {"status": "approved"}),
    ("POST", "/status", {"status": "draft"}),
    ("POST", "/links", {"kind": "prepares", "reason": REASON}),
    ("POST", "/links/{link}/remove", {}),
    ("POST", "/history", {"version": 1}),
]


class Hall:
    """A canvas that was presented, with a link, at an event that stands somehow."""

    def __init__(self, work, bring):
        with work():
            self.event = make_event(contact_name="Mia Beispiel", contact_email="mia@example.org")
            canvas = make_canvas(self.event)
            services.save(canvas=canvas, seen_version=1, values={"vision": "Alle hobeln."}, now=clock.now())
            services.set_status(canvas=canvas, status=CanvasStatus.PRESENTED, now=clock.now())
            first, second = (make_plan()[2] for _ in range(2))
            link = services.link_to_measure(
                canvas=canvas, measure_id=first.id, kind="prepares", reason=REASON, now=clock.now()
            )
            bring(self.event)
        self.canvas, self.link, self.target = canvas.public_id, link.public_id, f"measure:{second.slug}"
        self.slug, self.key, self.host = self.event.slug, self.event.public_id, self.event.host_id

    def send(self, browser, address, method, rest, sent):
        address += rest.format(link=self.link)
        if method == "PUT":
            return browser.put(address, sent)
        return browser.send(address, **{"target": self.target, **sent})

    def stands(self, work):
        """All that is stored of canvases."""
        with work():
            return [
                tuple(map(str, row))
                for model in (Canvas, CanvasRevision, CanvasLink)
                for row in session().execute(select(model.__table__).order_by(model.id))
            ]


@pytest.fixture
def hall(work):
    return lambda bring: Hall(work, bring)


@pytest.mark.in_turns
@pytest.mark.parametrize("bring", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize(
    ("method", "rest", "sent"), WRITES, ids=[f"{w[0]} {w[1]} {w[2].get('status', '')}" for w in WRITES]
)
def test_by_link_a_group_writes_while_it_is_open(browser, hall, work, seal, bring, method, rest, sent):
    here = hall(bring)
    before = here.stands(work)
    answer = here.send(browser, seal("canvases", here.canvas), method, rest, sent)
    assert answer.status_code in {200, 303}
    assert here.stands(work) != before


@pytest.mark.parametrize(("bring", "words"), CLOSED.values(), ids=CLOSED)
def test_by_link_nothing_is_written_once_it_is_closed(browser, hall, work, seal, bring, words):
    here = hall(bring)
    before = here.stands(work)
    for method, rest, sent in WRITES:
        answer = here.send(browser, seal("canvases", here.canvas), method, rest, sent)
        assert answer.status_code == 403, (method, rest)
        said = answer.json["message"].replace("\u00a0", " ") if method == "PUT" else text_of(answer)
        assert words in said
    assert here.stands(work) == before


def test_without_the_rule_it_would_all_be_written(browser, hall, work, seal, monkeypatch):
    """The control to the test before."""
    here = hall(cancelled)
    monkeypatch.setattr(rules, "link_writes", lambda *_: True)
    for method, rest, sent in (WRITES[1], WRITES[2], WRITES[4]):
        before = here.stands(work)
        assert here.send(browser, seal("canvases", here.canvas), method, rest, sent).status_code in {200, 303}
        assert here.stands(work) != before


def test_no_route_that_takes_a_canvas_link_writes_once_it_is_closed(app, browser, hall, work):
    """Whatever a token opens is tried with a canvas's own: what is added later is tried as well."""
    here = hall(cancelled)
    token = tokens.seal(app.config["SECRET_KEY"], LINK, here.canvas)
    before, tried = here.stands(work), []
    form = {name: value for _, _, sent in WRITES for name, value in sent.items()} | {"target": here.target}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        if not methods or access.policy_of(app.view_functions[rule.endpoint]).name not in {"token", "public"}:
            continue
        values = {name: here.link if name == "link_id" else token for name in rule.arguments}
        address = adapter.build(rule.endpoint, values, method=min(methods))
        for method in methods:
            for body in (
                {"data": {**form, "values": "", "once_key": tokens.new_id()}},
                {"json": {"seen_version": 2, "values": {"vision": "Zu spät geschrieben."}}},
            ):
                answer = browser.client.open(address, method=method, **body)
                if rule.rule.startswith("/canvases/<"):
                    tried.append(rule.rule)
                    # A form without a key is refused before anything else.
                    assert answer.status_code == (403 if "data" in body or method == "PUT" else 422), rule.rule
        assert here.stands(work) == before, rule.rule
    assert len(set(tried)) >= 6


def test_a_closed_canvas_is_read_and_says_whom_to_ask(browser, hall, seal):
    here = hall(ended(200))
    page = browser.open(seal("canvases", here.canvas))
    words = text_of(page)
    assert page.status_code == 200
    assert "Alle hobeln." in words
    assert "Mia Beispiel" in words
    assert "mailto:mia@example.org" in page.get_data(as_text=True)
    for rest in ("", "/links", "/history", "/history?version=1", "/present"):
        assert "<form" not in browser.open(seal("canvases", here.canvas, rest)).get_data(as_text=True), rest
    assert browser.open(seal("canvases", here.canvas, ".json")).json["values"]["vision"] == "Alle hobeln."


def test_what_came_too_late_stands_on_the_page_that_says_so(browser, hall, seal):
    here = hall(ended(200))
    sent = {"f_vision": "Zu spät\r\n<b>geschrieben</b>", "f_title": "Neue Wege", "f_volume-amount": "5.000"}
    page = browser.send(seal("canvases", here.canvas), seen_version=2, **sent)
    words = text_of(page)
    assert "Das kam zu spät" in words
    assert "Zu spät &lt;b&gt;geschrieben&lt;/b&gt;" in words
    assert "Finanzielles Volumen 5.000" in words
    assert "Titel Neue Wege" not in words.split("Auf diesem Gerät")[0].split("Das kam zu spät")[1].split("Worum")[0]
    late = browser.send(seal("canvases", here.canvas, "/links"), kind="prepares", reason="Weil es eilt.")
    assert "Weil es eilt." in text_of(late)


def test_what_another_site_sent_is_not_shown(browser, hall, seal):
    here = hall(ended(200))
    page = browser.client.post(
        seal("canvases", here.canvas),
        data={"once_key": tokens.new_id(), "seen_version": 2, "f_vision": "Bitte hier klicken"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert page.status_code == 403
    assert "Bitte hier klicken" not in page.text


def test_an_open_canvas_says_until_when(browser, hall, seal):
    here = hall(ended(1))
    assert "Bis 1. Dezember 2026 können Sie hier weiterschreiben." in text_of(
        browser.open(seal("canvases", here.canvas))
    )


def test_whoever_looks_after_the_event_reads_until_when_the_group_writes(app, browser, hall, work, seal):
    here = hall(ended(1))
    with work():
        link = make_access_link(here.event, Role.FACILITATOR)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], ACCESS_LINK, link.public_id)}")
    words = text_of(browser.open(seal("canvases", here.canvas)))
    assert "Die Gruppe kann hier mit ihrem Link bis zum 1. Dezember 2026 schreiben." in words
    assert "können Sie hier weiterschreiben" not in words


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ORGANIZER, Role.ADMIN])
@pytest.mark.parametrize("name", ["over for months", "cancelled", "postponed without a date"])
def test_whoever_looks_after_the_event_goes_on(app, browser, hall, work, seal, role, name):
    here = hall(CLOSED[name][0])
    with work():
        if role is Role.FACILITATOR:
            link = make_access_link(here.event, role)
        else:
            email = make_user(role, organisation_id=here.host if role is Role.ORGANIZER else None).email
    if role is Role.FACILITATOR:
        browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], ACCESS_LINK, link.public_id)}")
    else:
        sign_in(browser.client, email)
    address = seal("canvases", here.canvas)
    assert "Die Gruppe kann" in text_of(browser.open(address))
    assert browser.send(address, seen_version=2, f_vision="Vom Team ergänzt.").status_code == 303
    assert browser.send(address + "/status", status="approved").status_code == 303
    with work():
        canvas = queries.get_canvas(here.canvas)
        assert (canvas.status, canvas.values["vision"]) == ("approved", "Vom Team ergänzt.")


def test_a_right_at_another_event_opens_nothing(app, browser, hall, work, seal):
    here = hall(ended(200))
    with work():
        link = make_access_link(make_event(), Role.FACILITATOR)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], ACCESS_LINK, link.public_id)}")
    assert browser.send(seal("canvases", here.canvas), seen_version=2, f_vision="Fremd").status_code == 403


def test_a_door_link_of_the_event_writes_no_more_than_the_group(app, browser, hall, work, seal):
    here = hall(ended(200))
    with work():
        link = make_access_link(here.event)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], ACCESS_LINK, link.public_id)}")
    assert browser.send(seal("canvases", here.canvas), seen_version=2, f_vision="Einlass").status_code == 403


def test_who_writes_by_the_link_alone_is_the_group_whatever_else_they_may(app, browser, hall, work, seal):
    here = hall(ended(1))
    with work():
        link = make_access_link(here.event)
    browser.client.post(f"/link/{tokens.seal(app.config['SECRET_KEY'], ACCESS_LINK, link.public_id)}")
    assert browser.send(seal("canvases", here.canvas), seen_version=2, f_vision="Vom Einlass").status_code == 303
    with work():
        canvas = queries.get_canvas(here.canvas)
        assert queries.writings_of(canvas.id)[-1].actor_key == f"canvas:{here.canvas}"


def test_the_link_closes_with_the_day_in_the_zone_of_the_event(app, hall, work, seal):
    here = hall(ended(14))  # 4 November 2026, 10:00 in Berlin: the link writes through the 18th
    for moves, status in ((timedelta(hours=13, minutes=59), 303), (timedelta(minutes=1), 403)):
        clock.move_on(moves)
        browser = Browser(app.test_client())
        with work():
            seen = queries.get_canvas(here.canvas).version
        answer = browser.send(seal("canvases", here.canvas), seen_version=seen, f_vision=f"{status}")
        assert answer.status_code == status
