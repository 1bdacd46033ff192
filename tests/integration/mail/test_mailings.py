"""What many are told at once: whom it reaches, when it goes out, what it must not hold up."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.bench.delivering import until_nothing_is_left
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import cancel, make_category, make_registration
from tests.queries import counted
from webapp.checkin.services import let_in
from webapp.events import services as events
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import queries, services
from webapp.mail.errors import MailingDecidedError, MomentOverError, PlaceholderError
from webapp.mail.mailings import announcing, portions
from webapp.mail.models import Mailing, OutboxMail
from webapp.mail.opt_outs.links import digest_of
from webapp.mail.types import MailKind, Moment, OwnWords, Recipients
from webapp.registration import services as registration
from webapp.registration.queries.lists import ids_of, registrations_of
from webapp.registration.types import RegistrationFilter, RegistrationStatus

pytestmark = pytest.mark.usefixtures("now")


def write_all():
    while announcing.write_portion():
        pass


def told(mails):
    return [mail.recipient for mail in mails]


def wanted(**said):
    return Recipients(RegistrationFilter(**said))


@pytest.mark.both
def test_a_message_reaches_those_who_fit_and_nobody_else(work, outbox):
    with work():
        event = make_event(capacity=3)
        firms = make_category(event, capacity=1)
        make_registration(event, email="firm@example.org", category_id=firms.id)
        others = make_category(event, capacity=1, label={"de": "Andere"})
        first = make_registration(event, email="first@example.org", category_id=others.id)
        make_registration(event, email="waiting@example.org", category_id=others.id)
        make_registration(event, email="silent@example.org", category_id=others.id, confirmed=False)
        make_registration(make_event(), email="elsewhere@example.org")
        registration.tag(registrations=[first], tags=["VIP"], now=clock.now())
        reach = {
            "all": wanted(),
            "seated": wanted(status=RegistrationStatus.CONFIRMED),
            "waiting": wanted(status=RegistrationStatus.WAITING),
            "firms": wanted(category_id=firms.id),
            "vip": wanted(tag="VIP"),
            "chosen": wanted(chosen=(first.public_id,)),
        }
        found = {}
        for name, recipients in reach.items():
            mailing = make_mailing(event, recipients=recipients)
            counts = len(announcing.count_of(mailing)[0])
            write_all()
            mails = outbox(mailing_id=mailing.id)
            assert counts == mailing.told == len(mails)
            found[name] = [name.partition("@")[0] for name in told(mails)]
    assert found == {
        "all": ["firm", "first", "waiting"],
        "seated": ["firm", "first"],
        "waiting": ["waiting"],
        "firms": ["firm"],
        "vip": ["first"],
        "chosen": ["first"],
    }


def test_whoever_cancelled_hears_no_more(work, outbox):
    with work():
        event = make_event()
        cancel(make_registration(event))
        make_mailing(event)
        write_all()
        assert outbox(kind="message") == []


def test_each_gets_a_mail_of_their_own_with_their_own_name_and_link(work, outbox):
    with work():
        event = make_event("Dialog")
        for name in ("Ada", "Ben"):
            make_registration(event, name, email=f"{name.lower()}@example.org")
        make_mailing(event, texts={"de": OwnWords("{name}, bitte lesen", "Hallo {name}, im Hof <hinten>.")})
        write_all()
        ada, ben = outbox(kind="message")
    assert (ada.subject, ben.subject) == ("Ada, bitte lesen", "Ben, bitte lesen")
    assert ada.text.startswith("Hallo Ada, im Hof <hinten>.")
    assert "im Hof &lt;hinten&gt;" in ada.html
    assert [each for each in ("Ben", "ben@") if each in ada.text + ada.html + ada.recipient] == []
    links = {mail.text.partition("/registrations/")[2][:44] for mail in (ada, ben)}
    assert len(links) == 2


def test_a_reader_gets_it_in_their_language_or_in_the_events(work, outbox):
    with work():
        event = make_event()
        for lang in ("de", "en"):
            make_registration(event, language=lang)
        make_mailing(event, texts={"de": OwnWords("Parken", "Im Hof."), "en": OwnWords("Parking", "In the yard.")})
        make_mailing(event, texts={"de": OwnWords("Nur deutsch", "Nur deutsch.")})
        write_all()
        subjects = [(mail.language, mail.subject) for mail in outbox(kind="message")]
        foreign = outbox(kind="message")[-1]
    assert subjects == [("de", "Parken"), ("en", "Parking"), ("de", "Nur deutsch"), ("en", "Nur deutsch")]
    assert '<p lang="de">Nur deutsch.</p>' in foreign.html
    assert '<html lang="en">' in foreign.html


def test_a_draft_reaches_nobody_and_is_sent_once(work, outbox):
    with work():
        event = make_event()
        make_registration(event)
        mailing = make_mailing(event, sent=False)
        assert not announcing.write_portion()
        services.send_mailing(mailing=mailing, now=clock.now())
        with pytest.raises(MailingDecidedError):
            services.send_mailing(mailing=mailing, now=clock.now())
        write_all()
        with pytest.raises(MailingDecidedError):
            services.drop_mailing(mailing=mailing, now=clock.now())
        assert len(outbox(kind="message")) == 1


def test_unfit_placeholders_are_refused_before_anything_is_kept(work):
    with work():
        event = make_event()
        with pytest.raises(PlaceholderError) as refusal:
            make_mailing(event, texts={"de": OwnWords("Gut", "Gut"), "en": OwnWords("Good", "{phone}")})
        assert (refusal.value.field, refusal.value.lang, refusal.value.unfit) == ("text", "en", ["{phone}"])
        assert session().scalar(select(func.count()).select_from(Mailing)) == 0


@pytest.mark.both
def test_a_thousand_are_written_in_portions_and_each_once(work, outbox, monkeypatch):
    monkeypatch.setattr(portions, "PORTION", 7)
    with work():
        event = make_event()
        for _ in range(20):
            make_registration(event)
        mailing = make_mailing(event)
        mailing_id = mailing.id
    for _ in range(5):
        with work():
            announcing.write_portion()
    with work():
        mails = outbox(mailing_id=mailing_id)
        assert len(set(told(mails))) == len(mails) == 20
        assert session().get(Mailing, mailing_id).state == "done"


def test_portions_cost_the_same_queries_for_few_and_many(app, work, monkeypatch):
    def queries_for(count):
        with work():
            event = make_event()
            for _ in range(count):
                make_registration(event)
            make_mailing(event)
        with counted(app) as seen, work():
            announcing.write_portion()
        return len(seen)

    assert queries_for(2) == queries_for(30)


def test_a_long_list_waits_while_the_post_is_busy(app, work, outbox, monkeypatch):
    monkeypatch.setattr(portions, "MOST_WAITING", 10)
    monkeypatch.setattr(portions, "PORTION", 4)
    with work():
        event = make_event()
        for _ in range(6):
            make_registration(event)
        session().execute(OutboxMail.__table__.delete())
        for _ in range(3):
            make_mailing(event)
    with app.app_context():
        announcing.write_mailings()
    with work():
        assert len(outbox()) == 12
        assert services.claim(now=clock.now()) is not None
        session().execute(OutboxMail.__table__.delete())
    with app.app_context():
        announcing.write_mailings()
    with work():
        assert len(outbox()) == 6


def test_a_ticket_overtakes_a_thousand_announcements(work):
    with work():
        event = make_event()
        make_registration(event, email="early@example.org")
        session().execute(OutboxMail.__table__.delete())
        make_mailing(event)
        write_all()
        clock.move_on(timedelta(minutes=1))
        make_registration(event, email="late@example.org")
        order = []
        while (mail := services.claim(now=clock.now())) is not None:
            order.append(mail.kind)
            services.mark_sent(mail, now=clock.now())
    assert order == ["confirmation_asked", "seat_confirmed", "message"]


# Reminders and thanks

BERLIN_MARCH = datetime(2027, 3, 28, 13, 0, tzinfo=UTC)  # 15:00 on the day the clocks go forward
BERLIN_OCTOBER = datetime(2027, 10, 31, 14, 0, tzinfo=UTC)  # 15:00 on the day they go back


@pytest.mark.both
@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        (BERLIN_MARCH, datetime(2027, 3, 27, 14, 0, tzinfo=UTC)),
        (BERLIN_OCTOBER, datetime(2027, 10, 30, 13, 0, tzinfo=UTC)),
    ],
)
def test_a_reminder_comes_a_day_before_at_the_same_hour_on_the_wall(work, outbox, starts_at, due):
    with work():
        event = make_event(starts_at=starts_at)
        make_registration(event, "Kim Muster")
        mailing = make_mailing(event, MailKind.REMINDER)
        assert mailing.due_at == due
        for moment, count in ((due - timedelta(hours=1), 0), (due - timedelta(seconds=1), 0), (due, 1), (due, 1)):
            clock.move_on(moment - clock.now())
            write_all()
            assert len(outbox(kind="reminder")) == count
        (mail,) = outbox(kind="reminder")
    assert "Guten Tag Kim Muster, bald ist es so weit" in mail.text
    assert "http://localhost/registrations/" in mail.text
    assert mail.unsubscribe == ""


def test_a_reminder_follows_its_event(work, outbox):
    with work():
        event = make_event(starts_at=BERLIN_MARCH)
        make_registration(event)
        mailing = make_mailing(event, MailKind.REMINDER)
        who = {"event": event, "now": clock.now()}
        events.postpone_event(**who, reason="Sturm", starts_at=None, ends_at=None)
        assert mailing.due_at is None
        later = BERLIN_MARCH + timedelta(days=7)
        events.postpone_event(**who, reason="Sturm", starts_at=later, ends_at=later + timedelta(hours=2))
        assert mailing.due_at == later - timedelta(days=1)
        events.cancel_event(event=event, now=clock.now(), reason="Sturm")
        assert mailing.due_at is None
        clock.move_on(later - timedelta(hours=2) - clock.now())
        write_all()
        assert outbox(kind="reminder") == []
        events.restore_event(event=event, now=clock.now(), reason="Sonne")
        write_all()
        assert len(outbox(kind="reminder")) == 1


def test_a_new_date_makes_for_a_new_reminder(work, outbox):
    with work():
        event = make_event(starts_at=BERLIN_MARCH)
        make_registration(event)
        make_mailing(event, MailKind.REMINDER)
        clock.move_on(BERLIN_MARCH - timedelta(hours=12) - clock.now())
        write_all()
        later = BERLIN_MARCH + timedelta(days=30)
        who = {"event": event, "now": clock.now()}
        events.update_event(**who, starts_at=later, ends_at=later + timedelta(hours=2), reason="Sturm")
        write_all()
        assert len(outbox(kind="reminder")) == 1
        clock.move_on(timedelta(days=30))
        write_all()
        assert len(outbox(kind="reminder")) == 2


def test_nobody_is_reminded_of_what_has_begun(work, outbox):
    with work():
        event = make_event(starts_at=BERLIN_MARCH)
        make_registration(event)
        mailing = make_mailing(event, MailKind.REMINDER)
        clock.move_on(BERLIN_MARCH - clock.now())
        write_all()
        assert (outbox(kind="reminder"), mailing.state, mailing.told) == ([], "done", 0)


def test_a_moment_that_has_passed_is_refused(work):
    with work():
        event = make_event(starts_at=clock.now() + timedelta(hours=12))
        with pytest.raises(MomentOverError):
            make_mailing(event, MailKind.REMINDER)
        make_mailing(event, MailKind.REMINDER, moment=Moment(hours=2))


@pytest.mark.both
def test_thanks_go_to_those_who_came_with_results_and_survey(work, outbox):
    with work():
        event = make_event(starts_at=clock.now() + timedelta(hours=1), capacity=9)
        came, _absent, left = (make_registration(event, name, email=f"{name}@example.org") for name in "abc")
        make_mailing(
            event,
            MailKind.THANKS,
            recipients=Recipients(RegistrationFilter(status=RegistrationStatus.CONFIRMED), came=True),
            link="https://umfrage.example.org/x?a=1&b=2",
        )
        for each in (came, left):
            let_in(event=event, registration_id=each.id, gate="", device="d", now=clock.now())
        clock.move_on(timedelta(days=2))
        write_all()
        mails = outbox(kind="thanks")
        slug = event.slug
    assert told(mails) == ["a@example.org", "c@example.org"]
    for mail in mails:
        assert f"http://localhost/events/{slug}/results" in mail.text
        assert "https://umfrage.example.org/x?a=1&b=2" in mail.text
        assert 'href="https://umfrage.example.org/x?a=1&amp;b=2"' in mail.html
        assert mail.unsubscribe.startswith("http://localhost/mail/off/")
        assert mail.unsubscribe in mail.text


@pytest.mark.both
def test_news_spare_those_who_want_none_and_service_does_not(work, outbox):
    with work():
        event = make_event()
        for name in ("ada", "ben"):
            make_registration(event, email=f"{name}@example.org")
        services.stop_mail(digest=digest_of("ada@example.org"), now=clock.now())
        services.stop_mail(digest=digest_of("ada@example.org"), now=clock.now())
        news = make_mailing(event, is_service=False)
        people, refused = announcing.count_of(news)
        assert (len(people), refused) == (1, 1)
        service = make_mailing(event)
        write_all()
        assert told(outbox(mailing_id=news.id)) == ["ben@example.org"]
        assert told(outbox(mailing_id=service.id)) == ["ada@example.org", "ben@example.org"]
        assert all(mail.unsubscribe for mail in outbox(mailing_id=news.id))
        assert not any(mail.unsubscribe for mail in outbox(mailing_id=service.id))
        services.allow_mail(digest=digest_of("ada@example.org"))
        again = make_mailing(event, is_service=False)
        write_all()
        assert len(outbox(mailing_id=again.id)) == 2


def test_whom_a_mailing_reaches_is_stored_and_read_back():
    for recipients in (
        Recipients(),
        Recipients(RegistrationFilter(chosen=())),
        Recipients(
            RegistrationFilter(words="kim", status=RegistrationStatus.WAITING, tag="VIP", chosen=("a", "b")), came=True
        ),
    ):
        assert Recipients.from_record(recipients.record()) == recipients


def test_a_choice_of_nobody_reaches_nobody(work, outbox):
    with work():
        event = make_event()
        make_registration(event)
        nobody = RegistrationFilter(chosen=())
        assert (registrations_of(event.id, nobody).total, ids_of(event.id, nobody, limit=9)) == (0, [])
        mailing = make_mailing(event, recipients=Recipients(nobody))
        session().expire_all()
        write_all()
        assert (announcing.count_of(mailing), mailing.told, outbox(kind="message")) == (([], 0), 0, [])


def test_an_erased_person_is_reached_by_nothing_more(work):
    with work():
        event = make_event()
        gone = make_registration(event, email="gone@example.org")
        mailing = make_mailing(event)
        registration.erase(registration=gone, now=clock.now())
        assert queries.all_recipients(event.id, Recipients.from_record(mailing.wanted)) == []


def test_the_delivery_that_is_measured_ends_once_nothing_is_left(app, work, outbox):
    with work():
        make_registration(make_event())
    with app.app_context():
        told = until_nothing_is_left()
    with work():
        assert told["sent"] == len(outbox()) > 0
