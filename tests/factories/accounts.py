"""Staff and access links for tests."""

import itertools
from datetime import timedelta

from webapp.accounts import services
from webapp.accounts.models import AccessLink, User
from webapp.accounts.types import Role
from webapp.foundation import clock

PASSWORD = "lang genug und nur hier"
_numbers = itertools.count(1)


def make_user(role: Role | None = None, *, organisation_id=None, event_key=None, **values: object) -> User:
    """A user with `PASSWORD` and, if asked for, one role."""
    number = next(_numbers)
    defaults = {"email": f"person{number}@example.org", "name": f"Person {number}", "password": PASSWORD}
    user = services.add_user(**{**defaults, "now": clock.now(), **values})
    if role is not None:
        services.assign_role(user=user, role=role, organisation_id=organisation_id, event_key=event_key)
    return user


def make_access_link(event, role: Role = Role.DOOR, *, valid_for: timedelta = timedelta(days=1)) -> AccessLink:
    """An access link to `event` that works from now on."""
    return services.open_access_link(
        event_key=event.public_id,
        role=role,
        label="Eingang Nord",
        valid_for=valid_for,
        now=clock.now(),
    )


def sign_in(client, email: str, password: str = PASSWORD):
    """Sign `client` in through the form."""
    return client.post("/sign-in", data={"email": email, "password": password})


def signed_in(app, email: str):
    """A client through which somebody works who has just signed in."""
    client = app.test_client()
    assert sign_in(client, email).status_code == 303
    return client
