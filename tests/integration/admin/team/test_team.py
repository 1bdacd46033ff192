"""Whoever organizes invites a team by mail, changes and ends roles; nobody is lost by accident."""

from datetime import timedelta

import pytest

from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.html import parsed, text_of
from tests.letters import letters_to, link_to
from webapp.accounts.queries import find_user_by_address, invitations_to
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens

GERMAN = {"Accept-Language": "de"}
NEW = "drei graue Katzen im Schnee"


def send(client, path, data=None):
    return client.post(path, data={"once_key": tokens.new_id(), **(data or {})}, headers=GERMAN)


def invite(desk, email, role="door", **more):
    return desk.send(f"/settings/team/{desk.host.key}/invite", {"email": email, "role": role, "language": "de", **more})


def roles_of(work, email):
    with work():
        user = find_user_by_address(email)
        return sorted((each.role, each.organisation_id, each.event_key) for each in user.roles) if user else None


def test_somebody_new_accepts_by_mail_and_works_at_the_door(app, desk, work):
    with work():
        slug = make_event("Messe", host=desk.host).slug
        make_event("Anderswo")
    answer = invite(desk, "ada@example.org")
    assert answer.location == f"/manage/settings/team/{desk.host.key}"
    assert "ada@example.org" in desk.page(f"/settings/team/{desk.host.key}")
    ((kind, subject, text),) = letters_to(work, "ada@example.org")
    assert (kind, subject) == ("team_invitation", f"Einladung zur Mitarbeit: {desk.host.name}")
    assert "Am Einlass" in text
    path, browser = link_to(work, "ada@example.org"), app.test_client()
    shown = browser.get(path, headers=GERMAN)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "ada@example.org" in shown.text
    weak = send(browser, path, {"name": "Ada", "password": "ada@example.org"})
    assert weak.status_code == 422
    assert "Bitte lassen Sie Ihren Namen" in weak.text
    assert send(browser, path, {"name": "Ada Beispiel", "password": NEW}).location == "/manage/account"
    assert roles_of(work, "ada@example.org") == [("door", desk.host.id, None)]
    own = browser.get("/manage/account", headers=GERMAN).text
    assert "Messe" in own
    assert "Anderswo" not in own
    assert browser.get(f"/checkin/{slug}").status_code == 200
    assert browser.get(f"/manage/events/{slug}").status_code == 403
    assert browser.get("/manage").status_code == 403
    assert browser.get(path, headers=GERMAN).status_code == 410, "an invitation is accepted once"
    again = app.test_client()
    assert sign_in(again, "ada@example.org", NEW).location == "/manage/account"


def test_who_has_an_account_takes_the_role_with_its_password_or_signed_in(app, desk, work):
    with work():
        known = make_user(Role.DOOR, organisation_id=make_organisation().id).email
        stranger = make_user(Role.READER, organisation_id=make_organisation().id).email
    invite(desk, known, "reader")
    path, browser, other = link_to(work, known), app.test_client(), app.test_client()
    sign_in(other, stranger)
    assert stranger in other.get(path, headers=GERMAN).text
    assert send(other, path, {"password": "not the password"}).status_code == 422
    assert len(roles_of(work, known)) == 1
    sign_in(browser, known)
    assert 'name="password"' not in browser.get(path, headers=GERMAN).text
    assert send(browser, path).location == "/manage/events"
    assert ("reader", desk.host.id, None) in roles_of(work, known)
    assert browser.get("/manage/events").status_code == 200
    invite(desk, stranger, "organizer")
    fresh = app.test_client()
    assert send(fresh, link_to(work, stranger), {"password": PASSWORD}).location == "/manage"
    assert fresh.get(f"/manage/settings/team/{desk.host.key}").status_code == 200
    assert other.get("/manage/events").status_code == 302, "a new role ends sessions that began before"


def test_an_invitation_is_sent_again_withdrawn_and_runs_out(app, desk, work, same_minute):
    invite(desk, "ada@example.org")
    invite(desk, "ada@example.org")
    with work():
        (invitation,) = invitations_to(organisation_id=desk.host.id)
        key = invitation.public_id
    buttons = f"/settings/team/{desk.host.key}/invitations/{key}"
    assert "Die Einladung ist unterwegs" in desk.client.get(desk.send(f"{buttons}/send").location, headers=GERMAN).text
    assert len(letters_to(work, "ada@example.org")) == 3
    told = desk.client.get(desk.send(f"{buttons}/send").location, headers=GERMAN).text
    assert "warten Sie eine Stunde" in told, "nobody is buried in letters, not even by colleagues"
    refused = invite(desk, "ada@example.org")
    assert (refused.status_code, len(letters_to(work, "ada@example.org"))) == (429, 3)
    path = link_to(work, "ada@example.org")
    clock.move_on(timedelta(days=14))
    assert app.test_client().get(path).status_code == 410
    assert "Abgelaufen" in desk.page(f"/settings/team/{desk.host.key}")
    desk.send(f"{buttons}/send")
    assert app.test_client().get(path).status_code == 200
    desk.send(f"{buttons}/withdraw")
    assert send(app.test_client(), path, {"name": "Ada", "password": NEW}).status_code == 410
    assert roles_of(work, "ada@example.org") is None


def test_whom_somebody_invited_who_was_sent_away_is_invited_no_more(app, desk, work):
    with work():
        second = make_user(Role.ORGANIZER, organisation_id=desk.host.id)
        email, member = second.email, second.public_id
    client = app.test_client()
    sign_in(client, email)
    page = f"/manage/settings/team/{desk.host.key}"
    send(client, f"{page}/invite", {"email": "back@example.org", "role": "organizer", "language": "en"})
    path = link_to(work, "back@example.org")
    desk.send(f"/settings/team/{desk.host.key}/people/{member}/organizer/take")
    assert app.test_client().get(path).status_code == 410
    assert client.get("/manage").status_code == 302


def test_a_changed_role_ends_sessions_and_the_last_who_organizes_stays(app, desk, work):
    with work():
        colleague, me = make_user(Role.ORGANIZER, organisation_id=desk.host.id), find_user_by_address(desk.email)
        email, member, own = colleague.email, colleague.public_id, me.public_id
    client = app.test_client()
    sign_in(client, email)
    people = f"/settings/team/{desk.host.key}/people"
    page = parsed(desk.client.get(f"/manage{people}/{member}", headers=GERMAN))
    labelled = {each.get("for") for each in page.iter("label")}
    assert [each.get("id") in labelled for each in page.iter("select")] == [True]
    told = desk.client.get(desk.send(f"{people}/{member}/organizer/change", {"to": "reader"}).location, headers=GERMAN)
    assert "hat jetzt die Rolle „Nur Lesen“" in told.text
    assert roles_of(work, email) == [("reader", desk.host.id, None)]
    assert client.get("/manage").status_code == 302
    for way in (f"{people}/{own}/organizer/take", f"{people}/{own}/organizer/change"):
        kept = desk.client.get(desk.send(way, {"to": "door"}).location, headers=GERMAN).text
        assert "Bitte geben Sie die Rolle zuerst jemand anderem" in kept
    assert roles_of(work, desk.email) == [("organizer", desk.host.id, None)]
    desk.send(f"{people}/{member}/reader/change", {"to": "organizer"})
    assert desk.send(f"{people}/{own}/organizer/change", {"to": "reader"}).location == "/manage/account"
    assert desk.client.get("/manage/account").status_code == 200, "who changes their own rights stays signed in"
    assert desk.client.get(f"/manage/settings/team/{desk.host.key}").status_code == 403


def test_events_of_a_colleague_are_taken_over(desk, other_desk, work):
    with work():
        gone = make_user(Role.ORGANIZER, organisation_id=desk.host.id)
        named = {"contact_name": gone.name, "contact_email": gone.email.upper()}
        slugs = [make_event(host=host, **named).slug for host in (desk.host, other_desk.host)]
        slugs.append(make_event(host=desk.host, starts_in=timedelta(days=-3), **named).slug)
        slugs.append(make_event(host=desk.host, contact_email="sekretariat@example.org").slug)
        member = gone.public_id
    page = f"/settings/team/{desk.host.key}/people/{member}"
    assert "1\u00a0Veranstaltung übernehmen" in desk.page(page)
    desk.send(f"{page}/take-over")
    with work():
        found = [get_event(slug).contact_email for slug in slugs]
    assert [each == desk.email for each in found] == [True, False, False, False]
    assert "übernehmen" not in desk.page(page)


def test_who_can_see_an_event_is_said_with_why_and_roles_there_are_given_and_taken(app, desk, work):
    with work():
        event = make_event("Dialog", host=desk.host)
        slug, key = event.slug, event.public_id
        admin = make_user(Role.ADMIN, name="Chefin").email
        guide = make_user(Role.FACILITATOR, organisation_id=desk.host.id, name="Gerda")
        make_user(Role.READER, organisation_id=make_organisation().id, name="Fremd")
        member, email = guide.public_id, guide.email
    team = f"/events/{slug}/team"
    assert f'href="/manage{team}"' in desk.page(f"/events/{slug}")
    page = text_of(parsed(desk.client.get(f"/manage{team}", headers=GERMAN)))
    for words in (admin, "Administration der ganzen Installation", f"Moderation für {desk.host.name}"):
        assert words in page
    assert "Fremd" not in page
    desk.send(team, {"member": member, "role": "reader"})
    assert ("reader", None, key) in roles_of(work, email)
    assert "Nur Lesen bei dieser Veranstaltung" in desk.page(team)
    desk.send(f"{team}/{member}/reader/take")
    assert ("reader", None, key) not in roles_of(work, email)
    desk.send(f"{team}/invite", {"email": "neu@example.org", "role": "organizer", "language": "en"})
    assert "neu@example.org" in desk.page(team)
    ((_, subject, text),) = letters_to(work, "neu@example.org")
    assert "Dialog" in subject
    assert "prepare this event" in text
    browser = app.test_client()
    send(browser, link_to(work, "neu@example.org"), {"name": "Neu", "password": NEW})
    assert browser.get(f"/manage/events/{slug}").status_code == 200
    assert browser.get(f"/manage/settings/team/{desk.host.key}").status_code == 403
    assert "No team" in browser.get("/manage/settings/team", headers=GERMAN).text, "the letter spoke English"


@pytest.mark.both
def test_two_who_send_each_other_away_leave_one_behind(app, desk, work):
    with work():
        second = make_user(Role.ORGANIZER, organisation_id=desk.host.id)
        first = find_user_by_address(desk.email)
        email, ids = second.email, (first.public_id, second.public_id)
    client = app.test_client()
    sign_in(client, email)
    people = f"/manage/settings/team/{desk.host.key}/people"
    answers = [
        send(desk.client, f"{people}/{ids[1]}/organizer/take").status_code,
        send(client, f"{people}/{ids[0]}/organizer/take").status_code,
    ]
    assert answers == [303, 403]
    assert roles_of(work, desk.email) == [("organizer", desk.host.id, None)]


def test_administrators_invite_administrators_and_the_last_one_stays(app, work, now):
    with work():
        first = make_user(Role.ADMIN)
        everywhere = make_user(Role.ORGANIZER)
        email, key, other = first.email, first.public_id, everywhere.public_id
    client = app.test_client()
    sign_in(client, email)
    page = "/manage/settings/administrators"
    assert "Noch keine Organisation" in client.get("/manage/settings/team", headers=GERMAN).text
    kept = client.get(send(client, f"{page}/{key}/admin/take").location, headers=GERMAN).text
    assert "zuerst jemand anderem" in kept
    send(client, f"{page}/{other}/organizer/take")
    assert roles_of(work, email) == [("admin", None, None)]
    send(client, f"{page}/invite", {"email": "zweite@example.org", "language": "de"})
    assert "zweite@example.org" in client.get(page, headers=GERMAN).text
    browser = app.test_client()
    send(browser, link_to(work, "zweite@example.org"), {"name": "Zweite", "password": NEW})
    assert roles_of(work, "zweite@example.org") == [("admin", None, None)]
    assert send(client, f"{page}/{key}/admin/take").location == "/manage/account"
    assert client.get(page).status_code == 403
