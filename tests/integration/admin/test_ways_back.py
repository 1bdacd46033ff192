"""Whatever goes at the desk can be taken back, or has a reason why not; what goes is found from the routes.

Each way back is gone as people go it: by the button that the next page offers, or by the one in the bin.
"""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.agenda import make_item
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.mail import make_mailing
from tests.factories.office import publish_texts
from tests.factories.organisations import make_funding_notice, make_organisation, make_picture
from tests.factories.registration import make_category
from tests.html import parsed, text_of
from tests.integration.admin.ways_back import GERMAN, goes_and_comes, in_list, pressed, taking, way, ways
from webapp.accounts.models import AccessLink, RoleAssignment, TeamInvitation
from webapp.accounts.types import LINK, Role
from webapp.calendar.models import CalendarFeed
from webapp.checkin import services as checkin
from webapp.checkin.types import PointKind
from webapp.contacts import services as contacts
from webapp.events import services as events
from webapp.events.queries import get_event, get_venue
from webapp.foundation import clock, tokens
from webapp.foundation.bins import empty_bins
from webapp.foundation.database import session
from webapp.mail import services as mails
from webapp.mail.models import Mailing
from webapp.mail.types import MailKind
from webapp.office import services as office
from webapp.office.types import TextKind
from webapp.registration import services as registrations

LAW = "the person has a right to it: what is erased must not come back"
COPY = "a copy of personal data that nobody took over must not be kept longer than it is needed; the file is at hand"
TOLD = "the people were told by mail and their places go on to others; they are registered or invited anew"
OWN = "it is somebody's own account, and nobody else's to give back"
WITHOUT = {
    "registration.erase_person": LAW,
    "contacts.erase_everywhere": LAW,
    "account.close_account": LAW,
    "contacts.discard_table": COPY,
    "invitations.discard_list": COPY,
    "dates.discard_dates": COPY,
    "door.discard_paper": COPY,
    "registration.cancel_registration": TOLD,
    "registration.decline": TOLD,
    "registration.decline_wish": TOLD,
    "registration.drop_person": TOLD,
    "events.postpone_event": TOLD,
    "events.take_event_off": TOLD,
    "people.do_to_many": TOLD,
    "account.leave": OWN,
    "account.sign_out_elsewhere": OWN,
}


@way("letters.drop_mailing")
def _mailing(desk, event):
    mailing = make_mailing(event, MailKind.REMINDER, sent=False)
    mails.send_mailing(mailing=mailing, now=clock.now())
    slug, key = event.slug, mailing.public_id
    session().commit()
    pressed(desk, desk.send(f"/events/{slug}/mail/mailings/{key}/drop"))
    assert "Entwurf" in in_list(desk, f"/events/{slug}/mail/mailings/{key}")
    found = session().scalars(select(Mailing).where(Mailing.public_id == key)).one()
    session().refresh(found)
    assert (found.state, found.due_at, found.deleted_at) == ("draft", None, None)  # nothing goes out by itself


@way("door.retire_check_point")
def _gate(desk, event):
    point = checkin.add_point(event=event, kind=PointKind.GATE, name="Nordtor")
    path = f"/events/{event.slug}/door"
    session().commit()
    goes_and_comes(desk, path, f"{path}/points/{point.public_id}/retire", "Nordtor")
    desk.send(f"{path}/points/{point.public_id}/retire")
    desk.send(path, {"kind": "gate", "name": "nordtor"})
    refused = desk.send(f"{path}/points/{point.public_id}/offer")
    assert "mit diesem Namen" in text_of(parsed(desk.client.get(refused.location, headers=GERMAN)))


@way("door.revoke_link")
def _link(desk, event):
    point = checkin.add_point(event=event, kind=PointKind.GATE, name="Südtor")
    old = make_access_link(event, Role.DOOR)
    old.part_key, old.label = point.public_id, "Einlass Süd"
    session().commit()
    path, key = f"/events/{event.slug}/access", old.public_id
    clock.move_on(timedelta(hours=5))
    done = pressed(desk, desk.send(f"{path}/{key}/revoke"), "Neuen Link erstellen")
    made = session().scalars(select(AccessLink).where(AccessLink.public_id == done.location.rsplit("/", 1)[1])).one()
    assert made.public_id != key
    for name in ("event_key", "role", "label", "part_key"):
        assert getattr(made, name) == getattr(old, name)
    assert made.expires_at - made.created_at == old.expires_at - old.created_at
    assert "bleibt ungültig" in desk.page(done.location.removeprefix("/manage"))
    app = desk.client.application
    opened = {
        link: app.test_client().post(f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link)}").status_code
        for link in (key, made.public_id)
    }
    assert opened == {key: 410, made.public_id: 303}
    checkin.retire_point(point=point, now=clock.now())
    session().commit()
    desk.send(f"{path}/{made.public_id}/revoke")
    refused = desk.send(f"{path}/{made.public_id}/renew")  # never to more than before
    assert "nicht mehr angeboten" in text_of(parsed(desk.client.get(refused.location, headers=GERMAN)))


@way("programme.drop_item")
def _item(desk, event):
    item = make_item(event, title="Grußwort")
    path, key = f"/events/{event.slug}/agenda", item.public_id
    session().commit()
    goes_and_comes(desk, path, f"{path}/{key}/drop", "1. Grußwort")


@way("sign_up.retire_category")
def _category(desk, event):
    category = make_category(event, label={"de": "Gäste"})
    path, key = f"/events/{event.slug}/sign-up/categories", category.public_id
    session().commit()
    goes_and_comes(desk, path, f"{path}/{key}/retire", "Gäste")


@way("sign_up.remove_question", "sign_up.discard_questions")
def _questions(desk, event):
    registrations.use_usual_questions(event=event)
    path = f"/events/{event.slug}/sign-up/questions"
    session().commit()
    key = re.findall(r"/questions/([\w-]+)/remove", desk.page(path))[0]
    before = in_list(desk, path)
    pressed(desk, desk.send(f"{path}/{key}/remove"))
    assert f"{path}/{key}/remove" in desk.page(path)
    pressed(desk, desk.send(f"{path}/discard"))
    assert f"{path}/{key}/remove" in desk.page(path)
    assert before.split("Vorschau")[1] == in_list(desk, path).split("Vorschau")[1]
    desk.send(f"{path}/{key}/remove")
    desk.send(f"{path}/usual")  # the draft goes on, and what was before is no longer what is undone
    assert "Letztes Entfernen" not in desk.page(path)
    late = desk.send(f"{path}/restore")
    assert "seitdem geändert" in text_of(parsed(desk.client.get(late.location, headers=GERMAN)))


@way("invitations.withdraw_invitation")
def _invitation(desk, event):
    guest = registrations.Guest("Ida Gast", "ida@example.org")
    (made,) = registrations.invite(event=event, guests=[guest], now=clock.now())
    path, key = f"/events/{event.slug}/invitations", made.public_id
    session().commit()
    pressed(desk, desk.send(f"{path}/{key}/withdraw"), "Erneut einladen")
    session().refresh(made)
    assert (made.status, made.name) == ("open", "Ida Gast")


@way("events.cancel_event")
def _cancelled(desk, event):
    slug = make_event("Abgesagt", host=event.host).slug
    session().commit()
    for act, status in (("cancel", "cancelled"), ("restore", "published")):
        assert desk.send(f"/events/{slug}/{act}", {"reason": "Weil es so ist."}).status_code == 303
        found = get_event(slug)
        session().refresh(found)
        assert found.status == status


@way("put_away.throw_away", "put_away.put_in_archive", "put_away.take_off_page")
def _put_away(desk, event):
    publish_texts()
    draft = make_event("Entwurf", host=event.host, status="draft", published_at=None)
    over = make_event("Vorbei", host=event.host, starts_in=timedelta(days=-9))
    said = {"teaser": "Kommen Sie!", "contact_email": "a@example.org", "venue_id": make_venue().id}
    public = make_event("Angekündigt", host=event.host, **said)
    make_item(public)
    session().commit()
    for shelf, chosen in (("bin", draft), ("archive", over)):
        for act in (f"/events/{shelf}", f"/events/{shelf}/restore"):
            assert desk.send(act, {"chosen": chosen.public_id}).status_code == 303
        session().refresh(chosen)
        assert (chosen.deleted_at, chosen.archived_at) == (None, None)
    assert desk.send(f"/events/{public.slug}/withdraw").status_code == 303
    assert desk.send(f"/events/{public.slug}/publish").status_code == 303
    session().refresh(public)
    assert public.status == "published"


@way("team.take_role", "team.withdraw_invitation")
def _role(desk, event):
    path = f"/settings/team/{event.host.key}"
    colleague = make_user(Role.DOOR, organisation_id=event.host.id)
    session().commit()
    pressed(desk, desk.send(f"{path}/people/{colleague.public_id}/door/take"), "Erneut einladen")
    _invited_once(desk, path, colleague.email)


@way("team.take_role_at_event", "team.withdraw_from_event")
def _role_here(desk, event):
    path = f"/events/{event.slug}/team"
    colleague = make_user(Role.DOOR, event_key=event.public_id)
    session().commit()
    pressed(desk, desk.send(f"{path}/{colleague.public_id}/door/take"), "Erneut einladen")
    _invited_once(desk, path, colleague.email)


@way("team.take_administration", "team.withdraw_administrator")
def _administration(desk, _event):
    path, colleague = "/settings/administrators", make_user(Role.ADMIN)
    session().commit()
    pressed(desk, desk.send(f"{path}/{colleague.public_id}/admin/take"), "Erneut einladen")
    _invited_once(desk, path, colleague.email)


def _invited_once(desk, path, email):
    """Whose role was taken holds none, and is asked; an invitation that is withdrawn can be sent anew."""
    invited = select(TeamInvitation).where(TeamInvitation.email == email)
    made = session().scalars(invited).one()
    held = select(RoleAssignment.id).join(RoleAssignment.user).filter_by(email=email)
    assert session().scalars(held).all() == []
    first = made.public_id
    session().commit()
    pressed(desk, desk.send(f"{path}/invitations/{first}/withdraw"), "Erneut einladen")
    session().expire_all()
    assert session().scalars(invited).one().public_id != first  # the old letter opens nothing again


@way("series.drop")
def _series(desk, event):
    events.open_series(organisation_id=event.host.id, title="Stammtisch", description="Jeden Monat")
    session().commit()
    goes_and_comes(desk, "/series", "/series/stammtisch/drop", "Stammtisch")
    assert "Jeden Monat" in desk.page("/series/stammtisch/edit")


@way("venues.delete_venue", "venues.put_venue_away")
def _venue(desk, _event):
    key = make_venue(name="Haus am Wald").public_id
    events.change_venue(venue=get_venue(key), now=clock.now(), rooms=[{"name": "Saal"}])
    session().commit()
    path = "/settings/venues"
    for act in ("away", "delete"):
        goes_and_comes(desk, path, f"{path}/{key}/{act}", "Haus am Wald")
    assert 'value="Saal"' in desk.page(f"{path}/{key}")
    desk.send(f"{path}/{key}/away")
    desk.send(f"{path}/{key}/delete")
    assert "Haus am Wald" in in_list(desk, f"{path}?show=bin&q=wald")
    desk.send(f"{path}/{key}/restore")
    assert "Haus am Wald" in in_list(desk, f"{path}?show=away")  # as it was before


@way("organisations.delete_organisation", "organisations.put_organisation_away")
def _organisation(desk, _event):
    made = make_organisation("Verein am Rand")
    make_funding_notice(made, title="Vom Land")
    key = made.key
    session().commit()
    path = "/settings/organisations"
    for act in ("away", "delete"):
        goes_and_comes(desk, path, f"{path}/{key}/{act}", "Verein am Rand")
    assert "Vom Land" in in_list(desk, f"{path}/{key}/funding")


@way("organisations.delete_notice", "organisations.put_notice_away", "organisations.remove_notice_logo")
def _notice(desk, event):
    notice = make_funding_notice(event.host, title="Vom Bund")
    path, file = f"/settings/organisations/{event.host.key}/funding", notice.pictures[0].file
    own = f"{path}/{notice.public_id}"
    session().commit()
    for act in ("away", "delete"):
        goes_and_comes(desk, path, f"{own}/{act}", "Vom Bund")
    pressed(desk, desk.send(f"{own}/logos/{file}/remove"))
    assert f'src="/logos/{file}"' in desk.page(own)


@way("organisations.remove_logo")
def _logo(desk, event):
    path = f"/settings/organisations/{event.host.key}/logo"
    picture = {"light": (io.BytesIO(make_picture()), "logo.png"), "alt": "Zwei Hämmer"}
    assert desk.send(path, picture).status_code == 303
    shown = re.findall(r'src="(/logos/[^"]+)"', desk.page(path))
    assert shown
    pressed(desk, desk.send(f"{path}/light/remove"))
    assert re.findall(r'src="(/logos/[^"]+)"', desk.page(path)) == shown


@way("office.discard_text")
def _text(desk, _event):
    office.save_draft(kind=TextKind.IMPRINT, german="Halb geschrieben", english="", now=clock.now())
    session().commit()
    path = f"/settings/texts/{TextKind.IMPRINT.value}"
    goes_and_comes(desk, path, f"{path}/discard", "Halb geschrieben")
    desk.send(f"{path}/discard")
    assert "Entwurf wiederherstellen" in in_list(desk, path)
    desk.send(path, {"german": "Neu begonnen", "english": ""})
    assert "Entwurf wiederherstellen" not in in_list(desk, path)
    desk.send(f"{path}/restore")
    assert "Neu begonnen" in in_list(desk, path)


@way("contacts.bin_contact", "contacts.delete_list", "contacts.take_off_list", "contacts.do_to_many")
def _contacts(desk, event):
    contact = make_contact(event.host, "Alma Beispiel")
    kept = contacts.keep_list(organisation_id=event.host.id, name="Innungen", now=clock.now(), contacts=[contact])
    path, key, on = f"/contacts/{event.host.key}", contact.public_id, f"lists/{kept.public_id}"
    session().commit()
    goes_and_comes(desk, path, f"{path}/people/{key}/bin", "Alma Beispiel")
    goes_and_comes(desk, f"{path}/{on}", f"{path}/{on}/people/{key}/off", "Alma Beispiel")
    goes_and_comes(desk, f"{path}/lists", f"{path}/{on}/delete", "Innungen")
    assert "Alma Beispiel" in in_list(desk, f"{path}/{on}")
    desk.send(f"{path}/many", {"do": "bin", "chosen": key})
    assert "Alma Beispiel" in in_list(desk, f"{path}/bin")
    desk.send(f"{path}/people/{key}/restore")
    assert "Alma Beispiel" in in_list(desk, path)
    desk.send(f"{path}/{on}/delete")
    desk.send(f"{path}/lists", {"name": "innungen"})
    refused = desk.send(f"{path}/{on}/restore")
    assert "heißt eine andere Liste so" in text_of(parsed(desk.client.get(refused.location, headers=GERMAN)))


@way("dates.close_calendar")
def _calendar(desk, _event):
    desk.send("/calendar")
    before = session().scalars(select(CalendarFeed)).one()
    pressed(desk, desk.send("/calendar/close"), "Neuen Link erstellen")
    session().expire_all()
    feeds = {each.public_id: each.revoked_at for each in session().scalars(select(CalendarFeed))}
    assert feeds.pop(before.public_id) is not None  # the old address stays dead
    assert list(feeds.values()) == [None]


def test_whatever_goes_has_a_way_back_or_a_reason_why_not(app):
    assert taking(app) == ways.keys() | WITHOUT.keys()
    assert not ways.keys() & WITHOUT.keys()


@pytest.fixture
def own_event(desk, app, work):
    """An event of the desk, whose organizer looks after the whole installation, too."""
    with work():
        slug = make_event(host=desk.host).slug
        admin = make_user(Role.ADMIN).email
    desk.client.post("/sign-out")
    assert sign_in(desk.client, admin).status_code == 303
    return slug


@pytest.mark.parametrize("part", range(4))
def test_it_is_gone(part, desk, work, own_event):
    for go in list(dict.fromkeys(ways.values()))[part::4]:
        with work():
            go(desk, get_event(own_event))


def test_what_lies_in_a_bin_is_deleted_for_good_in_time_unless_something_came_to_name_it(app, work, own_event):
    with work():
        gone, named = make_venue(name="Geht"), make_venue(name="Bleibt")
        for each in (gone, named):
            events.delete_venue(venue=each, now=clock.now())
        get_event(own_event).venue_id = named.id
    clock.move_on(timedelta(days=30))
    with app.app_context():
        empty_bins()
    with work():
        assert [each.name for each in events.venues.queries.known_venues() if each.name in {"Geht", "Bleibt"}] == [
            "Bleibt"
        ]
        assert get_event(own_event).venue.deleted_at is None
