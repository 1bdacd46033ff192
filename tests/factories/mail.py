"""Mails and mailings for tests, made through the services."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from tests.factories.events import make_event, make_venue
from tests.factories.registration import cancel, make_registration
from webapp.calendar import services as calendar_services
from webapp.capacity.services import resize
from webapp.events import services as events
from webapp.events.models import Event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail import services as mail
from webapp.mail.letters.senders import send_test
from webapp.mail.mailings.announcing import write_portion as write_mails
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import Mailing
from webapp.mail.types import MAILINGS, MailKind, Moment, OwnWords, Recipients
from webapp.registration import services
from webapp.registration.models import AddressWish
from webapp.registration.types import Application, Head

STARTS = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)
WORDS = {"de": OwnWords("Parken", "Bitte parken Sie im Hof.")}


def make_mailing(event: Event, kind: MailKind = MailKind.MESSAGE, *, sent: bool = True, **values) -> Mailing:
    """Words to everybody who is registered or waits: now, a day before the start, or a day after the end."""
    defaults = {
        "recipients": Recipients(),
        "texts": WORDS if kind is MailKind.MESSAGE else {},
        "moment": Moment() if kind is MailKind.MESSAGE else Moment(days=1),
    }
    mailing = mail.draft_mailing(event=event, kind=kind, now=clock.now(), **{**defaults, **values})
    if sent:
        mail.send_mailing(mailing=mailing, now=clock.now())
    return mailing


def make_all_kinds(lang, **values):
    """An event with somebody for each letter."""
    full = make_event("2. Zukunftswerkstatt", capacity=1, venue=make_venue(), starts_at=STARTS, **values)
    seated = make_registration(full, language=lang)
    waiting = make_registration(full, language=lang)
    make_registration(full, language=lang)
    services.register(
        event=full,
        application=Application(name="Kim", email=waiting.email, language=lang, privacy_version="1"),
        now=clock.now(),
    )
    services.send_again(event=full, email=waiting.email)
    cancel(make_registration(full, language=lang))
    cancel(seated)
    services.accept_offer(registration=waiting, now=clock.now())
    cancel(waiting)
    clock.move_on(timedelta(days=1))
    services.expire_due(now=clock.now())
    _decide(full, lang)
    _bring_along(full, lang)
    _have_another_address(full, lang)
    now, later = clock.now(), STARTS + timedelta(days=1)
    guest = services.Guest("Kim", "guest@example.org", language=lang)
    services.invite(event=full, guests=[guest], now=now)
    write_portion()
    services.remind(event=full, now=now)
    write_portion()
    reader = make_registration(full, language=lang)
    for kind in MAILINGS:
        make_mailing(full, kind, texts={lang: OwnWords("Parken", "Im Hof.\nOder davor.")} if kind == "message" else {})
    clock.move_on(STARTS - timedelta(days=1) - clock.now())
    while write_mails():
        pass
    calendar_services.send_feed(registration=reader, now=clock.now())
    now = clock.now()
    who = {"event": full, "now": now}
    events.update_event(**who, starts_at=later, ends_at=later + timedelta(hours=2), reason="Der Saal war belegt.")
    events.update_event(**who, ends_at=later + timedelta(hours=3), reason="Wir haben mehr vor.")
    events.postpone_event(**who, reason="Sturm", starts_at=None, ends_at=None)
    events.postpone_event(**who, reason="Er legt sich.", starts_at=full.starts_at, ends_at=full.ends_at)
    events.cancel_event(event=full, now=now, reason="Zu wenige kamen.")
    events.restore_event(event=full, now=now, reason="Es kommen doch genug.")
    clock.move_on(timedelta(days=30))
    while write_mails():
        pass
    full.host.reply_to = full.contact_email
    to_oneself = {"email": "office@example.org", "about": tokens.new_id(), "language": lang, "host": "localhost"}
    send_test(organisation=full.host, now=clock.now(), **to_oneself)
    return full


def _decide(event, lang):
    services.set_up(event=event, needs_approval=True)
    asked = make_registration(event, language=lang)
    services.decline(registration=asked, reason="Es ist kein Platz.", now=clock.now())
    services.set_up(event=event, needs_approval=False)


def _have_another_address(event, lang):
    made = make_registration(event, language=lang)
    services.ask_for_address(registration=made, email=f"neu-{lang}@example.org", now=clock.now())
    (wish,) = session().scalars(select(AddressWish))
    services.confirm_new_address(wish=wish, now=clock.now())


def _bring_along(event, lang):
    resize(event.pool_id, capacity=30)
    heads = (Head("Ada"), Head("Ben", f"ben-{lang}@example.org"))
    pair = make_registration(event, language=lang, heads=heads)
    services.drop_attendee(registration=pair, attendee_id=pair.attendees[1].id, now=clock.now())
