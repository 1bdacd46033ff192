import pytest

from tests.factories.accounts import make_user, signed_in
from tests.factories.organisations import make_organisation
from tests.forms import sent_from
from tests.html import parsed
from webapp.accounts.types import Role
from webapp.foundation import tokens

GERMAN = {"Accept-Language": "de"}


class Office:
    """An administrator who is signed in, and fills in forms as a browser does."""

    def __init__(self, client):
        self.client = client

    def page(self, path):
        answer = self.client.get(f"/manage/settings{path}", headers=GERMAN)
        assert answer.status_code == 200, path
        return answer

    def send(self, path, marker, **typed):
        """The page's form that holds a field of this name, with what is typed over it."""
        form = sent_from(parsed(self.page(path)), marker)
        return self.client.post(f"/manage/settings{path}", data={**form, **typed}, headers=GERMAN)

    def press(self, path):
        """A button, with what the page that shows it has it send."""
        sent = self.shown(path) if path.endswith("/publish") else {}
        sent["once_key"] = tokens.new_id()
        return self.client.post(f"/manage/settings{path}", data=sent, headers=GERMAN)

    def shown(self, path):
        forms = parsed(self.page(path.rpartition("/")[0])).iter("form")
        button = next((each for each in forms if each.get("action") == f"/manage/settings{path}"), ())
        return {each.get("name"): each.get("value") for each in button if each.tag == "input"}


@pytest.fixture
def office(app, work, now):
    return _office(app, work)


@pytest.fixture
def other_office(app, work, now):
    return _office(app, work)


def _office(app, work):
    with work():
        email = make_user(Role.ADMIN).email
    return Office(signed_in(app, email))


@pytest.fixture
def chamber(work):
    with work():
        return make_organisation("Handwerkskammer Musterstadt", city="Musterstadt").key
