"""What had no date when it was cancelled has none once it takes place after all, and nobody is told of the old one."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import make_registration
from tests.integration.admin.conftest import desk  # noqa: F401
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.mail.truth import still_true
from webapp.mail.types import MailKind
from webapp.registration import services as registration

pytestmark = pytest.mark.usefixtures("now")

_OPEN = {"de": "Der neue Termin steht noch nicht fest.", "en": "The new date is not known yet."}
_AGAIN = {"de": "findet doch statt", "en": "is going ahead after all"}
_WILL_HEAR = {"de": "obald der neue Termin feststeht, schreiben wir Ihnen", "en": "as soon as the new date is known"}
_OF_A_DATE = ("Bitte bringen Sie mit", "Please bring", "an diesem Termin", "this date")


def _call_off(event):
    who = {"event": event, "now": clock.now()}
    events.postpone_event(**who, reason="Der Saal ist zu klein")
    events.cancel_event(event=event, now=clock.now(), reason="Kein Geld")


def _restore(event):
    events.restore_event(event=event, now=clock.now(), reason="Doch Geld")


@pytest.mark.both
@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=30)], ids=["before its old date", "after it"])
def test_it_is_postponed_again_for_the_reason_it_was_postponed_for(work, later):
    with work():
        event = make_event()
        _call_off(event)
        clock.move_on(later)
        sequence = event.sequence
        _restore(event)
        _restore(event)
        assert (event.status, event.status_reason) == ("postponed", "Der Saal ist zu klein")
        assert event.sequence == sequence + 1


def test_a_date_it_got_meanwhile_is_the_one_it_comes_back_to(work):
    with work():
        event = make_event()
        _call_off(event)
        _restore(event)
        who = {"event": event, "now": clock.now()}
        starts_at = event.starts_at + timedelta(days=30)
        events.postpone_event(**who, reason="Neu", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
        events.cancel_event(event=event, now=clock.now(), reason="Kein Geld")
        _restore(event)
        assert (event.status, event.status_reason, event.starts_at) == ("published", "Doch Geld", starts_at)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_its_letter_names_no_date_and_promises_one(work, outbox, lang):
    with work():
        event = make_event(capacity=1, bring=["Ausweis"])
        seated = make_registration(event, language=lang)
        waiting = make_registration(event, language=lang)
        silent = make_registration(event, language=lang, confirmed=False)
        _call_off(event)
        _restore(event)
        mails = {mail.recipient: mail for mail in outbox(kind="event_restored")}
        assert mails.keys() == {seated.email, waiting.email, silent.email}
        for mail in mails.values():
            for said in (mail.text, mail.html):
                assert (_AGAIN[lang] in said, _OPEN[lang] in said, "Doch Geld" in said) == (True, True, True)
                assert [each for each in _OF_A_DATE if each in said] == []
                assert (_WILL_HEAR[lang] in said) is (mail is not mails[silent.email])
            assert "November" not in mail.subject
        assert outbox(kind="event_moved") == []
        told = list(mails.values())
        assert still_true(told, event, clock.now()) == {mail.public_id for mail in told}
        cancelled = outbox(kind="event_cancelled")
        assert still_true(cancelled, event, clock.now()) == set()


def test_nothing_begins_to_run_out_and_no_letter_of_a_date_goes_out(work, outbox):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        silent = make_registration(event, confirmed=False)
        mailing = make_mailing(event, MailKind.REMINDER)
        _call_off(event)
        clock.move_on(timedelta(hours=1))
        before = (silent.held_until, silent.status)
        _restore(event)
        assert (silent.held_until, mailing.due_at) == (before[0], None)
        clock.move_on(timedelta(days=20))
        registration.expire_due(now=clock.now())
        assert (silent.held_until, silent.status) == before
        assert outbox(kind="reminder") == []


def test_the_desk_says_that_it_stays_postponed(work, desk, outbox):  # noqa: F811
    with work():
        event = make_event(host=desk.host)
        make_registration(event)
        slug = event.slug
    for path in ("take-off", "cancel"):
        desk.send(f"/events/{slug}/{path}", {"reason": "Sturm"})
    clock.move_on(timedelta(days=30))
    assert f"/manage/events/{slug}/restore" in desk.page(f"/events/{slug}")
    asked = desk.page(f"/events/{slug}/restore")
    assert "bleibt verschoben" in asked
    assert "findet doch statt" in asked
    for said in ("bleibt aber verschoben", "Das geht nicht mehr."):
        assert desk.send(f"/events/{slug}/restore", {"reason": "Sonne"}).status_code == 303
        assert said in desk.page(f"/events/{slug}")
    with work():
        assert (get_event(slug).status, len(outbox(kind="event_restored"))) == ("postponed", 1)
