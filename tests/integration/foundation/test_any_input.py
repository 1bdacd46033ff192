"""Odd requests to every route by strangers, staff and devices. `make fuzz` goes on for minutes."""

import os
from random import Random

import pytest

from tests.factories.accounts import sign_in
from tests.fuzzing.desk import pages_of, save_something, that_fail
from tests.fuzzing.rounds import (
    fields_by,
    nothing_stays,
    one_round,
    with_a_choice_that_is_not_offered,
    with_a_file_in_place_of,
    with_this_in_queries,
)
from tests.fuzzing.schema import read_schema
from tests.fuzzing.visitors import visitor_like
from tests.giants import giants_share
from tests.waiting import for_minutes
from tests.world import make_world

SEED = int(os.environ.get("SEED", "1"))
MINUTES = float(os.environ.get("MINUTES", "0"))


@pytest.fixture
def world(app, work, now):
    with work():
        return make_world(app)


@pytest.fixture
def clients(app, world):
    found = {"nobody": app.test_client(), "admin": app.test_client(), "door": app.test_client()}
    sign_in(found["admin"], world.admin)
    found["door"].post(f"/link/{world.door_link}")
    return {who: visitor_like(app, client) for who, client in found.items()}


@pytest.mark.in_turns
@pytest.mark.both
def test_nothing_that_is_sent_makes_it_fail_or_lose_what_was_typed(app, world, clients, capsys):
    with nothing_stays(app) as watch:
        schema = read_schema(app, world, clients["admin"])
        assert len(schema.targets) > 150
        assert {"name", "email"} <= set(schema.fields["public.registrations.register"])
        for number in for_minutes(MINUTES / 2):
            wrong = one_round(schema, clients, watch, SEED + number)
            if MINUTES:
                with capsys.disabled():
                    print(f"seed {SEED + number}: {len(wrong)} findings")
            if wrong:
                break
    assert not wrong, "\n".join(wrong)


@pytest.mark.proof
@pytest.mark.giant
def test_a_file_in_place_of_any_text_makes_nothing_fail(app, world, clients):
    with nothing_stays(app) as watch:
        schema = read_schema(app, world, clients["admin"])
        fields = fields_by("POST", schema)
        wrong = with_a_file_in_place_of(giants_share(fields), schema, clients, watch)
    assert len(fields) > 300
    assert not wrong, "\n".join(wrong)


@pytest.mark.proof
@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.parametrize("said", ["1\r\n2\n", "x" * 60_000], ids=["lines", "a long word"])
def test_nothing_in_any_address_makes_it_fail(app, world, clients, said):
    with nothing_stays(app) as watch:
        schema = read_schema(app, world, clients["admin"])
        fields = fields_by("GET", schema)
        wrong = with_this_in_queries(said, giants_share(fields), clients["admin"], watch)
    assert len(fields) > 30
    assert not wrong, "\n".join(wrong)


def test_the_desk_is_seen_from_inside(app, world, clients):
    with nothing_stays(app):
        schema = read_schema(app, world, clients["admin"])
    known = {endpoint for endpoint, types in schema.types.items() if endpoint.startswith("admin.") and len(types) > 2}
    assert len(known) > 30
    assert {
        "admin.events.edit_event",
        "admin.invitations.take_table",
        "admin.registration.add_person",
        "admin.programme.agenda",
    } <= known


@pytest.mark.proof
def test_what_no_list_offers_is_never_taken(app, world, clients):
    with nothing_stays(app) as watch:
        schema = read_schema(app, world, clients["admin"])
        asked, wrong = with_a_choice_that_is_not_offered(schema, clients["admin"], watch)
    assert {
        "admin.invitations.take_table table-language",
        "admin.invitations.take_table table-category",
        "public.registrations.register category",
    } <= asked
    assert not wrong, "\n".join(wrong)


@pytest.mark.both
def test_whatever_the_desk_saves_its_pages_open_again(app, world, clients, capsys):
    pages, desk, wrong = pages_of(app, world), clients["admin"], []
    for number in for_minutes(MINUTES / 2):
        random = Random(SEED + number)  # noqa: S311 - to be repeated, not to be secret
        for _ in range(25):
            wrong += save_something(desk, pages, random)
        wrong += that_fail(desk, pages)
        if MINUTES:
            with capsys.disabled():
                print(f"desk, seed {SEED} + {number}: {len(wrong)} findings")
        if wrong:
            break
    assert not wrong, "\n".join(wrong)
