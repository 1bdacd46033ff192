"""A copy for next year, and the next date of a series, by the desk's own pages."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.queries import get_event
from webapp.events.services import settle_series, update_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.opt_outs.links import digest_of
from webapp.mail.opt_outs.services import stop_mail
from webapp.registration import services as registration
from webapp.registration.queries.invitations import invitations_of

BEGINS = "2027-05-05T13:00+00:00"


def begun(desk, work, **values):
    with work():
        return make_event("3. Handwerkstag 2027", host=desk.host, starts_at=moment(BEGINS), **values).slug


def moment(text):
    return datetime.fromisoformat(text)


def form_of(desk, path):
    form = sent_from(parsed(desk.client.get(f"/manage{path}")), "title")
    return {name: values for name, values in form.items() if name != "once_key"}


def test_a_copy_suggests_the_day_next_year_and_takes_what_is_ticked(desk, other_desk, work, read):
    slug = begun(desk, work, teaser="Kommen Sie")
    form = form_of(desk, f"/events/{slug}/copy")
    assert (form["title"], form["day"], form["starts"]) == (["3. Handwerkstag 2028"], ["2028-05-03"], ["15:00"])
    assert "texts" in form["parts"]
    answer = desk.send(f"/events/{slug}/copy", form)
    made = answer.location.rpartition("/")[2]
    assert read(made, lambda each: (each.status, each.teaser)) == ("draft", "Kommen Sie")
    page = text_of(parsed(desk.client.get(answer.location, headers={"Accept-Language": "de"})))
    assert "Die Kopie liegt als Entwurf bereit." in page
    bare = desk.send(f"/events/{slug}/copy", {**form, "parts": ["programme"]}).location.rpartition("/")[2]
    assert read(bare, lambda each: each.teaser) == ""
    # What was typed survives, an invented part is refused, and nobody copies another one's event.
    wrong = desk.send(f"/events/{slug}/copy", {**form, "title": "", "parts": ["programme", "people"]})
    assert wrong.status_code == 422
    assert other_desk.client.get(f"/manage/events/{slug}/copy").status_code == 403
    found = desk.page("/events/new/copy?q=Handwerkstag")
    assert f"/manage/events/{slug}/copy" in found
    assert f"/manage/events/{slug}/copy" not in other_desk.page("/events/new/copy")


def test_whoever_organizes_one_event_alone_copies_it_for_nobody(app, work, now):
    """Neither is a way shown nor does a form open that would be refused at the end."""
    with work():
        event = make_event()
        email = make_user(Role.ORGANIZER, event_key=event.public_id).email
        slug = event.slug
    client = app.test_client()
    sign_in(client, email)
    assert "/copy" not in client.get(f"/manage/events/{slug}").text
    ways = (f"/manage/events/{slug}/copy", f"/manage/events/{slug}/next", "/manage/events/new/copy")
    assert [client.get(each).status_code for each in ways] == [303, 303, 403]
    sent = {"title": "Kopie", "day": "2028-05-05", "starts": "10:00", "ends": "12:00"}
    assert [client.post(each, data={**sent, "once_key": tokens.new_id()}).status_code for each in ways[:2]] == [
        303,
        303,
    ]
    with work():
        assert session().scalar(select(func.count()).select_from(Event)) == 1


def test_the_next_date_comes_in_two_clicks_with_its_series_and_its_people(desk, work, read):
    slug = begun(desk, work)
    with work():
        event = get_event(slug)
        guests = [registration.Guest("Ada", "ada@example.org"), registration.Guest("Ben", "ben@example.org")]
        guests.append(registration.Guest("Cem", "cem@example.org"))
        invited = registration.invite(event=event, guests=guests, now=clock.now())
        registration.withdraw_invitation(invitation=invited[2], now=clock.now())
        stop_mail(digest=digest_of("ben@example.org"), now=clock.now())
    form = form_of(desk, f"/events/{slug}/next")
    assert form["title"] == ["4. Handwerkstag 2028"]
    made = desk.send(f"/events/{slug}/next", form).location.rpartition("/")[2]
    assert read(slug, lambda each: each.series.title) == "Handwerkstag"
    assert read(made, lambda each: (each.series.slug, each.status)) == ("handwerkstag", "draft")
    page = desk.page(f"/events/{made}/invitations")
    assert "1\u00a0Person war beim letzten Mal eingeladen" in page
    assert "Wieder einladen" not in page  # a draft invites nobody
    with work():
        get_event(made).status = "published"
    desk.send(f"/events/{made}/invitations/again")
    with work():
        found = invitations_of(get_event(made).id, reply=None, words="", limit=9, offset=0).invitations
        assert {(each.name, each.letter_due) for each in found} == {("Ada", "invitation"), ("Ben", "invitation")}
    assert "beim letzten Mal eingeladen" not in desk.page(f"/events/{made}/invitations")


def test_a_date_follows_the_rhythm_of_its_series(desk, work):
    with work():
        host = desk.host.id
        for months in (1, 2):
            starts = moment(f"2027-0{months}-20T16:00+00:00") - timedelta(days=3 * (months - 1))
            event = make_event("Stammtisch", host=desk.host, starts_at=starts, format="regulars_table")
            series = settle_series(title="Stammtisch", host_id=host)
            update_event(event=event, now=clock.now(), series_id=series.id)
        slug = event.slug
    assert form_of(desk, f"/events/{slug}/next")["day"] == ["2027-03-17"]  # each third Wednesday


def test_choosing_asks_the_database_no_more_for_more_events(app, desk, work):
    def ask():
        with counted(app) as seen:
            desk.page("/events/new/copy")
        return len(seen)

    begun(desk, work)
    one = ask()
    begun(desk, work)
    begun(desk, work)
    assert ask() == one
