"""Organisations at the desk: made from nothing, described by their own people, archived, deleted while nobody cares."""

import io
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from PIL import Image

from tests.factories.accounts import make_user, sign_in, signed_in
from tests.factories.events import make_event
from tests.factories.organisations import make_funding_notice, make_organisation, make_picture
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.queries import actor_of
from webapp.accounts.types import Role
from webapp.events.queries import get_event, get_whole_event
from webapp.foundation import clock, files
from webapp.foundation.bins import empty_bins
from webapp.foundation.http import page_cache
from webapp.mail.outbox import tasks
from webapp.office.services import organisations as services
from webapp.organisations.queries import find_by_key, get_organisation

HERE = "/settings/organisations"


@pytest.fixture
def admin(app, work, now):
    """A client of an administrator of an installation that holds nothing else."""
    with work():
        email = make_user(Role.ADMIN).email
    client = signed_in(app, email)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    return client


def typed(client, path, marker, **values):
    """The page's form with what is typed over it, as a browser sends it."""
    return {**sent_from(parsed(client.get(path)), marker), **values}


def sent(desk, path):
    """Press a button; the page to which it leads."""
    answer = desk.send(path)
    assert answer.status_code == 303
    return answer.location.removeprefix("/manage")


def test_who_has_no_organisation_yet_makes_one_and_then_an_event(admin, work):
    led = admin.get("/manage/events/new?format=own")
    assert (led.status_code, led.location) == (302, f"/manage{HERE}/new?then=event")
    said = typed(admin, led.location, "name", name="  Handwerkskammer  Görlitz ", kind="chamber", city="Görlitz")
    made = admin.post(led.location, data=said)
    assert (made.status_code, made.location) == (303, "/manage/events/new")
    with work():
        found = get_organisation("handwerkskammer-goerlitz")
        assert (found.name, found.parts) == ("Handwerkskammer Görlitz", ["host"])
    form = "/manage/events/new?format=own"
    said = typed(admin, form, "title", title="Tag der offenen Tür", day="2027-05-06", starts="15:00")
    assert admin.post(form, data=said).status_code == 303
    with work():
        assert get_event("tag-der-offenen-tuer").host.key == "handwerkskammer-goerlitz"


def test_names_without_letters_and_names_twice_get_keys_of_their_own(work, now):
    with work():
        keys = [
            services.make_organisation(name=name).key for name in ("新", "新", "New", "Größe", "Groesse", "ä" * 200)
        ]
        again = services.make_organisation(name="ä" * 200).key
    assert keys[:5] == ["organisation", "organisation-2", "new-2", "groesse", "groesse-2"]
    assert again != keys[5]
    assert max(len(key) for key in (*keys, again)) <= 80


def test_whoever_organizes_for_one_describes_it_and_makes_others_without_a_right_there(app, desk, other_desk, work):
    mine, theirs = f"{HERE}/{desk.host.key}", f"{HERE}/{other_desk.host.key}"
    said = typed(
        desk.client, f"/manage{mine}", "website",
        short_name="HWK", website="https://hwk.example", contact_email="info@hwk.example", contact_phone="0371 1",
        street="Am Markt 1", postcode="09111", city="Chemnitz", profile="**Für** alle", parts=["host", "funder"],
    )  # fmt: skip
    assert desk.send(mine, said).status_code == 303
    for path in ("", "/logo", "/sender", "/funding", "/funding/new"):
        assert desk.client.get(f"/manage{theirs}{path}").status_code == 403
    assert desk.send(f"{theirs}/delete").status_code == 403
    made = desk.send(f"{HERE}/new", {"name": "Innung Holz", "kind": "association", "parts": "partner"})
    assert made.location == f"/manage{HERE}"
    assert desk.client.get(f"/manage{HERE}/innung-holz").status_code == 403
    page = desk.page(HERE)
    assert f'/manage{mine}"' in page
    assert f'/manage{theirs}"' not in page
    assert "Innung Holz" in desk.page(f"{HERE}?q=holz")
    assert "Innung Holz" not in desk.page(f"{HERE}?q=chemnitz")
    card = desk.client.get(f"/organisations/{desk.host.key}").text
    for words in (
        "<strong>Für</strong>",
        "https://hwk.example",
        "tel:03711",
        "mailto:info@hwk.example",
        "09111 Chemnitz",
    ):
        assert words in card
    with work():
        assert find_by_key(desk.host.key).parts == ["host", "funder"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"website": "javascript:alert(1)"}, "https://"),
        ({"website": "ftp://a.example"}, "https://"),
        ({"contact_email": "no address"}, "E-Mail"),
        ({"name": "\u200b"}, "Namen"),
        ({"name": "x" * 201}, "200"),
        ({"kind": "circus"}, ""),
    ],
)
def test_what_can_t_be_kept_is_said_at_its_field_and_what_was_typed_stays(desk, wrong, said):
    path = f"{HERE}/{desk.host.key}"
    answer = desk.send(path, {"name": "Kammer", "kind": "chamber", "city": "Plauen", **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Plauen"' in answer.text


def test_services_refuse_what_no_form_would_send(work, now):
    with work():
        made = make_organisation()
        for wrong in ({"name": " "}, {"website": "javascript:alert(1)"}, {"city": "x" * 81}):
            with pytest.raises(services.OrganisationInvalidError):
                services.change_organisation(organisation=made, **wrong)
        stranger = make_user(Role.ORGANIZER, organisation_id=make_organisation().id)
        with acting_as(actor_of(stranger)), pytest.raises(MayNotError):
            services.change_organisation(organisation=made, name="Anders")


def test_one_of_a_similar_name_in_the_same_town_is_named_first(desk, work):
    with work():
        make_organisation("Handwerkskammer Dresden", city="Dresden")
    said = {"name": "Handwerkskammer  dresden", "kind": "chamber", "city": "Dresden"}
    asked = desk.send(f"{HERE}/new", said)
    assert asked.status_code == 422
    assert "So etwas gibt es schon" in asked.text
    assert 'name="anyway"' in asked.text
    assert desk.send(f"{HERE}/new", {**said, "anyway": "y"}).status_code == 303
    assert desk.send(f"{HERE}/new", {**said, "city": "Plauen"}).status_code == 303


def test_a_new_partner_is_made_with_the_event_and_known_ones_are_found(desk, work):
    with work():
        slug = make_event(host=desk.host).slug
        known = make_organisation("Innung Metall", city="Plauen").id
    for name, city in (("innung metall", "Plauen"), ("Innung Holz", "Zwickau")):
        said = typed(desk.client, f"/manage/events/{slug}/edit", "partner_name", partner_name=name, partner_city=city)
        assert desk.send(f"/events/{slug}/edit", said).status_code == 303
    with work():
        partners = [each.organisation for each in get_whole_event(slug).partners]
        assert [each.name for each in partners] == ["Innung Metall", "Innung Holz"]
        assert (partners[0].id, partners[1].parts) == (known, ["partner"])
    page = desk.client.get(f"/events/{slug}").text
    assert 'href="/organisations/innung-holz"' in page
    refused = typed(desk.client, f"/manage/events/{slug}/edit", "partner_name", partner_city="Plauen")
    assert "Namen des neuen Partners" in desk.send(f"/events/{slug}/edit", refused).text


def test_what_is_put_away_is_offered_no_more_and_only_what_nothing_names_is_deleted(desk, work):
    with work():
        slug = make_event(host=desk.host).slug
        spare = make_organisation("Verein Überzählig")
        named = make_organisation("Verein Gebraucht")
        make_event(host=named)
        spare_key, named_key = spare.key, named.key
        admin = make_user(Role.ADMIN).email
    desk.client.post("/sign-out")
    assert sign_in(desk.client, admin).status_code == 303
    assert "Verein Überzählig" in desk.page(f"/events/{slug}/edit")
    assert "wird nicht mehr angeboten" in desk.page(sent(desk, f"{HERE}/{spare_key}/away"))
    assert "Verein Überzählig" not in desk.page(f"/events/{slug}/edit")
    assert "Verein Überzählig" not in desk.page(HERE)
    assert "Verein Überzählig" in desk.page(f"{HERE}?show=away")
    assert desk.send(f"{HERE}/{spare_key}/back").status_code == 303
    assert "Verein Überzählig" in desk.page(f"/events/{slug}/edit")
    assert f"{named_key}/delete" not in desk.page(f"{HERE}/{named_key}")
    assert f"{spare_key}/delete" in desk.page(f"{HERE}/{spare_key}")
    refused = desk.send(f"{HERE}/{named_key}/delete")
    assert "stattdessen ins Archiv legen" in desk.client.get(refused.location, headers={"Accept-Language": "de"}).text
    assert desk.send(f"{HERE}/{spare_key}/delete").status_code == 303
    assert "Papierkorb" in desk.page(HERE)
    assert "Verein Überzählig" not in desk.page(f"/events/{slug}/edit")
    assert desk.client.get(f"/organisations/{spare_key}").status_code == 404
    clock.move_on(timedelta(days=31))
    with desk.client.application.app_context():
        empty_bins()
    with work():
        assert find_by_key(spare_key) is None
        assert find_by_key(named_key) is not None


def test_what_is_said_anew_is_shown_at_once_and_calendars_hear_of_a_new_name(desk, work, app, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    reader = app.test_client()
    with work():
        slug = make_event(host=desk.host, starts_in=timedelta(days=7), contact_email="a@example.org").slug
        key, sequence = desk.host.key, get_event(slug).sequence
    pages = (f"/events/{slug}", f"/organisations/{key}", f"/events/{slug}.ics")
    before = [reader.get(page).text for page in pages]
    said = typed(desk.client, f"/manage{HERE}/{key}", "website", name="Kammer Neustadt")
    assert desk.send(f"{HERE}/{key}", said).status_code == 303
    after = [reader.get(page).text for page in pages]
    assert all("Kammer Neustadt" not in page for page in before)
    assert all("Kammer Neustadt" in page for page in after)
    with work():
        assert get_event(slug).sequence == sequence + 1


def test_a_logo_is_written_anew_and_served_for_good_while_something_names_it(desk, work, app):
    exif = Image.Exif()
    exif[0x010E] = "Geheimer Ort"
    target = io.BytesIO()
    Image.new("RGB", (2000, 400), "red").save(target, "JPEG", exif=exif)
    path = f"{HERE}/{desk.host.key}/logo"
    empty = desk.send(path, {"alt": ""})
    assert (empty.status_code, "Bitte wählen Sie ein Bild aus." in empty.text) == (422, True)
    photo, dark = target.getvalue() + b"<script>alert(1)</script>", make_picture("WEBP")
    sent = {"light": (io.BytesIO(photo), "a.svg"), "dark": (io.BytesIO(dark), "b.webp"), "alt": "Zwei Hämmer"}
    assert desk.send(path, sent).status_code == 303
    with work():
        light, dark = (find_by_key(desk.host.key).logo(shade) for shade in ("light", "dark"))
    assert (light.width, light.height, light.alt) == (1000, 200, "Zwei Hämmer")
    reader = app.test_client()
    served = reader.get(f"/logos/{light.file}", buffered=True)
    assert (served.status_code, served.mimetype) == (200, "image/jpeg")
    assert b"Geheimer" not in served.data
    assert b"script" not in served.data
    assert served.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert (
        reader.get(f"/logos/{light.file}", buffered=True, headers={"If-None-Match": served.headers["ETag"]}).status_code
        == 304
    )
    assert reader.get(f"/logos/{dark.file}", buffered=True).mimetype == "image/png"
    card = reader.get(f"/organisations/{desk.host.key}").text
    assert f'src="/logos/{light.file}"' in card
    assert f'srcset="/logos/{dark.file}"' in card
    assert "Zwei Hämmer" in card
    clock.move_on(timedelta(days=2))
    with work():
        files.sweep(now=clock.now())
    assert reader.get(f"/logos/{light.file}", buffered=True).status_code == 200
    assert desk.send(f"{path}/light/remove").status_code == 303
    assert reader.get(f"/logos/{light.file}", buffered=True).status_code == 404
    assert desk.send(f"{path}/light/restore").status_code == 303
    assert reader.get(f"/logos/{light.file}", buffered=True).status_code == 200
    desk.send(f"{path}/light/remove")
    clock.move_on(timedelta(days=31))
    with desk.client.application.app_context():
        empty_bins()
    assert "Zurückholen" not in desk.page(path)
    with work():
        other = files.keep(io.BytesIO(make_picture()), name="secret.png", now=clock.now()).id
    assert reader.get(f"/logos/{other}").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"GIF89a" + bytes(40), "JPEG"),
        (b"%PDF-1.7 %%EOF", "JPEG"),
        (make_picture()[:60], "beschädigt"),
        (make_picture("PNG", (6000, 6000)), "Megapixel"),
        (make_picture() + bytes(5 * 1024 * 1024), "5\u00a0MB"),
    ],
    ids=["svg", "gif", "pdf", "broken", "bomb", "large"],
)
def test_what_is_no_picture_that_we_take_is_refused_at_its_field(desk, work, content, said):
    answer = desk.send(f"{HERE}/{desk.host.key}/logo", {"light": (io.BytesIO(content), "logo.png"), "alt": "Bleibt"})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Bleibt"' in answer.text
    with work():
        assert not find_by_key(desk.host.key).logo("light")


def test_mails_go_out_under_the_name_of_the_organisation_and_answers_come_to_it(desk, work, app, monkeypatch):
    handed = []
    said = {"sender_name": "Größe & Co", "reply_to": "antwort@hwk.example"}
    assert desk.send(f"{HERE}/{desk.host.key}/sender", said).status_code == 303
    with work():
        host = find_by_key(desk.host.key)
        for contact in ("mia@hwk.example", ""):
            make_registration(make_event(host=host, contact_email=contact))
    for _ in range(6):
        desk.send(f"{HERE}/{desk.host.key}/sender/test")
    assert "in einer Stunde" in desk.page(f"{HERE}/{desk.host.key}/sender")

    class Hands:
        def deliver(self, message, _name):
            handed.append(message_from_bytes(message.as_bytes(), policy=SMTP))

        def close(self):
            pass

    monkeypatch.setattr(tasks, "deliverer_of", lambda _settings: Hands())
    with app.app_context():
        tasks.deliver_all(app.config["SETTINGS"])
    address = app.config["SETTINGS"].mail_from.partition("<")[2] or app.config["SETTINGS"].mail_from
    assert {each["From"].addresses[0].display_name for each in handed} == {"Größe & Co"}
    assert {each["From"].addresses[0].addr_spec for each in handed} == {address.rstrip(">")}
    answered = [str(each["Reply-To"]) for each in handed]
    tests = [each for each in handed if each["To"].addresses[0].addr_spec == desk.email]
    assert set(answered) == {"mia@hwk.example", "antwort@hwk.example"}
    assert len(tests) == 5
    assert {str(each["Reply-To"]) for each in tests} == {"antwort@hwk.example"}
    assert "Verschickt" in desk.page(f"{HERE}/{desk.host.key}/sender")


def test_funding_notices_are_kept_chosen_and_carried_by_new_events_of_their_formats(desk, work, app, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    here = f"{HERE}/{desk.host.key}/funding"
    made = desk.send(f"{here}/new", {"title": "Freistaat", "text": "Gefördert vom Freistaat.", "formats": ["own"]})
    notice = made.location.removeprefix("/manage")
    picture = {"logo": (io.BytesIO(make_picture()), "logo.png"), "logo_alt": "Wappen"}
    assert desk.send(f"{notice}/logos", picture).status_code == 303
    assert desk.send(f"{notice}/logos", {"logo_alt": "Wappen"}).status_code == 422
    form = "/manage/events/new?format=own"
    said = typed(desk.client, form, "title", title="Probe", day="2027-05-06", starts="15:00")
    slug = desk.client.post(form, data=said).location.rpartition("/")[2]
    assert "Gefördert vom Freistaat." in desk.client.get(f"/events/{slug}").text
    edit = f"/manage/events/{slug}/edit"
    both = typed(desk.client, edit, "funding", funding_notice="Eigene Worte")
    assert "nicht beides" in desk.client.post(edit, data=both, headers={"Accept-Language": "de"}).text
    own = {**both, "funding": ""}
    assert desk.client.post(edit, data=own).status_code == 303
    with work():
        assert (get_event(slug).funding_text, get_event(slug).funding_logos) == ("Eigene Worte", ())
        public = make_event(host=desk.host)
        public_slug = public.slug
    chosen = typed(desk.client, f"/manage/events/{public_slug}/edit", "funding", funding=notice.rpartition("/")[2])
    assert desk.send(f"/events/{public_slug}/edit", chosen).status_code == 303
    reader = app.test_client()
    assert "Gefördert vom Freistaat." in reader.get(f"/events/{public_slug}").text
    changed = typed(desk.client, f"/manage{notice}", "text", text="Mitfinanziert vom Freistaat.", formats=[])
    assert desk.send(notice, changed).status_code == 303
    assert "Mitfinanziert vom Freistaat." in reader.get(f"/events/{public_slug}").text
    refused = desk.send(f"{notice}/delete")
    assert "stattdessen ins Archiv legen" in desk.page(refused.location.removeprefix("/manage"))
    assert desk.send(f"{notice}/away").status_code == 303
    assert 'value="' + notice.rpartition("/")[2] in desk.page(f"/events/{public_slug}/edit")
    assert 'value="' + notice.rpartition("/")[2] not in desk.page(f"/events/{slug}/edit")
    assert desk.send(f"{notice}/back").status_code == 303
    with work():
        file = get_event(public_slug).funding_logos[0].file
        get_event(public_slug).funding_id = None
    assert desk.send(f"{notice}/logos/{file}/remove").status_code == 303
    assert desk.send(f"{notice}/delete").status_code == 303
    assert "Noch kein Förderhinweis" in desk.page(here)


def test_lists_take_as_many_queries_for_three_as_for_one(app, desk, work):
    pages = (HERE, f"{HERE}/{desk.host.key}/funding", f"{HERE}/{desk.host.key}", f"{HERE}/{desk.host.key}/sender")
    with work():
        make_funding_notice(find_by_key(desk.host.key))
    desk.page(HERE)
    counts = []
    for _ in range(2):
        with counted(app) as seen:
            for page in pages:
                desk.page(page)
        counts.append(len(seen))
        with work():
            for _ in range(2):
                make_funding_notice(make_organisation())
                make_funding_notice(find_by_key(desk.host.key))
    assert counts[0] == counts[1]
