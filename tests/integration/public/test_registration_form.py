"""The registration form: one screen, what was typed stays, and it tells nobody who is registered."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.office import publish_text
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.office.types import TextKind
from webapp.public import mailbox_access
from webapp.registration import services
from webapp.registration.models import Consent, Registration

pytestmark = pytest.mark.usefixtures("now")
GERMAN, ENGLISH = {"Accept-Language": "de"}, {"Accept-Language": "en"}


@pytest.fixture
def address(work):
    """The form's address for an event with these values and so many who are registered."""

    def make(registered=0, **values):
        with work():
            event = make_event(**values)
            for _ in range(registered):
                make_registration(event)
            return f"/events/{event.slug}/register"

    return make


@pytest.fixture
def send(client):
    numbers = iter(range(1000))

    def post(address, headers=ENGLISH, **changes):
        typed = {"name": "Kim Muster", "email": "kim@example.org", "organisation": "Holz GmbH", "consent": "y"}
        hidden = {"privacy_version": "none", "once_key": f"key{next(numbers)}"}
        sent = {**typed, **hidden, **changes}
        return client.post(address, data={k: v for k, v in sent.items() if v is not None}, headers=headers)

    return post


def count(work, model):
    with work():
        return session().scalar(select(func.count()).select_from(model))


TICKET = {"de": "Dorthin schicken wir Ihr Ticket.", "en": "We’ll send your ticket there."}
LETTER = {"de": "Dorthin schreiben wir Ihnen.", "en": "We’ll write to you there."}


@pytest.mark.parametrize(
    ("registered", "needs_approval", "categories", "promised"),
    [
        (0, False, [], TICKET),
        (1, False, [], LETTER),
        (0, True, [], LETTER),
        (1, True, [], LETTER),
        (0, False, [{}, {"capacity": 3}], TICKET),
        (0, False, [{}, {"capacity": 0}], LETTER),
        (0, False, [{}, {"needs_approval": True}], LETTER),
    ],
)
def test_a_ticket_is_promised_only_where_a_place_is_to_be_had_at_once(
    work, client, registered, needs_approval, categories, promised
):
    with work():
        event = make_event(capacity=max(registered, 1))
        for _ in range(registered):
            make_registration(event)
        if needs_approval:
            services.set_up(event=event, needs_approval=True)
        for number, category in enumerate(categories):
            make_category(event, label={"de": f"Gruppe {number}"}, **category)
        address = f"/events/{event.slug}/register"
    for lang in ("de", "en"):
        said = text_of(parsed(client.get(address, headers={"Accept-Language": lang})))
        assert [text in said for text in (TICKET[lang], LETTER[lang])] == [promised is TICKET, promised is LETTER]


def test_the_form_asks_for_no_more_than_it_needs(client, address):
    document = parsed(client.get(address(), headers=ENGLISH))
    folded = {field for fold in document.iter("details") for field in fold.iter("input")}
    inputs = [field for field in document.iter("input") if field.get("type") != "hidden" and field not in folded]
    fields = {field.get("name"): field for field in inputs}
    assert list(fields) == ["name", "email", "organisation", "consent"]
    assert fields["name"].get("autocomplete") == "name"
    assert (fields["email"].get("type"), fields["email"].get("autocomplete")) == ("email", "email")
    said = text_of(document)
    assert "10 places are still free." in said
    assert "25 November 2026" in said.replace("\u00a0", " ")
    assert [link for link in document.iter("a") if link.get("href") == "/privacy"]


def test_the_form_is_kept_by_no_cache(client, address):
    answer = client.get(address())
    assert "ETag" not in answer.headers
    assert "Cookie" in answer.headers.get("Vary", "") or answer.headers.get("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    ("registered", "said", "button"),
    [
        (1, "You would be first on the waiting list.", "Join the waiting list"),
        (2, "There is 1 registration (1 person) ahead of you on the waiting list.", "Join the waiting list"),
        (4, "There are 3 registrations (3 people) ahead of you on the waiting list.", "Join the waiting list"),
        (0, "1 place is still free.", "Register"),
    ],
)
def test_it_says_how_full_it_is(client, address, registered, said, button):
    document = parsed(client.get(address(registered, capacity=1), headers=ENGLISH))
    assert said in text_of(document)
    assert button in [text_of(each) for each in document.iter("button")]


def test_without_limit_no_number_is_named(client, address):
    assert "still free" not in client.get(address(capacity=None), headers=ENGLISH).text


@pytest.mark.both
def test_sending_it_registers_and_says_what_happens_next(client, address, send, work):
    answer = send(address())
    assert answer.status_code == 303
    page = client.get(answer.location, headers=ENGLISH)
    said = text_of(parsed(page))
    assert "We are sending an email to kim@example.org." in said
    assert "The place is kept for you until 10:30." in said.replace("\u00a0", " ")
    assert page.headers["Cache-Control"] == "no-store"
    with work():
        found = session().scalar(select(Registration))
        assert (found.name, found.organisation, found.language) == ("Kim Muster", "Holz GmbH", "en")
        assert session().scalar(select(Consent.version)) == "none"
    again = text_of(parsed(client.get(answer.location, headers=ENGLISH)))
    assert "kim@example.org" not in again  # a link passed on names nobody
    assert "We are sending you an email." in again


def test_when_full_the_page_names_the_position(client, address, send):
    answer = send(address(3, capacity=1))
    said = text_of(parsed(client.get(answer.location, headers=ENGLISH)))
    assert "you’ll be number 3 on the waiting list" in said


@pytest.mark.parametrize("capacity", [5, 1], ids=["room", "full"])
def test_a_second_try_looks_like_the_first_and_makes_a_mail(client, address, send, work, capacity):
    place = address(1, capacity=capacity)
    pages = []
    for email in ("kim@example.org", "KIM@example.org", "robin@example.org"):
        answer = send(place, email=email)
        page = client.get(answer.location, headers=ENGLISH).text.replace(email, "…")
        pages.append(re.sub(r"register/[\w.-]+|value=\"[^\"]+\"|number \d+ on", "", page))
    assert pages[0] == pages[1] == pages[2]
    assert count(work, Registration) == 3
    with work():
        statement = select(OutboxMail.kind).where(OutboxMail.recipient == "kim@example.org")
        assert set(session().scalars(statement)) == {"confirmation_asked", "repeated"}


def test_the_same_form_sent_twice_makes_one_registration(address, send, work):
    place = address()
    first, second = (send(place, once_key="the same") for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert (count(work, Registration), count(work, OutboxMail)) == (1, 1)
    assert send(place, once_key="the same", name="Robin").status_code == 409


def test_without_a_key_nothing_is_done(address, send, work):
    assert send(address(), once_key="").status_code == 422
    assert count(work, Registration) == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "name", "Please enter your name."),
        ({"name": "x" * 161}, "name", "Please shorten your name to 160 characters."),
        ({"email": ""}, "email", "Please enter your email address."),
        ({"email": "kim@"}, "email", "Please check the email address, as in name@example.org."),
        ({"organisation": "x" * 201}, "organisation", "Please shorten this to 200 characters."),
        ({"consent": None}, "consent", "Please read the privacy notice and tick the box."),
        ({"privacy_version": "old"}, "consent", "The privacy notice has changed."),
    ],
)
def test_what_cannot_be_taken_is_said_on_top_and_at_the_field_and_stays_typed(
    address, send, work, changes, field, sentence
):
    answer = send(address(), **changes)
    assert answer.status_code == 422
    document = parsed(answer)
    (summary,) = [each for each in document.iter("div") if each.get("id") == "error-summary"]
    links = {link.get("href"): text_of(link) for link in summary.iter("a")}
    assert list(links) == [f"#{field}"]
    assert sentence in links[f"#{field}"]
    assert text_of(document).count(sentence) == 2
    controls = {each.get("name"): each for each in document.iter("input")}
    assert controls[field].get("aria-invalid") == "true"
    if field != "email":
        assert controls["email"].get("value") == "kim@example.org"
    assert controls["privacy_version"].get("value") == "none"
    assert count(work, Registration) == 0


def test_an_empty_form_names_every_field_in_order(address, send):
    answer = send(address(), name=None, email=None, organisation=None, consent=None)
    document = parsed(answer)
    (summary,) = [each for each in document.iter("div") if each.get("id") == "error-summary"]
    assert [link.get("href") for link in summary.iter("a")] == ["#name", "#email", "#consent"]


def test_a_changed_privacy_notice_is_ticked_anew(address, send, work):
    with work():
        publish_text(TextKind.PRIVACY, "Neue Fassung")
    document = parsed(send(address()))
    controls = {each.get("name"): each for each in document.iter("input")}
    assert controls["consent"].get("checked") is None
    assert re.fullmatch(r"[0-9a-f]{12}", controls["privacy_version"].get("value"))


def test_too_many_mails_to_one_address_are_refused_at_the_field(address, send, work):
    places = [address() for _ in range(4)]
    answers = [send(place) for place in places]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 422]
    assert "We’ve sent several emails to this address recently." in text_of(parsed(answers[3]))
    assert count(work, Registration) == 3


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": "cancelled", "status_reason": "Sturm"}, "Diese Veranstaltung ist abgesagt"),
        ({"status": "postponed", "status_reason": "Sturm"}, "Diese Veranstaltung ist verschoben"),
        ({"starts_in": timedelta(days=-1)}, "Diese Veranstaltung ist vorbei."),
        ({"features": []}, "Kommen Sie einfach"),
        ({"starts_in": timedelta(minutes=-5), "contact_email": "mia@example.org"}, "Die Anmeldung ist geschlossen"),
    ],
    ids=["cancelled", "postponed", "past", "not needed", "closed"],
)
def test_a_shut_event_says_why_kindly_and_takes_nobody(client, address, send, work, values, said):
    place = address(**values)
    page = client.get(place, headers=GERMAN)
    assert page.status_code == 200
    document = parsed(page)
    assert said in text_of(document)
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    refused = send(place, headers=GERMAN)
    assert refused.status_code == 409
    assert said in text_of(parsed(refused))
    assert count(work, Registration) == 0


def test_the_deadline_is_named_in_the_events_own_zone(client, address):
    place = address(registration_closes_at=clock.now() - timedelta(hours=1))
    assert "Mi., 18. November 2026, 9:00 Uhr" in text_of(parsed(client.get(place, headers=GERMAN))).replace(
        "\u00a0", " "
    ).replace("09:00", "9:00")


def test_a_draft_and_an_unknown_event_are_not_there(client, address, send):
    for place in (address(status="draft"), "/events/nowhere/register"):
        assert client.get(place).status_code == 404
        assert send(place).status_code == 404


def test_a_receipt_of_another_event_or_a_changed_one_tells_nothing(client, address, send):
    one, two = address(), address()
    receipt = send(one).location.rpartition("/")[2]
    assert client.get(f"{one}/{receipt}").status_code == 200
    for wrong in (f"{two}/{receipt}", f"{one}/{receipt}x", f"{one}/x"):
        assert client.get(wrong).status_code == 404


def test_the_mailbox_is_offered_only_where_the_program_is_tried_out(app, address, send, client):
    place = send(address()).location
    assert "/mailbox" not in client.get(place).text
    object.__setattr__(app.config["SETTINGS"], "base_url", "http://localhost:8123")
    page = client.get(place, base_url="http://localhost:8123", headers=ENGLISH)
    assert 'href="/mailbox"' not in page.text
    assert "The server printed the link" in page.text
    with app.app_context():
        client.set_cookie(mailbox_access.COOKIE, mailbox_access.key(), domain="localhost")
    page = client.get(place, base_url="http://localhost:8123", headers=ENGLISH)
    assert 'href="/mailbox"' in page.text


@pytest.mark.both
@pytest.mark.parametrize(("capacity", "shown", "sent"), [(100, 3, 11), (1, 4, 15)], ids=["room", "full"])
def test_the_form_costs_few_queries_however_many_are_registered(app, client, address, send, capacity, shown, sent):
    places = [address(count, capacity=capacity) for count in (2, 6)]
    for costs, act in ((shown, client.get), (sent, send)):
        seen = []
        for place in places:
            with counted(app) as statements:
                act(place)
            seen.append(len(statements))
        assert seen == [costs, costs], "\n".join(statements)


def test_where_people_wait_for_places_that_are_free_the_page_says_who_comes_first(client, work):
    with work():
        event = make_event(capacity=3)
        make_registration(event, heads=people("Ada", "Ben"))
        make_registration(event, heads=people("Cyd", "Dana"))
        form = f"/events/{event.slug}/register"
    page = text_of(parsed(client.get(form, headers=GERMAN)))
    assert "Noch 1 Platz ist frei. Zuerst kommt dran, wer schon wartet." in page.replace("\u00a0", " ")
    sent = {"name": "Fay", "email": "fay@example.org", "consent": "y", "privacy_version": "none", "once_key": "fay"}
    next_page = client.get(client.post(form, data=sent).location, headers=GERMAN)
    said = text_of(parsed(next_page)).replace("\u00a0", " ")
    assert "Für Sie ist noch kein Platz frei. Mit Ihrer Bestätigung stehen Sie auf Platz 2 der Warteliste." in said
