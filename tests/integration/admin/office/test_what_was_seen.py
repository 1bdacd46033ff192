"""Legal texts: nothing is published that nobody saw, and no text is asked for in a language that is off."""

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.forms import sent_from
from tests.html import parsed
from webapp.accounts.types import Role
from webapp.foundation import tokens
from webapp.office import queries
from webapp.office.types import TextKind

GERMAN = {"Accept-Language": "de"}
PAGE = "/manage/settings/texts/imprint"


@pytest.fixture
def admin(app, work, now):
    with work():
        email = make_user(Role.ADMIN).email
    client = app.test_client()
    sign_in(client, email)
    return client


def typed(admin, page, field, **changed):
    sent = sent_from(parsed(admin.get(page, headers=GERMAN)), field)
    return admin.post(page, data={**sent, **changed}, headers=GERMAN)


def button(page):
    """What the button that publishes sends."""
    form = next(each for each in parsed(page).iter("form") if str(each.get("action")).endswith("/publish"))
    said = {each.get("name"): each.get("value") for each in form.iter("input") if each.get("name")}
    return {**said, "once_key": tokens.new_id()}


def test_what_a_colleague_wrote_meanwhile_is_shown_before_it_is_published(admin, work):
    typed(admin, PAGE, "german", german="Fertig")
    seen = admin.get(PAGE, headers=GERMAN)
    typed(admin, PAGE, "german", german="Von der Kollegin, nicht fertig")
    back = admin.post(f"{PAGE}/publish", data=button(seen), headers=GERMAN)
    with work():
        assert queries.find_published(TextKind.IMPRINT) is None
    now_seen = admin.get(back.location, headers=GERMAN)
    assert "hat sich geändert" in now_seen.text
    assert "Von der Kollegin" in now_seen.text
    admin.post(f"{PAGE}/publish", data={**button(now_seen), "seen": ""})
    with work():
        assert queries.find_published(TextKind.IMPRINT) is None
    admin.post(f"{PAGE}/publish", data=button(now_seen))
    with work():
        assert queries.find_published(TextKind.IMPRINT).texts["de"] == "Von der Kollegin, nicht fertig"


def test_an_office_of_english_alone_publishes_english_texts(admin, work, app):
    assert typed(admin, "/manage/settings/installation", "languages", languages="en").status_code == 303
    assert typed(admin, PAGE, "german", german="Nur deutsch", english=" ").status_code == 422
    assert typed(admin, PAGE, "german", german="", english="Our imprint").status_code == 303
    admin.post(f"{PAGE}/publish", data=button(admin.get(PAGE)))
    with work():
        assert queries.find_published(TextKind.IMPRINT).texts == {"en": "Our imprint"}
    assert "Our imprint" in app.test_client().get("/imprint").text


def test_where_german_is_on_it_is_required(admin):
    assert "deutschen Text" in typed(admin, PAGE, "german", german=" ", english="Imprint").text
