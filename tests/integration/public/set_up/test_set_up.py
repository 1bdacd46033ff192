"""An installation without any account is opened once, by the link that its start prints."""

import re

import pytest

from tests.controls import controls, form_with
from tests.factories.accounts import PASSWORD, make_user
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.accounts.acting import acting_as
from webapp.accounts.queries import find_user_by_address
from webapp.accounts.types import SYSTEM, Role
from webapp.cli import serving
from webapp.organisations.queries import all_organisations

GERMAN = {"Accept-Language": "de"}
TYPED = {
    "organisation": "Handwerkskammer Musterstadt",
    "short_name": "HWK",
    "kind": "chamber",
    "name": "Anna Muster",
    "email": "anna@example.org",
    "password": PASSWORD,
}


@pytest.fixture
def link(app, now):
    """Where the installation is set up, as its start prints it; None once there is an account."""

    def ask():
        with app.app_context(), acting_as(SYSTEM):
            serving.take_over()
            printed = serving.set_up_link()
        return printed and printed.removeprefix("http://localhost")

    return ask


def send(client, address, **typed):
    form = sent_from(parsed(client.get(address, headers=GERMAN)), "organisation")
    return client.post(address, data={**form, **TYPED, **typed}, headers=GERMAN)


def test_an_empty_installation_is_opened_by_its_pages(client, link, work):
    address = link()
    assert address == link(), "each start prints the same link until it is used"
    assert len(address.rpartition("/")[2]) == 44
    page = client.get(address, headers=GERMAN)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    answer = send(client, address)
    assert (answer.status_code, answer.location) == (303, "/manage")
    desk = client.get("/manage", headers=GERMAN)
    assert "Anna" not in desk.headers.get("Set-Cookie", "")
    said = text_of(parsed(desk))
    for step in ("Impressum", "Datenschutzhinweise", "Erklärung zur Barrierefreiheit", "Akzentfarbe"):
        assert step in said
    assert "Handwerkskammer Musterstadt" in client.get("/", headers=GERMAN).text
    with work():
        user = find_user_by_address("anna@example.org")
        assert [role.role for role in user.roles] == [Role.ADMIN]
        assert [(each.key, each.city) for each in all_organisations()] == [("handwerkskammer-musterstadt", "")]
    assert client.get("/manage/events/new?format=procurement_conference").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "zu kurz"}, "mindestens 12"),
        ({"password": "handwerkskammer"}, "und Ihre Organisation weg"),
        ({"password": "musterstadt123"}, "und Ihre Organisation weg"),
        ({"password": "Passwort12345678"}, "Wörter an"),
        ({"password": "aaaaaaaaaaaaaaaa"}, "leicht zu erraten"),
        ({"email": "anna@"}, "Bitte prüfen Sie diese E-Mail-Adresse"),
        ({"kind": ""}, "was für eine Organisation"),
        ({"organisation": " "}, "den Namen der Organisation"),
        ({"name": "\u200b"}, "Bitte geben Sie Ihren Namen"),
    ],
    ids=["short", "its name", "its town", "guessable", "pattern", "email", "kind", "organisation", "name"],
)
def test_what_can_not_be_taken_is_said_at_its_field_and_changes_nothing(client, link, work, changed, said):
    address = link()
    answer = send(client, address, **changed)
    assert answer.status_code == 422
    assert said in text_of(parsed(answer))
    assert "HWK" in answer.text
    assert PASSWORD not in answer.text
    assert address == link()
    with work():
        assert all_organisations() == []
    assert send(client, address).status_code == 303


def test_an_organisation_is_asked_the_same_here_as_at_the_desk(client, link):
    def asked(address, name):
        """What there is to choose, in words, and which of these fields may stay empty."""
        form = form_with(parsed(client.get(address, headers=GERMAN)), name)
        (kinds,) = [each for each in form.iter("select") if each.get("name") == "kind"]
        found = controls(form)
        return [text_of(each) for each in kinds], [
            found[key].marked_optional for key in (name, "short_name", "kind", "city")
        ]

    address = link()
    here = asked(address, "organisation")
    assert len(here[0]) > 10
    assert send(client, address, short_name="").status_code == 303
    assert asked("/manage/settings/organisations/new", "name") == here


@pytest.mark.both
def test_of_two_browsers_one_wins_and_the_other_is_told(app, link, work):
    address = link()
    browsers = [app.test_client() for _ in range(3)]
    forms = [sent_from(parsed(each.get(address, headers=GERMAN)), "organisation") for each in browsers]
    emails = ("anna@example.org", "anna@example.org", "other@example.org")
    answers = [
        browser.post(address, data={**form, **TYPED, "email": email}, headers=GERMAN)
        for browser, form, email in zip(browsers, forms, emails, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [303, 410, 410]
    assert "Schon eingerichtet" in answers[1].text
    # A form that is sent once more with its key is answered as it was.
    again = browsers[0].post(address, data={**forms[0], **TYPED, "email": emails[0]}, headers=GERMAN)
    assert again.status_code in {303, 410}
    assert [each.get("/manage").status_code for each in browsers] == [200, 302, 302]
    with work():
        assert len(all_organisations()) == 1
        assert find_user_by_address("other@example.org") is None


def test_nothing_of_it_can_be_reached_afterwards(app, link, work):
    address = link()
    assert send(app.test_client(), address).status_code == 303
    assert link() is None
    for method in ("get", "post"):
        answer = getattr(app.test_client(), method)(address, data={**TYPED, "once_key": "1"}, headers=GERMAN)
        assert answer.status_code == 410
        assert "/sign-in" in answer.text
        assert "password" not in answer.text
    with work():
        assert len(all_organisations()) == 1


def test_an_account_made_by_command_closes_it_as_well(app, client, link, work):
    address = link()
    with work():
        email = make_user(Role.ADMIN).email
    assert link() is None
    assert client.get(address).status_code == 410
    assert client.post(address, data={**TYPED, "once_key": "1"}).status_code == 410
    assert client.post("/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    assert "settings/texts/imprint" in client.get("/manage").text


@pytest.mark.usefixtures("same_minute")
def test_the_link_is_not_guessed(client, link):
    address = link()
    assert client.get(address[:-1] + ("A" if address[-1] != "A" else "B")).status_code == 404
    answers = [client.get(f"/set-up/{n:044}").status_code for n in range(700)]
    assert re.fullmatch(r"(404 )+(429 )*429 ", "".join(f"{each} " for each in answers))
    assert client.get(address).status_code == 200, "whoever has the link gets in all the same"
