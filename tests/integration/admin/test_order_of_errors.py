"""The summary of errors names what must be mended in the order of the page, in every form."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.factories.stations import make_group, make_station
from tests.html import parsed
from tests.integration.admin.addresses import addresses_of

_LONG = "x" * 40_000
_REFUSED = ("", _LONG, "31.02.2027", "-1")


@pytest.fixture
def paths(app, work, desk):
    with work():
        event = make_event(host=desk.host, starts_in=timedelta(days=60))
        make_item(event)
        make_group(make_station(event))
        make_registration(event, heads=people("Kim Muster", "Ina"))
        make_category(event)
        draft = make_event(host=desk.host, status="draft", published_at=None)
        slugs = event.slug, draft.slug
    with app.app_context():
        found = {each.path for slug in slugs for each in addresses_of(app, slug, whole=True) if each.is_real}
    return sorted(found | {"/manage/events/new?format=future_workshop", "/manage/calendar", "/manage/tenders/new"})


def _sent(document, value):
    """Every field of the page's longest form with this value, hidden ones as they are."""
    (main,) = document.iter("main")  # in front of it one signs out
    forms = [each for each in main.iter("form") if each.get("method", "").lower() == "post"]
    if not forms:
        return None
    form = max(forms, key=lambda each: len(list(each.iter("input"))) + len(list(each.iter("textarea"))))
    told = {}
    for field in (each for tag in ("input", "textarea", "select") for each in form.iter(tag)):
        if name := field.get("name"):
            told[name] = field.get("value", "") if field.get("type") == "hidden" else value
    return form.get("action"), told


def test_errors_stand_in_the_order_of_the_page(desk, paths):
    wrong, several = [], 0
    for path in paths:
        answer = desk.client.get(path, headers={"Accept-Language": "de"})
        if answer.status_code != 200 or not answer.data.startswith(b"<!DOCTYPE html>"):
            continue
        for value in _REFUSED:
            if (sent := _sent(parsed(answer), value)) is None:
                break
            refused = desk.client.post(sent[0] or path, data=sent[1], headers={"Accept-Language": "de"})
            if refused.status_code != 422:
                continue
            document = parsed(refused)
            summary = next((each for each in document.iter("div") if each.get("id") == "error-summary"), None)
            if summary is None:
                continue
            named = [link.get("href")[1:] for link in summary.iter("a")]
            order = [each.get("id") for each in document.iter() if each.get("id")]
            places = [order.index(each) for each in named]
            several += len(places) > 1
            if places != sorted(places):
                wrong.append((path, [order[place] for place in sorted(places)]))
    assert not wrong, "\n".join(sorted({f"{path}: {named}" for path, named in wrong}))
    assert several >= 20
