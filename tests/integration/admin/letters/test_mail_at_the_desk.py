"""The desk's mail: what went out and what didn't, own words with a preview, and words for many."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.html import parsed, text_of, tree_of
from tests.queries import counted
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.bins import empty_bins
from webapp.foundation.database import session
from webapp.mail import queries, services
from webapp.mail.mailings import announcing
from webapp.mail.models import Mailing, OutboxMail
from webapp.mail.outbox.bounces import read_report, take_report
from webapp.mail.types import MailKind
from webapp.registration.queries import get_by_public_id


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, capacity=10, starts_at=clock.now() + timedelta(days=10)).slug


def said(page):
    return text_of(tree_of(page)).replace("\u00a0", " ")


def fail(work, problem="recipient refused: 550", **where):
    with work():
        session().execute(update(OutboxMail).filter_by(**where).values(state="set_aside", last_problem=problem))


def mails(work, **where):
    with work():
        return list(session().scalars(select(OutboxMail).filter_by(**where).order_by(OutboxMail.id)))


def test_the_outbox_shows_what_became_of_each_mail(desk, work, slug):
    assert "Noch keine E-Mail" in said(desk.page(f"/events/{slug}/mail"))
    with work():
        make_registration(get_event(slug), email="kim@example.org")
        make_registration(get_event(slug), email="ben@example.org")
    fail(work, recipient="kim@example.org", kind="seat_confirmed")
    page = said(desk.page(f"/events/{slug}/mail"))
    assert "1 E-Mail ließ sich nicht zustellen" in page
    assert "Der Mailserver dieser Adresse nimmt keine E-Mails für sie an." in page
    assert "550" in page
    only = said(desk.page(f"/events/{slug}/mail?status=set_aside"))
    assert "kim@example.org" in only
    assert "ben@example.org" not in only
    assert "ben@example.org" in said(desk.page(f"/events/{slug}/mail?q=ben"))


def test_what_failed_is_tried_again_and_what_arrived_goes_as_a_new_mail(desk, work, slug):
    with work():
        make_registration(get_event(slug), email="ben@example.org", confirmed=False)
        make_registration(get_event(slug), email="kim@example.org")
    first, _question, second = mails(work)
    fail(work, public_id=first.public_id)
    with work():
        session().execute(update(OutboxMail).filter_by(public_id=second.public_id).values(state="sent"))
    for mail in (first, second):
        assert desk.send(f"/events/{slug}/mail/{mail.public_id}/again").status_code == 303
    again = mails(work)
    assert [mail.state for mail in again] == ["waiting", "waiting", "sent", "waiting"]
    assert again[0].message_id == first.message_id
    assert again[3].message_id != second.message_id
    assert (again[3].subject, again[3].text) == (second.subject, second.text)


def test_what_is_no_longer_true_is_not_offered_and_not_sent_again(desk, work, slug):
    with work():
        made = make_registration(get_event(slug), email="kim@example.org")
        where = f"/events/{slug}/registrations/{made.public_id}"
        question, tickets = session().scalars(select(OutboxMail.public_id).order_by(OutboxMail.id))
        session().execute(update(OutboxMail).values(state="sent"))
    clock.move_on(timedelta(minutes=1))
    for page in (desk.page(f"/events/{slug}/mail"), desk.page(where)):
        assert f"{tickets}/again" in page
        assert f"{question}/again" not in page
    with work():
        cancel(get_by_public_id(made.public_id))
    fail(work, public_id=tickets)
    for mail in (question, tickets):
        assert desk.send(f"/events/{slug}/mail/{mail}/again").status_code == 303
    assert "Sie wurde deshalb nicht noch einmal gesendet" in said(desk.page(where))
    desk.send(f"/events/{slug}/mail/again")
    assert "Was in 1 E-Mail steht, gilt nicht mehr" in said(desk.page(where))
    assert [mail.state for mail in mails(work)] == ["sent", "set_aside", "waiting"]


def test_all_that_failed_is_tried_again_at_once(desk, work, slug):
    with work():
        for _ in range(3):
            make_registration(get_event(slug), confirmed=False)
    fail(work)
    desk.send(f"/events/{slug}/mail/again")
    assert {mail.state for mail in mails(work)} == {"waiting"}


def test_a_mail_of_another_event_is_out_of_reach(desk, other_desk, work, slug):
    with work():
        make_registration(make_event(host=other_desk.host))
    foreign = mails(work)[0].public_id
    assert desk.send(f"/events/{slug}/mail/{foreign}/again").status_code == 404


def test_the_registration_shows_its_mails(desk, work, slug):
    with work():
        mine = make_registration(get_event(slug), email="kim@example.org").public_id
        make_registration(get_event(slug), email="ben@example.org")
    fail(work, "returned: 5.1.1", about=mine, kind="seat_confirmed")
    page = said(desk.page(f"/events/{slug}/registrations/{mine}"))
    assert "Platz und Tickets" in page
    assert "Nicht zugestellt" in page
    assert "Dieses Postfach gibt es nicht" in page


def test_the_page_costs_the_same_queries_for_few_and_many(app, desk, work, slug):
    def queries_for(count):
        with work():
            for _ in range(count):
                make_registration(get_event(slug))
        with counted(app) as seen:
            desk.page(f"/events/{slug}/mail")
        return len(seen)

    assert queries_for(1) == queries_for(8)


# Own words


def test_own_words_are_looked_at_then_kept(desk, work, slug):
    path = f"/events/{slug}/mail/words/seat_confirmed/de"
    assert "{heads}" in desk.page(path)
    tried = desk.client.post(f"/manage{path}/letter", data={"subject": "", "text": "Moin {name} <i>"})
    assert tried.status_code == 200
    assert "Moin Alex Muster &lt;i&gt;" in tried.text
    assert "frame-ancestors 'self'" in tried.headers["Content-Security-Policy"]
    assert "unsafe" not in tried.headers["Content-Security-Policy"]
    assert tried.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Guten Tag" in desk.client.get(f"/manage{path}/letter").text
    assert desk.send(path, {"subject": "Klappt", "text": "Moin {name}"}).status_code == 303
    assert "Moin Alex Muster" in desk.client.get(f"/manage{path}/letter").text
    assert "eigene Worte" in said(desk.page(f"/events/{slug}/mail/words"))
    with work():
        make_registration(get_event(slug), "Kim Muster")
    assert mails(work)[-1].text.startswith("Moin Kim Muster")


def test_an_unfit_placeholder_is_named_at_its_field_and_nothing_is_lost(desk, work, slug):
    refused = desk.send(f"/events/{slug}/mail/words/offer/de", {"subject": "Platz {nome}", "text": "Lange getippt"})
    assert refused.status_code == 422
    assert "{nome}" in said(refused.text)
    assert "Lange getippt" in refused.text
    with work():
        assert queries.own_words(get_event(slug).id, MailKind.OFFER, "de").text == ""


@pytest.mark.parametrize("path", ["message/de", "tickets_again/de", "calendar/de", "nothing/de", "offer/fr"])
def test_only_what_goes_out_by_itself_has_words_to_change(desk, slug, path):
    for ending in ("", "/letter"):
        assert desk.client.get(f"/manage/events/{slug}/mail/words/{path}{ending}").status_code == 404


# To many


def write(desk, slug, name="message", **typed):
    return desk.send(f"/events/{slug}/mail/new/{name}", typed)


def test_a_message_is_counted_looked_at_and_sent(desk, work, slug):
    with work():
        for name in ("Ada", "Ben", "Cem"):
            make_registration(get_event(slug), name, email=f"{name.lower()}@example.org")
    draft = write(desk, slug, status="confirmed", subject_de="Parken", text_de="Liebe/r {name}, im Hof.")
    path = draft.location.removeprefix("/manage")
    page = said(desk.page(path))
    assert "3 Personen bekommen sie" in page
    assert "An 3 Personen senden" in page
    letter = desk.client.get(f"/manage{path}/letter/de")
    assert "Liebe/r Alex Muster, im Hof." in letter.text
    assert letter.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert mails(work, kind="message") == []
    assert desk.send(f"{path}/send").status_code == 303
    desk.send(f"{path}/send")
    with work():
        announcing.write_portion()
    texts = [(mail.recipient, mail.text.partition(",")[0]) for mail in mails(work, kind="message")]
    assert texts == [(f"{name.lower()}@example.org", f"Liebe/r {name}") for name in ("Ada", "Ben", "Cem")]
    assert "3 Personen haben sie bekommen" in said(desk.page(path))
    assert "an 3 Personen" in said(desk.page(f"/events/{slug}/mail"))


WORDS = {
    "de": {"subject_de": "Parken", "text_de": "Bitte parken Sie im Hof."},
    "en": {"subject_en": "Parking", "text_en": "Please park in the yard."},
}


@pytest.mark.parametrize("written", [("de",), ("de", "en")], ids=" and ".join)
def test_what_is_written_in_a_language_is_said_in_that_language_alone(desk, work, slug, written):
    with work():
        for lang in ("de", "en"):
            make_registration(get_event(slug), lang.upper(), email=f"{lang}@example.org", language=lang)
    typed = {name: text for lang in written for name, text in WORDS[lang].items()}
    path = write(desk, slug, status="confirmed", **typed).location.removeprefix("/manage")
    page = tree_of(desk.page(path))
    assert [frame.get("name") for frame in page.iter("iframe")] == [f"letter-{lang}" for lang in written]
    desk.send(f"{path}/send")
    with work():
        announcing.write_portion()
    for mail in mails(work, kind="message"):
        spoken = mail.language if mail.language in written else "de"
        other = WORDS["en" if spoken == "de" else "de"]
        assert WORDS[spoken][f"text_{spoken}"] in mail.text
        assert not any(text in mail.text or text in mail.subject for text in other.values())


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"subject_de": "", "text_de": "x"}, "subject_de"),
        ({"subject_de": "x", "text_de": ""}, "text_de"),
        ({"subject_de": "x", "text_de": "{phone}"}, "text_de"),
        ({"subject_de": "x", "text_de": "x", "subject_en": "y", "text_en": ""}, "text_en"),
        ({"subject_de": "x", "text_de": "x", "status": "nonsense"}, "status"),
    ],
)
def test_what_is_missing_is_said_at_its_field(desk, work, slug, typed, field):
    refused = write(desk, slug, **typed)
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    with work():
        assert session().scalars(select(Mailing)).all() == []


def test_a_reminder_is_planned_and_can_be_given_up(desk, work, slug):
    planned = write(desk, slug, "reminder", status="confirmed", amount="2", unit="days")
    path = planned.location.removeprefix("/manage")
    desk.send(f"{path}/send")
    assert "Geplant" in said(desk.page(path))
    with work():
        (mailing,) = session().scalars(select(Mailing))
        assert mailing.due_at == get_event(slug).starts_at - timedelta(days=2)
    assert desk.send(f"{path}/drop").status_code == 303
    assert "Papierkorb" in said(desk.page(path))
    assert desk.send(f"{path}/send").status_code == 303  # from a page that was open still: refused
    with work():
        assert session().scalars(select(Mailing)).one().due_at is None
    clock.move_on(timedelta(days=31))
    with desk.client.application.app_context():
        empty_bins()
    assert desk.client.get(f"/manage{path}").status_code == 404


def test_a_moment_that_has_passed_is_said(desk, slug):
    late = write(desk, slug, "reminder", status="confirmed", amount="30", unit="days")
    assert late.status_code == 422
    assert "Dieser Zeitpunkt ist schon vorbei." in said(late.text)


def test_thanks_take_a_survey_along(desk, work, slug):
    assert write(desk, slug, "thanks", status="confirmed", amount="1", unit="days", link="ftp://x").status_code == 422
    made = write(
        desk, slug, "thanks", status="confirmed", came="y", amount="3", unit="hours", link="https://u.example.org/1"
    )
    letter = desk.client.get(f"{made.location}/letter/de").text
    assert "https://u.example.org/1" in letter
    with work():
        (mailing,) = session().scalars(select(Mailing))
        assert (mailing.hours, mailing.days, mailing.wanted["came"]) == (3, 0, True)


def test_nobody_writes_to_a_foreign_event(desk, other_desk, work, slug):
    draft = write(desk, slug, status="confirmed", subject_de="Parken", text_de="Im Hof.")
    with work():
        foreign = make_event(host=other_desk.host).slug
    path = draft.location.removeprefix("/manage").replace(slug, foreign)
    assert other_desk.client.get(f"/manage{path}").status_code == 404
    assert other_desk.send(f"{path}/send").status_code == 404


# Mails that come back

REPORT = """From: MAILER-DAEMON@mail.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; kim@example.org
Action: {action}
Status: {status}
--x
Content-Type: {kind}

Message-ID: {message_id}
Subject: Ihr Platz

--x--
"""


@pytest.mark.both
@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_shown_at_its_registration(desk, work, slug, kind):
    with work():
        mine = make_registration(get_event(slug), email="kim@example.org").public_id
        while (mail := services.claim(now=clock.now())) is not None:
            services.mark_sent(mail, now=clock.now())
            last = mail.message_id
    known = {"message_id": last, "kind": kind}
    with work():
        assert not take_report(REPORT.format(action="delayed", status="4.4.1", **known).encode())
        assert take_report(REPORT.format(action="failed", status="5.1.1", **known).encode())
        assert not take_report(REPORT.format(action="failed", status="5.1.1", **known).encode())
    assert "Unzustellbar" in said(desk.page(f"/events/{slug}/registrations/{mine}"))
    assert "Dieses Postfach gibt es nicht" in said(desk.page(f"/events/{slug}/mail?status=returned"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff",
        b"Subject: Abwesend\n\nIch bin im Urlaub.",
        REPORT.format(action="failed", status="5.1.1", message_id="<x@y>", kind="message/rfc822").encode(),
        REPORT.format(action="failed", status="", message_id="", kind="text/plain").encode(),
        REPORT.replace("--x--", "").format(action="failed", status="9" * 500, message_id="<a>", kind="a/b").encode(),
    ],
)
def test_anything_else_is_passed_over(work, raw):
    with work():
        assert take_report(raw) is False


def test_a_search_for_signs_finds_signs(desk, work, slug):
    with work():
        make_registration(get_event(slug), email="kim_a@example.org")
    assert "Nichts gefunden" in said(desk.page(f"/events/{slug}/mail?q=%25"))
    assert re.search("kim_a@", said(desk.page(f"/events/{slug}/mail?q=kim_")))


def test_every_page_is_reached_from_the_outbox(desk, slug):
    page = parsed(desk.client.get(f"/manage/events/{slug}/mail"))
    targets = {link.get("href") for link in page.iter("a")}
    base = f"/manage/events/{slug}/mail"
    assert {f"{base}/new/message", f"{base}/new/reminder", f"{base}/new/thanks", f"{base}/words"} <= targets


def test_boxes_in_each_other_by_the_thousand_are_no_report():
    boxes = "".join(
        f"--b{number}\r\nContent-Type: multipart/mixed; boundary=b{number + 1}\r\n\r\n" for number in range(2000)
    )
    assert read_report(f"Content-Type: multipart/report; boundary=b0\r\n\r\n{boxes}".encode()) is None
