"""The hour that clocks skip is refused at its field in every form that asks for a time.

Of the hour that they show twice the first one is meant, and what was the second stays it while nobody touches it.
"""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.forms import sent_from
from tests.fuzzing.schema import forms_of
from tests.html import parsed, text_of
from tests.world import make_world
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.foundation.database import Model, session
from webapp.registration.queries import categories_of

SKIPPED, SHOWN_TWICE = date(2027, 3, 28), date(2027, 10, 31)
SAID = "fällt an dem Tag wegen der Zeitumstellung aus"
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def staff(app, work, now):
    """The desk of somebody who may open everything, in a world whose events last over that night."""
    with work():
        world = make_world(app)
        for slug in (*world.values["slug"], *world.values["draft"]):
            event = get_event(slug)
            event.starts_at = datetime(2027, 3, 28, 8, tzinfo=UTC)
            event.ends_at = datetime(2027, 3, 29, 16, tzinfo=UTC)
    client = app.test_client()
    assert sign_in(client, world.admin).status_code == 303
    return client, world


def asked_for_times(app, staff):
    """Page, action, name and type of each field with a time: of every form that has one."""
    client, world = staff
    with app.app_context():
        # What is shown of one event is shown of a draft too, and there may be more to say.
        drafts = [{"slug": slug} for slug in world.values["draft"]]
        paths = {
            path
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            for path in (*world.addresses_of(rule), *(_of_draft(rule, draft) for draft in drafts))
            if path
        }
    for path in sorted(paths | {"/manage/events/new?format=own"}):
        page = client.get(path, headers=GERMAN)
        if page.mimetype != "text/html" or page.status_code != 200:
            continue
        for form in forms_of(page.data):
            for each in form.iter("input"):
                if each.get("type") in {"datetime-local", "time"}:
                    yield path, urlsplit(form.get("action") or path).path, each.get("name"), each.get("type")


def _of_draft(rule, draft):
    if set(rule.arguments) != {"slug"} or not rule.rule.startswith("/manage"):
        return None
    return rule.build(draft)[1]


def typed(sent, name, kind, at="02:30"):
    """The same with a time of that night in one field, and others beside it that would do."""
    values = {key: list(each) for key, each in sent.items()}
    if kind == "datetime-local":
        values[name] = [f"{SKIPPED}T{at}"]
    else:
        values |= {"day": [str(SKIPPED)], "last_day": [""], "starts": ["01:30"], "ends": ["05:30"], name: [at]}
    usual = {"title": "Nachtschicht", "reason": "Sturm", "label_de": "Presse", "most_heads": "2"}
    chosen = {key: [each] for key, each in usual.items() if key in values and not values[key][0]}
    return {**values, **chosen, "once_key": [tokens.new_id()]}


def contents():
    """Every row of every table but those that only count requests."""
    tables = [each for each in Model.metadata.sorted_tables if each.name not in {"once_key", "sent_form", "guess"}]
    return {each.name: sorted(map(repr, session().execute(each.select()))) for each in tables}


def test_the_hour_that_clocks_skip_is_refused_at_the_field_in_every_form_that_asks_for_a_time(app, staff, work):
    client, seen = staff[0], set()
    for path, action, name, kind in list(asked_for_times(app, staff)):
        seen.add(name)
        untouched = sent_from(parsed(client.get(path, headers=GERMAN)), name)
        with work():
            before = contents()
        url = path if action == urlsplit(path).path else action
        refused = client.post(url, data=typed(untouched, name, kind), headers=GERMAN)
        assert refused.status_code == 422, (path, name)
        document = parsed(refused)
        (field,) = [each for each in document.iter("input") if each.get("name") == name]
        described = field.get("aria-describedby", "").split()
        assert SAID in " ".join(text_of(each) for each in document.iter() if each.get("id") in described), (path, name)
        assert refused.text.count(SAID) == 2, (path, name)  # in the summary and at the field, and at no other
        assert field.get("value").endswith("02:30")
        with work():
            assert contents() == before, (path, name)
        taken = client.post(url, data=typed(untouched, name, kind, "03:30"), headers=GERMAN)
        assert SAID not in taken.text, (path, name)
    assert seen >= {"closes_at", "opens_at", "submit_until", "starts", "ends"}


@pytest.mark.parametrize("is_second", [False, True], ids=["first", "second"])
def test_what_lies_in_the_hour_that_comes_twice_stays_there_when_something_else_is_saved(desk, work, read, is_second):
    hour = datetime(2027, 10, 31, 1 if is_second else 0, 30, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    with work():
        draft = {"status": "draft", "published_at": None, "registration_closes_at": hour - quarter}
        slug = make_event(host=desk.host, starts_at=hour, lasts=quarter, **draft).slug
        category = make_category(get_event(slug), closes_at=hour - quarter).public_id
    for path, marker in ((f"/events/{slug}/edit", "title"), (f"/events/{slug}/sign-up/categories/{category}", "kind")):
        page = parsed(desk.client.get(f"/manage{path}", headers=GERMAN))
        assert desk.send(path, {**sent_from(page, marker), "teaser": "Neu", "label_en": "New"}).status_code == 303
    kept = read(slug, lambda event: (event.teaser, event.starts_at, event.ends_at, event.registration_closes_at))
    assert kept == ("Neu", hour, hour + quarter, hour - quarter)
    assert read(slug, lambda event: categories_of(event.id)[0].closes_at) == hour - quarter


def test_of_the_hour_that_comes_twice_the_first_one_is_meant(desk, work, read):
    with work():
        slug = make_event(host=desk.host, starts_at=datetime(2027, 11, 3, 9, tzinfo=UTC)).slug
    page = parsed(desk.client.get(f"/manage/events/{slug}/edit", headers=GERMAN))
    typed_in = {**sent_from(page, "title"), "closes_at": f"{SHOWN_TWICE}T02:30"}
    assert desk.send(f"/events/{slug}/edit", typed_in).status_code == 303
    assert read(slug, lambda event: event.registration_closes_at) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
