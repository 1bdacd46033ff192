"""Who acts is known inside the frame that named them, and nowhere else."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from webapp.accounts.acting import acting_as, actor, go_on_as
from webapp.accounts.errors import NobodyNamedError
from webapp.accounts.types import SYSTEM, Actor

ADA, BEN = Actor("ada"), Actor("ben")


def in_a_thread(act):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


def test_nobody_acts_where_nobody_was_named():
    for ask in (actor, lambda: go_on_as(ADA)):
        with pytest.raises(NobodyNamedError):
            ask()
    assert issubclass(NobodyNamedError, LookupError)


def test_frames_nest_and_whoever_acted_before_goes_on():
    with acting_as(ADA):
        with acting_as(BEN):
            assert actor() == BEN
        assert actor() == ADA
    with pytest.raises(NobodyNamedError):
        actor()


def test_a_frame_ends_with_whatever_ends_it():
    with acting_as(ADA):
        with pytest.raises(ZeroDivisionError), acting_as(BEN):
            1 / 0  # noqa: B018
        assert actor() == ADA


def test_whoever_goes_on_in_a_frame_acts_until_it_ends():
    with acting_as(SYSTEM):
        with acting_as(ADA):
            go_on_as(BEN)
            assert actor() == BEN
        assert actor() == SYSTEM


def test_who_it_is_is_looked_up_when_somebody_asks_and_not_before():
    asked = []

    def look_up():
        asked.append(1)
        return ADA

    with acting_as(look_up):
        assert asked == []
        assert actor() == ADA
    assert asked == [1]


def test_a_function_acts_as_who_stands_above_it_each_time():
    acts = acting_as(BEN)(actor)
    with acting_as(ADA):
        assert [acts(), acts(), actor()] == [BEN, BEN, ADA]


def test_a_thread_begins_with_nobody_and_keeps_its_own():
    with acting_as(ADA), pytest.raises(NobodyNamedError):
        in_a_thread(actor)
    begun, told = threading.Barrier(2), {}

    def act(who):
        with acting_as(who):
            begun.wait()
            told[who] = actor()
            begun.wait()

    threads = [threading.Thread(target=act, args=(who,)) for who in (ADA, BEN)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told == {ADA: ADA, BEN: BEN}


def test_whoever_hands_the_frame_on_hands_on_who_acts():
    with acting_as(ADA):
        kept = copy_context()
    assert in_a_thread(lambda: kept.run(actor)) == ADA


def test_a_generator_acts_as_whoever_takes_from_it():
    def told():
        while True:
            yield actor()

    with acting_as(ADA):
        each = told()
        assert next(each) == ADA
    with acting_as(BEN):
        assert next(each) == BEN
    with pytest.raises(NobodyNamedError):
        next(each)
