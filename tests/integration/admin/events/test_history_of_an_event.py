"""Who changed what of an event, and when, in both languages; and who is told of another venue."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.events import services
from webapp.events.queries import get_event, history_of
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail


def edit(desk, slug, **typed):
    page = parsed(desk.client.get(f"/manage/events/{slug}/edit"))
    return desk.send(f"/events/{slug}/edit", {**sent_from(page, "title"), **typed})


def history(desk, slug, lang="de"):
    return parsed(desk.client.get(f"/manage/events/{slug}/history", headers={"Accept-Language": lang}))


@pytest.fixture
def event(desk, work):
    with work():
        return make_event("Werkstatt", host=desk.host, venue=make_venue(), teaser="Alt", audience=["Betriebe"]).slug


def test_each_save_is_one_entry_with_what_was_there_before(desk, work, event):
    with work():
        partner = make_organisation("Innung Holz")
    long = "Wir bauen gemeinsam an einer Idee, und am Ende steht sie. " * 3
    assert edit(desk, event, description=long).status_code == 303
    typed = {"teaser": "Neu", "partners": [partner.key], "series": "Werkstätten", "features": ["agenda"]}
    assert edit(desk, event, description=long.replace("bauen", "feilen", 1), **typed).status_code == 303
    assert edit(desk, event).status_code == 303  # nothing said otherwise is no entry
    with work():
        latest, _first = history_of(get_event(event).id)
        assert {one["field"] for one in latest.differences} == {
            "teaser",
            "description",
            "partners",
            "series_id",
            "features",
        }
    page = history(desk, event)
    said = text_of(page)
    assert "Person" in said  # who
    assert "Veranstaltungsreihe: Werkstätten" in said or "Reihe: Werkstätten" in said
    assert [text_of(each) for each in page.iter("del")][:2]
    assert {"feilen", "Neu", "Innung Holz"} <= {text_of(each).strip() for each in page.iter("ins")}
    assert "bauen" in {text_of(each).strip() for each in page.iter("del")}
    english = text_of(history(desk, event, "en"))
    assert "Partners: Innung Holz" in english
    assert "Changed" in english


def test_its_fate_is_told_with_its_reasons_and_dates(desk, work, event):
    with work():
        found, now = get_event(event), clock.now()
        starts_at = found.starts_at + timedelta(days=1)
        dates = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
        services.postpone_event(event=found, now=now, reason="Saal belegt", **dates)
        services.change_capacity(event=found, capacity=99)
        services.cancel_event(event=found, now=now, reason="Sturm")
    said = text_of(history(desk, event))
    assert said.index("Sturm") < said.index("99") < said.index("Saal belegt")
    assert "Beginn: Mi., 25. November 2026" in " ".join(said.split())
    assert "automatisch" in said


def test_the_history_asks_the_database_no_more_for_more_entries(app, desk, event):
    def ask():
        with counted(app) as seen:
            desk.page(f"/events/{event}/history")
        return len(seen)

    edit(desk, event, teaser="1")
    before = ask()
    for word in ("2", "3"):
        edit(desk, event, teaser=word)
    assert ask() == before


@pytest.mark.parametrize(("tells", "mails"), [("all", 2), ("coming", 1), ("nobody", 0)])
def test_of_another_venue_those_are_told_whom_the_desk_chose(desk, work, event, tells, mails):
    with work():
        found = get_event(event)
        make_registration(found, "Kim")
        make_registration(found, "Ada", confirmed=False)
        other = make_venue(name="Rathaus", city="Chemnitz").public_id
    page = desk.page(f"/events/{event}/edit").replace("\u00a0", " ")
    assert "2 Personen eine E-Mail schicken" in page
    assert "1 Person mit Platz eine E-Mail schicken" in page
    unsaid = edit(desk, event, venue=other)
    assert unsaid.status_code == 422
    assert "wer erfahren soll" in unsaid.text
    assert f'value="{other}" selected' in unsaid.text or f'selected value="{other}"' in unsaid.text
    assert edit(desk, event, venue=other, tells=tells).status_code == 303
    with work():
        told = session().scalars(select(OutboxMail).where(OutboxMail.kind == "event_changed")).all()
        assert len(told) == mails
        assert get_event(event).sequence == 1


def test_whoever_changes_something_else_is_asked_nothing(desk, work, event):
    with work():
        make_registration(get_event(event))
    assert edit(desk, event, teaser="Anders").status_code == 303
    with work():
        services.update_event(event=get_event(event), now=clock.now(), venue=None)
    assert "Wenn sich Ort oder Link ändern" in desk.page(f"/events/{event}/edit")
