"""Whatever is done across rooms is done by whoever organizes the event, and by nobody else."""

import inspect
from types import FunctionType

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import NOBODY, Actor, Assignment, Role
from webapp.events.errors import SpanInvalidError
from webapp.events.types import EventFormat
from webapp.foundation import clock
from webapp.organising import services
from webapp.organising.errors import CountedOnError
from webapp.organising.types import BulkAction
from webapp.registration.services import history

pytestmark = pytest.mark.usefixtures("now")

USE_CASES = [each for each in map(services.__dict__.get, services.__all__) if isinstance(each, FunctionType)]


@pytest.fixture
def scene(work):
    """An event with somebody registered, and what use cases are given."""
    with work():
        event = make_event()
        made = make_registration(event)
        given = {
            "action": BulkAction.CANCEL,
            "event": event,
            "format": EventFormat.FUTURE_WORKSHOP,
            "host_id": event.host_id,
            "registration": made,
            "registrations": [made],
            "now": clock.now(),
            "said": {},
            "reason": "Sturm",
            "title": "Neu",
            # Of a draft that may be set up the times would be refused.
            "starts_at": clock.now(),
            "ends_at": clock.now(),
        }
        yield given


def attempt(act, given):
    told = inspect.signature(act).parameters.values()
    named = {each.name: given.get(each.name) for each in told if each.kind is not each.VAR_KEYWORD}
    more = {name: given[name] for name in ("starts_at", "ends_at")} if len(named) < len(told) else {}
    positional = [named.pop(each.name) for each in told if each.kind is each.POSITIONAL_OR_KEYWORD]
    return act(*positional, **named, **more)


def strangers(event, made):
    other, here = make_event(), event.public_id
    return {
        "nobody": NOBODY,
        "the door": Actor("link:a", (Assignment(Role.DOOR, event_key=here),)),
        "the facilitator": Actor("link:b", (Assignment(Role.FACILITATOR, event_key=here),)),
        "who organizes for others": Actor("ada", (Assignment(Role.ORGANIZER, organisation_id=other.host_id),)),
        "who organizes another event": Actor("ben", (Assignment(Role.ORGANIZER, event_key=other.public_id),)),
        "who registered": history.own(made),
    }


@pytest.mark.parametrize("act", USE_CASES, ids=lambda each: each.__name__)
def test_no_stranger_does_it(scene, act):
    for who in strangers(scene["event"], scene["registration"]).values():
        with pytest.raises(MayNotError), acting_as(who):
            attempt(act, scene)
    assert (scene["event"].status, scene["registration"].status) == ("published", "confirmed")


@pytest.mark.parametrize("act", USE_CASES, ids=lambda each: each.__name__)
def test_control_whoever_organizes_for_the_host_may(scene, act):
    own = Actor("cem", (Assignment(Role.ORGANIZER, organisation_id=scene["event"].host_id),))
    with acting_as(own):
        try:
            attempt(act, scene)
        except SpanInvalidError:
            assert act is services.set_up_event
        except CountedOnError:
            assert act in {services.take_off_page, services.throw_away}
