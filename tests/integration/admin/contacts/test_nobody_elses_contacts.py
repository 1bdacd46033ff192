"""An organisation's contacts are its own: every address, made from the routes, with one's own ids and with others'."""

import io
import itertools
import zipfile

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.world import make_world
from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.contacts import queries, services
from webapp.contacts.types import Wanted
from webapp.foundation import clock
from webapp.organisations.queries import find_by_key

SECRET = "Geheimnis"


@pytest.fixture
def worlds(app, work, now):
    """One's own organisation and another one, each with something of everything."""
    with work():
        own, other = make_world(app), make_world(app)
        host = find_by_key(other.values["organisation"][0])
        made = make_contact(host, f"Fremdkontakt {SECRET}", company=f"{SECRET} Bau")
        make_registration(make_event(host=host), f"Fremdkontakt Zwei {SECRET}", email="zwei@example.org")
        take_up()
        found = queries.contacts_of(host.id, Wanted(words="fremdkontakt"), limit=9).contacts
        services.keep_list(organisation_id=host.id, name=f"{SECRET} Liste", now=clock.now(), contacts=found)
        services.set_tags(contact=made, tags=["Fremdwort"])
        other.values["contact_id"] += [each.public_id for each in found]
        other.values["firm"] = [made.firm]
    return own, other


def rules_of(app):
    return [each for each in app.url_map.iter_rules() if each.endpoint.startswith("admin.contacts.")]


def mixed(app, rule, own, other):
    """The rule's addresses with each part one's own or the other's, at least one of them foreign."""
    names = sorted(rule.arguments)
    for whose in itertools.product((own, other), repeat=len(names)):
        if other in whose:
            parts = {name: list(world._values(rule, name)) for name, world in zip(names, whose, strict=True)}
            foreign = dict(zip(names, (world is other for world in whose), strict=True))
            for chosen in itertools.product(*parts.values()):
                yield foreign, rule.build(dict(zip(names, chosen, strict=True)))[1]


def test_no_address_with_anything_foreign_opens(app, work, worlds):
    own, other = worlds
    client = app.test_client()
    sign_in(client, own.organizer)
    tried, wrong = 0, []
    for rule in rules_of(app):
        for foreign, address in mixed(app, rule, own, other) if rule.arguments else ():
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                answer = client.open(address, method=method, data={"once_key": "k" * 22})
                expected = 403 if foreign["organisation"] else 404
                tried += 1
                if answer.status_code != expected or SECRET in answer.text:
                    wrong.append((method, address, answer.status_code))
    assert tried > 60
    assert wrong == []


def said_in(answer):
    """What stands in a page, a text table, or anywhere in a workbook."""
    if not answer.data.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_nothing_foreign_is_seen_in_lists_searches_files_and_choices(app, work, worlds):
    own, _other = worlds
    client = app.test_client()
    sign_in(client, own.organizer)
    seen = 0
    for rule in rules_of(app):
        if "GET" in (rule.methods or ()):
            for address in own.addresses_of(rule):
                for asked in ("", "?q=fremdkontakt", "?tag=Fremdwort", "?consent=none"):
                    answer = client.get(address + asked, follow_redirects=True)
                    seen += 1
                    assert answer.status_code == 200, address
                    assert SECRET not in said_in(answer), address
    assert seen > 40


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DOOR, "organizer of one event", None])
def test_whoever_does_not_work_for_the_organisation_gets_nothing(app, work, now, role):
    with work():
        host = make_organisation()
        event = make_event(host=host)
        make_contact(host)
        at_event = {"event_key": event.public_id}
        user = make_user(
            Role.ORGANIZER if isinstance(role, str) and role not in set(Role) else role, **(at_event if role else {})
        )
        email, key, slug = user.email, host.key, event.slug
    client = app.test_client()
    sign_in(client, email)
    assert client.get(f"/manage/contacts/{key}").status_code == 403
    assert client.get("/manage/contacts").status_code == 403
    assert client.get(f"/manage/events/{slug}/invitations/contacts").status_code in {403, 404}


def test_every_route_of_contacts_asks_for_the_organisation(app):
    named = {each.endpoint: access.policy_of(app.view_functions[each.endpoint]).name for each in rules_of(app)}
    assert named.pop("admin.contacts.contacts") == "host"
    assert set(named.values()) == {"organisation:organizer"}
