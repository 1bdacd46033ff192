"""Whoever deletes their data takes along what is theirs, and nothing that belongs to the host or to somebody else."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM, Actor
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation
from webapp.registration.services.inviting import Guest
from webapp.registration.types import Head, RegistrationStatus

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


def take_list(event, *addresses):
    rows = "".join(f"Gast;{each}\n" for each in addresses)
    return services.take_list(
        event=event,
        stream=io.BytesIO(f"Name;E-Mail\n{rows}".encode()),
        name="guests.csv",
        category_id=None,
        language="de",
        now=clock.now(),
    ).id


def erase(registration, actor=SYSTEM):
    with acting_as(actor):
        services.erase(registration=registration, now=clock.now())


@pytest.mark.parametrize("own", ["a@example.org", "da@example.org", "ada@example.or", "ada@example.org.example"])
def test_a_table_goes_with_no_address_that_is_only_alike(work, own):
    with work():
        event = make_event(capacity=10)
        kept = take_list(event, "ada@example.org")
        erase(make_registration(event, email=own))
        assert session().get(GuestList, kept) is not None


@pytest.mark.parametrize("said", ["ada@example.org", "Ada@Example.org", "<ada@example.org>,", "mailto:ada@example.org"])
def test_a_table_goes_with_whoever_stands_in_it(work, said):
    with work():
        event = make_event(capacity=10)
        gone = take_list(event, said)
        erase(make_registration(event, email="ada@example.org"))
        assert session().get(GuestList, gone) is None


def test_the_address_of_a_companion_proves_nothing(work):
    with work():
        event = make_event(capacity=10)
        kept = take_list(event, "ada@example.org")
        services.invite(event=event, guests=[Guest(name="Ada", email="ada@example.org")], now=clock.now())
        heads = (Head("Kim"), Head("Ada", "ada@example.org"))
        erase(make_registration(event, heads=heads, email="kim@example.org"))
        assert session().get(GuestList, kept) is not None
        assert session().scalar(select(Invitation.email)) == "ada@example.org"


def test_what_a_stranger_typed_takes_no_invitation_along_when_the_desk_deletes_it(work):
    with work():
        event = make_event(capacity=10)
        services.invite(event=event, guests=[Guest(name="Ada", email="ada@example.org")], now=clock.now())
        kept = take_list(event, "ada@example.org")
        typed = make_registration(event, email="ada@example.org", confirmed=False)
        assert typed.status == RegistrationStatus.PENDING
        erase(typed)
        assert session().scalar(select(Invitation.email)) == "ada@example.org"
        assert session().get(GuestList, kept) is not None


def test_whoever_holds_the_link_takes_the_invitation_along_also_before_confirming(work):
    with work():
        event = make_event(capacity=10)
        services.invite(event=event, guests=[Guest(name="Ada", email="ada@example.org")], now=clock.now())
        typed = make_registration(event, email="ada@example.org", confirmed=False)
        erase(typed, Actor(key=f"registration:{typed.public_id}"))
        assert session().scalar(select(Invitation.email)) is None
