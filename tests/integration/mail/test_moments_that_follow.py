"""The moment of every planned letter follows its event, by whatever way start or end change."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import make_registration
from webapp.events import services as events
from webapp.events.services.publishing import publish_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import announcing, rules
from webapp.mail.types import MailKind, Moment, Recipients
from webapp.registration.types import RegistrationFilter, RegistrationStatus

pytestmark = pytest.mark.usefixtures("now")

_DAY = timedelta(days=1)
_PLANNED = (MailKind.REMINDER, MailKind.THANKS)
_MOMENTS = (Moment(days=1), Moment(days=1, hours=5), Moment(hours=2))


def write_all():
    while announcing.write_portion():
        pass


def _moment(kind, event, moment):
    """When such a letter goes out, said apart from the product's own words."""
    if kind is MailKind.REMINDER:
        return rules.before(event.starts_at, event.zone, moment)
    return rules.after(event.ends_at, event.zone, moment)


def _edit(event, **changes):
    events.update_event(event=event, now=clock.now(), reason="Sturm", **changes)


def _postpone(event, starts_at=None, ends_at=None):
    who = {"event": event, "now": clock.now(), "reason": "Sturm"}
    events.postpone_event(**who, starts_at=starts_at, ends_at=ends_at)


def _publish(event):
    publish_event(event=event, now=clock.now())


def _change_end(event):
    _edit(event, ends_at=event.ends_at + 2 * _DAY)


def _change_start(event):
    _edit(event, starts_at=event.starts_at + timedelta(hours=1))


def _change_both(event):
    _edit(event, starts_at=event.starts_at + 3 * _DAY, ends_at=event.ends_at + 5 * _DAY)


def _give_new_date(event):
    _postpone(event, event.starts_at + 30 * _DAY, event.ends_at + 31 * _DAY)


def _give_new_end(event):
    _postpone(event, event.starts_at, event.ends_at + 2 * _DAY)


def _take_off(event):
    _postpone(event)


def _put_back(event):
    _postpone(event, event.starts_at, event.ends_at)


def _cancel(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def _restore(event):
    events.restore_event(event=event, now=clock.now(), reason="Sonne")


_WAYS = {
    "the end of a draft": ("draft", (_change_end,)),
    "the start of a draft": ("draft", (_change_start,)),
    "both of a draft": ("draft", (_change_both,)),
    "a draft that is published then": ("draft", (_change_end, _publish)),
    "a draft that is published": ("draft", (_publish,)),
    "the end": ("published", (_change_end,)),
    "the start": ("published", (_change_start,)),
    "both": ("published", (_change_both,)),
    "a new date": ("published", (_give_new_date,)),
    "a new end": ("published", (_give_new_end,)),
    "off its date, and a new one": ("published", (_take_off, _give_new_date)),
    "off its date, and another end": ("published", (_take_off, _give_new_end)),
    "off its date and back": ("published", (_take_off, _put_back)),
    "changed while off its date": ("published", (_take_off, _change_both, _put_back)),
    "cancelled and restored": ("published", (_cancel, _restore)),
    "changed while cancelled": ("published", (_cancel, _change_end, _restore)),
}


@pytest.mark.in_turns
@pytest.mark.parametrize("kind", _PLANNED)
@pytest.mark.parametrize("moment", _MOMENTS, ids=str)
@pytest.mark.parametrize("way", _WAYS)
def test_a_planned_letter_follows_start_and_end(work, way, moment, kind):
    status, steps = _WAYS[way]
    with work():
        event = make_event(status=status, published_at=None if status == "draft" else clock.now())
        mailing = make_mailing(event, kind, moment=moment)
        for step in steps:
            step(event)
        assert mailing.due_at == _moment(kind, event, moment)


@pytest.mark.parametrize("kind", _PLANNED)
@pytest.mark.parametrize("step", [_take_off, _cancel])
def test_a_planned_letter_waits_while_there_is_no_date(work, step, kind):
    with work():
        event = make_event()
        mailing = make_mailing(event, kind)
        step(event)
        assert mailing.due_at is None


@pytest.mark.both
def test_thanks_planned_on_a_draft_dont_go_out_before_its_new_end(work, outbox):
    with work():
        event = make_event(status="draft", published_at=None)
        make_mailing(event, MailKind.THANKS)
        _change_end(event)
        _publish(event)
        make_registration(event)
        clock.move_on(event.ends_at - timedelta(minutes=1) - clock.now())
        write_all()
        assert outbox(kind="thanks") == []
        clock.move_on(_DAY + timedelta(minutes=1))
        write_all()
        assert len(outbox(kind="thanks")) == 1


@pytest.mark.both
@pytest.mark.parametrize("state", ["planned", "running"])
@pytest.mark.parametrize("kind", _PLANNED)
def test_no_letter_is_written_before_its_moment_whatever_was_noted(work, outbox, kind, state):
    with work():
        event = make_event()
        make_registration(event)
        mailing = make_mailing(event, kind)
        due = mailing.due_at
        mailing.due_at, mailing.state, mailing.sent_for = clock.now(), state, event.starts_at
        session().flush()
        write_all()
        assert (outbox(kind=kind.value), mailing.due_at, mailing.state) == ([], due, "planned")
        clock.move_on(due - clock.now())
        write_all()
        assert len(outbox(kind=kind.value)) == 1


@pytest.mark.both
@pytest.mark.parametrize("way", [(_give_new_date,), (_take_off, _give_new_date), (_change_both,)], ids=len)
def test_a_reminder_halfway_begins_anew_for_a_new_date(work, outbox, monkeypatch, way):
    monkeypatch.setattr(announcing, "PORTION", 2)
    with work():
        event = make_event()
        for name in ("Ada", "Ben", "Cem", "Dora"):
            make_registration(event, name)
        mailing = make_mailing(event, MailKind.REMINDER)
        clock.move_on(mailing.due_at - clock.now())
        announcing.write_portion()
        assert (mailing.state, mailing.told) == ("running", 2)
        for step in way:
            step(event)
        write_all()
        assert len(outbox(kind="reminder")) == 2
        clock.move_on(event.starts_at - timedelta(hours=3) - clock.now())
        write_all()
        mails = outbox(kind="reminder")
        assert (len(mails), mailing.state, mailing.told, mailing.sent_for) == (6, "done", 4, event.starts_at)
        assert len({mail.recipient for mail in mails[2:]}) == 4


@pytest.mark.both
@pytest.mark.parametrize("way", [(_take_off, _put_back), (_cancel, _restore), (_change_end,)], ids=len)
def test_a_reminder_halfway_goes_on_where_the_date_stays(work, outbox, monkeypatch, way):
    monkeypatch.setattr(announcing, "PORTION", 2)
    with work():
        event = make_event()
        for name in ("Ada", "Ben", "Cem", "Dora"):
            make_registration(event, name)
        mailing = make_mailing(event, MailKind.REMINDER)
        clock.move_on(mailing.due_at - clock.now())
        announcing.write_portion()
        for step in way:
            step(event)
        write_all()
        mails = outbox(kind="reminder")
        assert (len(mails), len({mail.recipient for mail in mails}), mailing.state) == (4, 4, "done")


def test_thanks_halfway_reach_nobody_twice(work, outbox, monkeypatch):
    monkeypatch.setattr(announcing, "PORTION", 2)
    with work():
        event = make_event()
        for name in ("Ada", "Ben", "Cem", "Dora"):
            make_registration(event, name)
        seated = Recipients(RegistrationFilter(status=RegistrationStatus.CONFIRMED))
        mailing = make_mailing(event, MailKind.THANKS, recipients=seated)
        clock.move_on(mailing.due_at - clock.now())
        announcing.write_portion()
        _change_end(event)
        write_all()
        assert len(outbox(kind="thanks")) == 2
        clock.move_on(2 * _DAY)
        write_all()
        assert len({mail.recipient for mail in outbox(kind="thanks")}) == len(outbox(kind="thanks")) == 4
