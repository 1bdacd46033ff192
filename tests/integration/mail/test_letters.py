"""Every letter in both languages, as text and as HTML: complete, understandable, and nobody breaks out of it."""

import re
from datetime import timedelta

import html5lib
import pytest
from flask import g
from jinja2 import StrictUndefined

from tests.factories.events import make_event, make_venue
from tests.factories.mail import STARTS, make_all_kinds
from tests.factories.registration import make_registration
from webapp.events import services as events
from webapp.events import wording
from webapp.foundation import clock
from webapp.foundation.http import formats, language
from webapp.mail.letters import rendering
from webapp.mail.types import MailKind

pytestmark = pytest.mark.usefixtures("now")

EVIL = "<script>alert(1)</script>\"'&"
SUBJECTS = {
    "de": {
        "confirmation_asked": "Bitte bestätigen Sie Ihre Anmeldung: 2. Zukunftswerkstatt, 6.\u00a0Mai, Mittweida",
        "seat_confirmed": "Ihr Platz ist bestätigt: 2. Zukunftswerkstatt, 6.\u00a0Mai, Mittweida",
    },
    "en": {
        "confirmation_asked": "Please confirm your registration: 2. Zukunftswerkstatt, 6\u00a0May, Mittweida",
        "seat_confirmed": "Your place is confirmed: 2. Zukunftswerkstatt, 6\u00a0May, Mittweida",
    },
}


@pytest.fixture
def strict(app):
    app.jinja_env.undefined = StrictUndefined
    return app


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "values",
    [{}, {"contact_name": "Mia Beispiel", "contact_email": "mia@example.org", "bring": ["Ticket", "Stift"]}],
    ids=["bare", "full"],
)
def test_each_letter_is_complete_in_both_languages(strict, work, outbox, lang, values):
    with work():
        make_all_kinds(lang, **values)
        mails = outbox()
        assert {mail.kind for mail in mails} == {kind.value for kind in MailKind}
        for mail in mails:
            assert mail.language == lang
            parser = html5lib.HTMLParser(strict=True)
            parser.parse(mail.html)
            for said in (mail.subject, mail.text, mail.html):
                assert not re.search(r"[{}%]\(|\{\{|%\(|None|Undefined", said.partition("</style>")[2] or said), said
            assert f'<html lang="{lang}">' in mail.html
            assert ("http://localhost/events/" in mail.text) == (mail.kind not in {"calendar", "sender_test"})
            assert "\n\n\n" not in mail.text
            foreign = "Hello|Please|Your|You" if lang == "de" else "Guten|Bitte|Sie|Ihr"
            assert not re.search(rf"\b({foreign})\b", mail.text + mail.subject), mail.text
            if values:
                assert "mia@example.org" in mail.text
                assert mail.reply_to == "mia@example.org"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_subject_carries_the_fact(work, outbox, lang):
    with work():
        make_registration(make_event("2. Zukunftswerkstatt", venue=make_venue(), starts_at=STARTS), language=lang)
        found = {mail.kind: mail.subject for mail in outbox()}
    assert found == SUBJECTS[lang]


@pytest.mark.parametrize(("lang", "days"), [("de", "6.–8.\u00a0Mai"), ("en", "6–8\u00a0May")])
def test_the_subject_names_all_days_of_an_event(work, outbox, lang, days):
    with work():
        event = make_event("Messe", venue=make_venue(), starts_at=STARTS, ends_at=STARTS + timedelta(days=2))
        make_registration(event, language=lang)
        assert f": Messe, {days}, Mittweida" in outbox()[-1].subject


def test_the_letter_with_the_ticket_says_what_when_where_what_to_bring_and_how_to_change(work, outbox):
    with work():
        event = make_event(venue=make_venue(), starts_at=STARTS, bring=["Ticket", "Notizblock"])
        make_registration(event, "Kim Muster")
        mail = outbox()[-1]
        host = event.host.name
    for part in (
        "Guten Tag Kim Muster",
        "http://localhost/t/",
        "Do., 6. Mai 2027, 15:00–17:00 Uhr",
        "Haus der Wirtschaft, Am Markt 1, 09648\u00a0Mittweida",
        "– Ticket\n– Notizblock",
        f"http://localhost/events/{event.slug}.ics",
        "http://localhost/registrations/",
        host,
    ):
        assert part.replace("\u00a0", " ") in mail.text.replace("\u00a0", " ").replace("\u202f", " "), part


def test_what_people_typed_is_escaped_in_the_html_and_plain_in_the_text(work, outbox):
    with work():
        venue = make_venue(name=EVIL)
        event = make_event(EVIL, venue=venue, bring=[EVIL], contact_name=EVIL)
        make_registration(event, EVIL)
        events.cancel_event(event=event, now=clock.now(), reason=EVIL)
        for mail in outbox():
            assert "<script>" not in mail.html
            assert EVIL in mail.text


def test_a_stranger_cannot_put_words_into_a_mail_to_somebody_else(work, outbox):
    with work():
        make_registration(make_event(), "Buy at evil.example.com", confirmed=False, organisation="evil.example.com")
        (mail,) = outbox()
    assert "evil" not in mail.subject + mail.text + mail.html + mail.recipient_name


def test_a_title_with_percent_signs_and_braces_is_no_pattern(work, outbox):
    with work():
        make_registration(make_event("100 %(what)s {{ 7*7 }} %s"))
        assert all("100 %(what)s {{ 7*7 }} %s" in mail.subject for mail in outbox())


def test_a_foreign_title_carries_its_language(work, outbox):
    with work():
        make_registration(make_event("Werkstatt"), language="en", confirmed=False)
        assert '<h1 lang="de">Werkstatt</h1>' in outbox()[0].html


def test_a_letter_knows_nothing_of_the_page_that_causes_it(app, work):
    with work():
        event = make_event()
        with app.test_request_context("/?lang=en"):
            assert language.current() == "en"
            letter = rendering.write(MailKind.CANCELLED, event, "de", had_place=True, link="")
            assert "Sie sind abgemeldet" in letter.text
            assert (language.current(), g.language) == ("en", "en")
        with app.test_request_context("/"):
            g.pop("language")
            rendering.write(MailKind.CANCELLED, event, "en", had_place=False, link="")
            assert "language" not in g


def test_where_leaves_out_what_is_unknown(work):
    with work():
        assert wording.where(make_event()) == ""
        assert wording.where(make_event(venue=make_venue(street="", postcode=""))) == "Haus der Wirtschaft, Mittweida"


@pytest.mark.parametrize(("lang", "planned"), [("de", "Geplant war"), ("en", "It was planned for")])
def test_letters_name_no_date_that_is_off(work, lang, planned):
    with work():
        event = make_event(venue=make_venue(), status="postponed")
        letter = rendering.write(MailKind.CANCELLED, event, lang, had_place=True, link="")
        span = formats.span(event.starts_at, event.ends_at, event.zone, lang)
        assert f"{planned} {span}." in letter.text
        assert letter.subject.endswith(": Zukunftswerkstatt, Mittweida")
        told = rendering.write(MailKind.EVENT_POSTPONED, event, lang, reason="Sturm", link="")
        assert "steht noch nicht fest" not in told.text
        assert span in told.text


def test_a_value_filled_in_is_escaped_in_the_html():
    letter = rendering.Letter("s", "to X", "<a href='X'>")
    assert rendering.fill(letter, {"X": "<&>"}) == rendering.Letter("s", "to <&>", "<a href='&lt;&amp;&gt;'>")


def test_the_operators_colour_is_the_letters(app, work, outbox):
    with work():
        make_registration(make_event(), confirmed=False)
        assert "#0b5a66" in outbox()[0].html
