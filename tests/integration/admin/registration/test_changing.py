from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_served_measure, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.plans import make_goal
from webapp.agenda.queries import items_of
from webapp.events.queries import get_event, get_whole_event
from webapp.events.services import add_partner, link_measure

# The day before summer time begins; a move over that night must keep the hours on the wall.
SATURDAY = datetime(2027, 3, 27, 14, 0, tzinfo=UTC)


@pytest.fixture
def draft(desk, work) -> str:
    with work():
        event = make_event("Entwurf", status="draft", published_at=None, starts_at=SATURDAY, host=desk.host)
        make_item(event, begins=30)
        return event.slug


def said(desk, **changes):
    return {
        "title": "Entwurf",
        "day": "2027-03-27",
        "starts": "15:00",
        "ends": "17:00",
        "venue": "",
        "language": "de",
        "closes_at": "",
        "host": desk.host.key,
        "features": ["registration", "agenda"],
        **changes,
    }


def test_the_form_shows_what_is_known(desk, work):
    with work():
        measure, partner = make_served_measure("Parkausweis"), make_organisation("Innung Beispiel")
        event = make_event(
            "Dialog <1>",
            status="draft",
            host=desk.host,
            starts_at=SATURDAY,
            venue=make_venue(),
            teaser="Kommen Sie",
            audience=["Betriebe", "Schulen"],
            registration_closes_at=SATURDAY - timedelta(days=1),
        )
        link_measure(event=event, measure_id=measure.id, reason="weil")
        add_partner(event=event, organisation_id=partner.id)
        slug, key = event.slug, partner.key
    page = desk.page(f"/events/{slug}/edit")
    for text in (
        'value="Dialog &lt;1&gt;"',
        'value="2027-03-27"',
        'value="15:00"',
        'value="17:00"',
        'value="2027-03-26T15:00"',
        "Betriebe\nSchulen",
        'value="weil"',
        f'selected value="{measure.slug}"',
    ):
        assert text in page
    assert f'value="{key}" checked' in page.replace("\n", " ")


def test_everything_can_be_changed_and_the_programme_moves_along(desk, work, draft):
    with work():
        measure, partner, venue = make_served_measure(), make_organisation(), make_venue()
    answer = desk.send(
        f"/events/{draft}/edit",
        said(
            desk,
            title="Neuer Titel",
            day="2027-03-28",
            teaser="Kurz",
            description="# Viel\r\nText",
            audience="Betriebe\n\nSchulen ",
            closes_at="2027-03-20T12:00",
            capacity="12",
            venue=venue.public_id,
            partners=[partner.key],
            **{"measures-1-measure": measure.slug, "measures-1-reason": "weil"},
        ),
    )
    assert answer.location == "/manage/events/neuer-titel"
    with work():
        event = get_whole_event("neuer-titel")
        (item,) = items_of(event.id)
        assert event.starts_at == SATURDAY + timedelta(hours=23)
        assert item.starts_at == event.starts_at + timedelta(minutes=30)
        assert (event.teaser, event.description, event.audience) == ("Kurz", "# Viel\nText", ["Betriebe", "Schulen"])
        assert event.registration_closes_at == datetime(2027, 3, 20, 11, 0, tzinfo=UTC)
        assert (event.pool.capacity, event.venue_id, event.features) == (12, venue.id, ["registration", "agenda"])
        assert [link.measure_id for link in event.measures] == [measure.id]
        assert [one.organisation_id for one in event.partners] == [partner.id]
    desk.send("/events/neuer-titel/edit", said(desk, title="Neuer Titel"))
    with work():
        event = get_whole_event("neuer-titel")
        assert (event.measures, event.partners, event.venue, event.registration_closes_at) == ([], [], None, None)


def test_a_published_events_date_and_address_stay(desk, work):
    with work():
        event = make_event("Alt", starts_at=SATURDAY, host=desk.host, capacity=10)
        slug = event.slug
    page = desk.page(f"/events/{slug}/edit")
    assert 'name="day"' not in page
    assert 'name="capacity"' not in page
    desk.send(f"/events/{slug}/edit", said(desk, title="Neu", day="2030-01-01", capacity="1"))
    with work():
        event = get_event(slug)
        assert (event.title, event.starts_at, event.sequence) == ("Neu", SATURDAY, 1)
        assert event.pool.capacity == 10


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"teaser": "x" * 301}, "Bitte kürzen Sie auf höchstens 300\u00a0Zeichen."),
        ({"closes_at": "2027-03-28T02:30"}, "Diese Stunde fällt an dem Tag wegen der Zeitumstellung aus."),
        ({"closes_at": "irgendwann"}, "Bitte wählen Sie Tag und Uhrzeit."),
        ({"closes_at": "9999-12-31T23:59"}, "Bitte prüfen Sie das Jahr."),
        ({"audience": "\n".join(str(number) for number in range(31))}, "Bitte nennen Sie höchstens 30."),
        ({"bring": "x" * 201}, "Bitte kürzen Sie jede Zeile auf höchstens 200\u00a0Zeichen."),
    ],
)
def test_bad_details_are_named_and_kept(desk, read, draft, changes, sentence):
    answer = desk.send(f"/events/{draft}/edit", said(desk, contact_name="Kim Beispiel", **changes))
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert 'value="Kim Beispiel"' in answer.text
    assert read(draft, lambda event: event.contact_name) == ""


def test_a_foreign_host_can_not_be_chosen_but_a_present_one_stays(desk, other_desk, work, draft):
    refused = desk.send(f"/events/{draft}/edit", said(desk, host=other_desk.host.key))
    assert refused.status_code == 422


def test_the_cockpit_says_what_is_missing_and_where_to_do_it(desk, draft):
    page = desk.page(f"/events/{draft}")
    assert f"/manage/events/{draft}/edit#teaser" in page
    assert "Vor dem Veröffentlichen" in page
    english = desk.page(f"/events/{draft}", lang="en")
    assert "Before you publish" in english


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_in": timedelta(days=3)}, "Bevor es losgeht"),
        ({"starts_in": timedelta(hours=-1)}, "Für den Tag"),
        ({"starts_in": timedelta(days=-3)}, "Nach der Veranstaltung"),
        ({"status": "cancelled", "status_reason": "Sturmwarnung"}, "Sturmwarnung"),
        ({"status": "postponed", "status_reason": "Krankheit"}, "der neue Termin steht noch nicht fest"),
    ],
)
def test_each_phase_has_its_own_cockpit(desk, work, values, words):
    with work():
        make_goal()  # without any plan, nothing is asked of what it served
        slug = make_event(host=desk.host, **values).slug
    assert words in desk.page(f"/events/{slug}")


def test_the_list_knows_drafts_and_past_and_finds(desk, other_desk, work):
    with work():
        for number in range(30):
            make_event(f"Tag {number}", host=desk.host, starts_in=timedelta(days=1 + number))
        make_event("Entwurf", host=desk.host, status="draft")
        make_event("Vorbei", host=desk.host, starts_in=timedelta(days=-9))
        make_event("Länger vorbei", host=desk.host, starts_in=timedelta(days=-20))
        make_event("Abgesagt", host=desk.host, status="cancelled")
        make_event("Fremd", host=other_desk.host)
    assert desk.page("/events").count('class="dw-event__title"') == 25
    assert desk.page("/events?page=2").count('class="dw-event__title"') == 5
    assert desk.page("/events?page=99").count('class="dw-event__title"') == 5
    assert "Entwurf" in desk.page("/events?show=drafts")
    past = desk.page("/events?show=past")
    assert past.index("Vorbei") < past.index("Länger vorbei")
    assert "Tag 7" in desk.page("/events?q=tag+7")
    assert "Nichts gefunden" in desk.page("/events?q=nirgends")
    assert "Fremd" not in desk.page("/events?q=fremd")
