"""Every route for every role, at the own and at a foreign event or host: refused without a right, never with one."""

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.events import make_event
from webapp.accounts import access
from webapp.accounts.types import LINK, Role
from webapp.foundation import tokens

REFUSED = {401, 403}
# Says 503 by design here: the tables of tests come from the models, not from a migration.
READINESS = "public.pages.readyz"
# What the roles may do at the event that the address names: (role, is it their own event) -> policies.
EVERYBODY = {"public", "token"}
AT_EVENT = {f"event:{role.value}" for role in (Role.ORGANIZER, Role.FACILITATOR, Role.DOOR)}
RIGHTS = {
    ("nobody", "own"): EVERYBODY,
    ("door", "own"): EVERYBODY | {"event:door"},
    ("door", "foreign"): EVERYBODY,
    ("facilitator", "own"): EVERYBODY | {"event:facilitator"},
    ("facilitator", "foreign"): EVERYBODY,
    ("organizer", "own"): EVERYBODY | AT_EVENT | {"staff", "organisation:organizer"},
    ("organizer", "foreign"): EVERYBODY | {"staff"},
    ("admin", "own"): EVERYBODY | AT_EVENT | {"staff", "admin", "organisation:organizer"},
}


@pytest.fixture
def acting(app, work, now):
    """A client that acts as a role, and where: an event that is its own or a foreign one, and its host."""

    def act(role, whose):
        client = app.test_client()
        with work():
            own, foreign = make_event(), make_event()
            if role in {"door", "facilitator"}:
                link = make_access_link(own, Role(role))
                address = f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link.public_id)}"
            elif role != "nobody":
                organisation = own.host_id if role == "organizer" else None
                email = make_user(Role(role), organisation_id=organisation).email
            event = own if whose == "own" else foreign
            where = {"slug": event.slug, "organisation": event.host.key}
        if role in {"door", "facilitator"}:
            client.post(address)
        elif role != "nobody":
            sign_in(client, email)
        return client, where

    return act


def addresses(app, where):
    """An address, method and policy for each route and method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"public.sign_in.sign_in", "public.sign_in.sign_out", READINESS}:
            continue
        values = {name: where.get(name, "nothing-real") for name in rule.arguments}
        address = adapter.build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            policy = access.policy_of(app.view_functions[rule.endpoint])
            yield address, method, policy.name if policy else "none"


@pytest.mark.parametrize(("role", "whose"), RIGHTS, ids=["-".join(key) for key in RIGHTS])
def test_rights_at_every_address(app, acting, role, whose):
    client, where = acting(role, whose)
    wrong = []
    # What writes comes last: it may change what the others would find.
    for address, method, policy in sorted(addresses(app, where), key=lambda row: row[1]):
        answer = client.open(address, method=method, headers={"Accept": "text/html"})
        to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in")
        refused = answer.status_code in REFUSED or to_sign_in
        if refused == (policy in RIGHTS[role, whose]) or answer.status_code >= 500:
            wrong.append((method, address, policy, answer.status_code))
    assert wrong == []
