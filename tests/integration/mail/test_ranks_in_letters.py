"""The rank that a letter tells is the rank by which the desk sends it again."""

import re

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration, people
from tests.queries import counted
from webapp.capacity.services import resize
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.letters.truth import still_true
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services

pytestmark = pytest.mark.usefixtures("now")


def letter_to(registration):
    kind = OutboxMail.about == registration.public_id, OutboxMail.kind == "waiting_list"
    return session().scalars(select(OutboxMail).where(*kind)).one()


def line(event):
    """Somebody, a family that became too large for all there is, and whoever is behind them."""
    make_registration(event, "Inside", heads=people("A", "B", "C"))
    first = make_registration(event, "First")
    family = make_registration(event, "Family", heads=people("D", "E", "F"))
    resize(event.pool_id, capacity=2)
    return first, family, make_registration(event, "Mine")


@pytest.mark.both
def test_a_letter_goes_out_again_as_long_as_its_rank_is_right(work):
    with work():
        event = make_event(capacity=3)
        first, _family, mine = line(event)
        letter = letter_to(mine)
        assert re.findall(r"\d+", letter.text.partition("\n\n")[0]) == ["2"]
        assert still_true([letter], event, clock.now()) == {letter.public_id}
        cancel(first)
        assert queries.waiting_position(mine) == 1
        assert still_true([letter], event, clock.now()) == set()


@pytest.mark.both
def test_all_ranks_are_those_that_letters_tell(app, work):
    with work():
        event = make_event(capacity=3)
        known = line(event)
        twice = [
            make_registration(event, name, confirmed=False, email="vera@example.org") for name in ("Vera", "Stranger")
        ]
        last = make_registration(event, "Last")
        in_line = [*known, *twice, last]
        with counted(app) as statements:
            ranks = queries.ranks_of(event.id, [each.id for each in in_line])
        assert len(statements) == 1
        assert ranks == {each.id: queries.waiting_position(each) for each in in_line}
        assert list(ranks.values()) == [1, 2, 2, 3, 3, 4]
        services.confirm_address(registration=twice[0], now=clock.now())
        letters = [letter_to(each) for each in (known[0], known[2], twice[0], last)]
        assert still_true(letters, event, clock.now()) == {each.public_id for each in letters}
