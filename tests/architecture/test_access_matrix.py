"""Every route for every role, at own and foreign events and organisations: refused without a right, never with one.

Roles, routes and what is own or foreign are put together here; the routes say themselves what right they ask for.
"""

from dataclasses import dataclass

import pytest

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from webapp.accounts import access
from webapp.accounts.types import LINK, Role
from webapp.foundation import tokens
from webapp.organisations.queries import by_ids

REFUSED = {401, 403}
# Says 503 by design here: the tables of tests come from the models, not from a migration.
READINESS = "public.pages.readyz"
# End or change the very session that asks; a test of theirs knows better.
ENDS_ITSELF = {"public.sign_in.sign_in", "public.sign_in.sign_out", "admin.account.sign_out_elsewhere"}
EVERYBODY = {"public", "token"}
BRINGS = {
    Role.ORGANIZER: (Role.ORGANIZER, Role.FACILITATOR, Role.DOOR, Role.READER),
    **{role: (role,) for role in (Role.FACILITATOR, Role.DOOR, Role.READER)},
}
HOLDS = ("event", "organisation", "link")  # what a role is held at, and by what


@dataclass(frozen=True)
class Case:
    """Somebody with a role, held at an event or an organisation, who asks at what is their own or foreign."""

    role: Role | None
    by: str
    own: bool

    @property
    def allows(self):
        """The policies that let them in."""
        if self.role is None:
            return EVERYBODY
        if self.role is Role.ADMIN:
            every = {f"{kind}:{role.value}" for kind in ("event", "organisation") for role in BRINGS}
            return EVERYBODY | every | {"account", "reader", "staff", "host", "admin"}
        brought = BRINGS[self.role]
        anywhere = set() if self.by == "link" else {"account"}
        anywhere |= {"reader"} if Role.READER in brought else set()
        anywhere |= {"staff"} if Role.ORGANIZER in brought else set()
        anywhere |= {"host"} if self.role is Role.ORGANIZER and self.by == "organisation" else set()
        here = {f"event:{role.value}" for role in brought} if self.own else set()
        here |= {f"organisation:{role.value}" for role in brought} if self.own and self.by == "organisation" else set()
        return EVERYBODY | anywhere | here


CASES = [Case(None, "", own=True), Case(Role.ADMIN, "", own=True)]
CASES += [
    Case(role, by, own)
    for role in BRINGS
    for by in HOLDS
    for own in (True, False)
    if by != "link" or role in {Role.DOOR, Role.FACILITATOR}
]


def called(case):
    return "-".join(str(each) for each in (case.role or "nobody", case.by, "own" if case.own else "foreign") if each)


@pytest.fixture
def acting(app, work, now):
    """A client that acts as the case says, and the slug and the organisation's key that it asks for."""

    def act(case):
        client = app.test_client()
        with work():
            own, foreign = make_event(), make_event(host=make_organisation())
            if case.by == "link":
                link = make_access_link(own, case.role)
                address = f"/link/{tokens.seal(app.config['SECRET_KEY'], LINK, link.public_id)}"
            elif case.role is not None:
                organisation = own.host_id if case.by == "organisation" else None
                event = own.public_id if case.by == "event" else None
                email = make_user(case.role, organisation_id=organisation, event_key=event).email
            asked = own if case.own else foreign
            named = {"slug": asked.slug, "organisation": by_ids([asked.host_id])[asked.host_id].key}
        if case.by == "link":
            client.post(address)
        elif case.role is not None:
            sign_in(client, email)
        return client, named

    return act


def addresses(app, named):
    """An address, method and policy for each route and method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {*ENDS_ITSELF, READINESS}:
            continue
        values = {name: named.get(name, "nothing-real") for name in rule.arguments}
        address = adapter.build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            policy = access.policy_of(app.view_functions[rule.endpoint])
            yield address, method, policy.name if policy else "none"


@pytest.mark.in_turns
@pytest.mark.parametrize("case", CASES, ids=called)
def test_rights_at_every_address(app, acting, case):
    client, named = acting(case)
    wrong = []
    # What writes comes last: it may change what the others would find.
    for address, method, policy in sorted(addresses(app, named), key=lambda row: row[1]):
        answer = client.open(address, method=method, headers={"Accept": "text/html"})
        to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in?")
        refused = answer.status_code in REFUSED or to_sign_in
        if refused == (policy in case.allows) or answer.status_code >= 500:
            wrong.append((method, address, policy, answer.status_code))
    assert wrong == []


def test_every_policy_that_a_route_names_is_one_that_some_case_has_and_another_lacks(app):
    named = {access.policy_of(app.view_functions[rule.endpoint]).name for rule in app.url_map.iter_rules()}
    assert {"organisation:organizer", "event:reader", "account", "reader"} <= named
    for policy in named - EVERYBODY:
        assert {policy in case.allows for case in CASES} == {True, False}, policy
    assert named <= CASES[1].allows
