"""What was refused uses up no key: the same form, sent once more when it can be taken, is taken, and acts once."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.invited import GERMAN
from webapp.foundation.http import links
from webapp.registration import queries
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


@pytest.mark.parametrize("by", ["the own page", "the link for joining"])
def test_back_and_sent_again_once_there_is_a_place(client, work, by):
    with work():
        made = make_registration(make_event(capacity=2), "Ada")
        public_id = made.public_id
        own, joins = links.seal(LINK, public_id), links.seal(STAFF_LINK, public_id)
    path = f"/registrations/{own}/people/new" if by == "the own page" else f"/join/{joins}"
    sent = {**sent_from(parsed(client.get(path, headers=GERMAN)), "name"), "name": ["Nora Neu"]}
    with work():
        other = make_registration(queries.get_by_public_id(public_id).event, "Eva").public_id

    def send():
        answer = client.post(path, data=sent, headers=GERMAN)
        page = client.get(answer.location, headers=GERMAN) if answer.status_code == 303 else answer
        said = text_of(parsed(page)).replace("\xa0", " ")
        with work():
            return said, [each.name for each in queries.get_by_public_id(public_id).attendees]

    for _ in range(2):
        said, names = send()
        assert "Platz" in said
        assert names == ["Ada"]
    with work():
        cancel(queries.get_by_public_id(other))
    for _ in range(2):
        assert send()[1] == ["Ada", "Nora Neu"]
