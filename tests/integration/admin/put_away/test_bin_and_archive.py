"""Drafts are deleted and brought back, old events archived and taken up again, one or many at once."""

from datetime import timedelta

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.events.queries import events_called, get_event

GERMAN = {"Accept-Language": "de"}


def make(desk, work, *titles, **values):
    with work():
        events = [make_event(title, host=desk.host, **values) for title in titles]
        return [event.public_id for event in events], events[0].slug


def drafts(desk, work, *titles):
    return make(desk, work, *titles, status="draft", published_at=None)


def said(desk, answer):
    return text_of(parsed(desk.client.get(answer.location, headers=GERMAN))).replace("\u00a0", " ")


def test_drafts_go_into_the_bin_together_and_come_back(desk, other_desk, work):
    keys, slug = drafts(desk, work, "Eins", "Zwei")
    assert all(f'value="{key}"' in desk.page("/events?show=drafts") for key in keys)
    assert "2 Entwürfe liegen im Papierkorb." in said(desk, desk.send("/events/bin", {"chosen": keys}))
    assert ">Eins<" not in desk.page("/events?show=drafts")
    gone = desk.client.get(f"/manage/events/{slug}", headers=GERMAN)
    assert (gone.status_code, 'href="/manage/events/bin"' in gone.text) == (410, True)
    assert "liegt im Papierkorb" in gone.text
    assert other_desk.client.get(f"/manage/events/{slug}").status_code == 403, "as of any that never was"
    page = text_of(parsed(desk.client.get("/manage/events/bin", headers=GERMAN))).replace("\u00a0", " ")
    assert page.count("endgültig gelöscht") == 2
    assert "18. Dezember" in page  # thirty days
    assert ">Eins<" not in other_desk.page("/events/bin")
    assert other_desk.send("/events/bin/restore", {"chosen": keys}).status_code == 403
    assert "Bitte wählen Sie zuerst" in said(desk, desk.send("/events/bin/restore"))
    assert "Der Entwurf ist zurück." in said(desk, desk.send("/events/bin/restore", {"chosen": keys[0]}))
    assert desk.client.get(f"/manage/events/{slug}").status_code == 200
    assert "Verlauf" in desk.page(f"/events/{slug}")
    assert "Aus dem Papierkorb geholt" in desk.page(f"/events/{slug}/history")


def test_an_address_that_was_never_there_is_no_question_of_rights_for_whoever_may_open_everything(app, desk, work):
    with work():
        email = make_user(Role.ADMIN).email
    admin = app.test_client()
    sign_in(admin, email)
    for page in ("", "/registrations", "/access"):
        assert admin.get(f"/manage/events/nie-gewesen{page}", headers=GERMAN).status_code == 404
        assert desk.client.get(f"/manage/events/nie-gewesen{page}", headers=GERMAN).status_code == 403
    for key in ("checkin", "facilitate"):
        assert admin.get(f"/{key}/nie-gewesen").status_code == 404


def test_what_somebody_counts_on_is_neither_deleted_nor_taken_off_the_website(desk, work, read):
    (key,), slug = make(desk, work, "Öffentlich")
    assert "Löschen lassen sich nur Entwürfe." in said(desk, desk.send("/events/bin", {"chosen": key}))
    assert "Von der Website nehmen" in desk.page(f"/events/{slug}")
    with work():
        make_registration(get_event(slug))
    assert "Von der Website nehmen" not in desk.page(f"/events/{slug}")
    assert "angemeldet oder eingeladen" in said(desk, desk.send(f"/events/{slug}/withdraw"))
    assert read(slug, lambda event: event.status) == "published"
    _, other = make(desk, work, "Noch leer")
    assert "wieder ein Entwurf" in said(desk, desk.send(f"/events/{other}/withdraw"))
    assert read(other, lambda event: (event.status, event.published_at)) == ("draft", None)


def test_old_events_go_into_the_archive_together_and_come_back(desk, other_desk, work):
    keys, slug = make(desk, work, "Vorbei", "Auch vorbei", starts_in=timedelta(days=-9))
    (ahead,), _ = make(desk, work, "Kommt noch")
    refused = said(desk, desk.send("/events/archive", {"chosen": [*keys, ahead]}))
    assert "Es wurde nichts geändert." in refused
    assert "Vorbei" not in desk.page("/events/archive")
    assert "2 Veranstaltungen sind im Archiv." in said(desk, desk.send("/events/archive", {"chosen": keys}))
    assert "Auch vorbei" not in desk.page("/events?show=past")
    assert "Auch vorbei" in desk.page("/events/archive?q=auch")
    assert "Archiviert" in desk.page(f"/events/{slug}")
    assert other_desk.send("/events/archive/restore", {"chosen": keys}).status_code == 403
    assert "steht wieder in Ihren Listen" in said(desk, desk.send("/events/archive/restore", {"chosen": keys[0]}))
    with work():
        assert [each.archived_at is None for each in events_called(keys)] == [True, False]


def test_the_pages_ask_the_database_no_more_for_more_events(app, desk, work):
    def ask(path):
        with counted(app) as seen:
            desk.page(path)
        return len(seen)

    def fill(*titles):
        desk.send("/events/bin", {"chosen": drafts(desk, work, *titles)[0]})
        desk.send("/events/archive", {"chosen": make(desk, work, *titles, starts_in=timedelta(days=-9))[0]})

    fill("Eins")
    before = ask("/events/bin"), ask("/events/archive")
    fill("Zwei", "Drei")
    assert (ask("/events/bin"), ask("/events/archive")) == before
