"""Odd requests to every route by strangers, staff and devices. `make fuzz` goes on for minutes."""

import os

import pytest

from tests.factories.accounts import sign_in
from tests.fuzzing.rounds import nothing_stays, one_round
from tests.fuzzing.schema import read_schema
from tests.waiting import for_minutes
from tests.world import make_world

SEED = int(os.environ.get("SEED", "1"))
MINUTES = float(os.environ.get("MINUTES", "0"))


@pytest.fixture
def world(app, work, now):
    with work():
        return make_world(app)


@pytest.mark.both
def test_nothing_that_is_sent_makes_it_fail_or_lose_what_was_typed(app, world, capsys):
    clients = {"nobody": app.test_client(), "admin": app.test_client(), "door": app.test_client()}
    sign_in(clients["admin"], world.admin)
    clients["door"].post(f"/link/{world.door_link}")
    with nothing_stays(app) as watch:
        schema = read_schema(app, world, clients["admin"])
        assert len(schema.targets) > 150
        assert {"name", "email"} <= set(schema.fields["public.register"])
        for number in for_minutes(MINUTES):
            wrong = one_round(schema, clients, watch, SEED + number)
            if MINUTES:
                with capsys.disabled():
                    print(f"seed {SEED + number}: {len(wrong)} findings")
            if wrong:
                break
    assert not wrong, "\n".join(wrong)
