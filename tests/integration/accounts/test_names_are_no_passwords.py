"""What the house and its organisations are called is no password of anybody, wherever one is chosen."""

import pytest

from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.organisations import make_organisation
from tests.letters import link_to
from webapp.accounts import services
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import WeakPasswordError
from webapp.accounts.queries import find_user_by_address
from webapp.accounts.tasks import look_at_asked_letters
from webapp.accounts.types import SYSTEM, Role, Scope, Weakness
from webapp.foundation import clock, tokens
from webapp.foundation.http import site

GERMAN = {"Accept-Language": "de"}
LOCAL = ("handwerkskammer", "musterstadt123", "Handwerkskammer Musterstadt", "HWK-Musterstadt")
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def house(work):
    with work():
        return Scope.of_organisation(make_organisation(short_name="HWK Musterstadt", city="Musterstadt").id)


@pytest.fixture
def of_their_own(app, work, house):
    """An administrator, who is in no organisation at all, changes their own password."""
    with work():
        email = make_user(Role.ADMIN).email
    browser = app.test_client()
    sign_in(browser, email)
    return browser, "/manage/account/password", {"current_password": PASSWORD}, "new_password"


@pytest.fixture
def by_letter(app, work, house):
    with work():
        email = make_user(Role.READER, organisation_id=house.organisation_id).email
        services.ask_for_password(email=email, language="de", now=clock.now())
    with app.app_context():
        look_at_asked_letters()
    return app.test_client(), link_to(work, email), {}, "password"


@pytest.fixture
def by_invitation(app, work, house):
    with work():
        services.invite(email="neu@example.org", role=Role.DOOR, at=house, language="de", now=clock.now())
    return app.test_client(), link_to(work, "neu@example.org"), {"name": "Nele Neu"}, "password"


@pytest.mark.parametrize("way", ["of_their_own", "by_letter", "by_invitation"])
def test_wherever_a_password_is_chosen_the_names_of_the_house_are_none(request, way):
    browser, path, sent, field = request.getfixturevalue(way)
    for password in LOCAL:
        data = {"once_key": tokens.new_id(), **sent, field: password}
        answer = browser.post(path, data=data, headers=GERMAN)
        assert (answer.status_code, "und Ihre Organisation weg" in answer.text) == (422, True), password
    data = {"once_key": tokens.new_id(), **sent, field: "drei graue Katzen im Schnee"}
    assert browser.post(path, data=data, headers=GERMAN).status_code == 303


@pytest.mark.usefixtures("house")
def test_commands_refuse_them_too_and_so_is_the_name_of_the_installation(work):
    with work(), acting_as(SYSTEM):
        email = make_user(Role.ADMIN).email
        for password in (*LOCAL, f"{site.current().name} 2027"):
            with pytest.raises(WeakPasswordError) as refused:
                services.add_user(email="kim@example.org", name="Kim", password=password, now=clock.now())
            assert refused.value.weakness is Weakness.OWN, password
            with pytest.raises(WeakPasswordError):
                services.change_password(user=find_user_by_address(email), password=password)
