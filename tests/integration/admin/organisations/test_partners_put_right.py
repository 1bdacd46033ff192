"""A partner's slip of the finger is put right by those at whose events it takes part, and by nobody else."""

import pytest

from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from webapp.accounts.types import Role
from webapp.events.models import EventPartner
from webapp.foundation.database import session
from webapp.organisations.queries import find_by_key
from webapp.plans.models import Signatory
from webapp.plans.services import add_plan

CORRECTED = {"name": "Tischlerei Schön", "kind": "other"}


@pytest.fixture
def partner(desk, work):
    """What an event of the desk names, and nobody else."""
    with work():
        made = make_organisation(name="Tischlrei Schön")
        named_by(desk.host, made)
        return made.key


def named_by(host, organisation):
    event = make_event(host=host)
    session().add(EventPartner(event_id=event.id, organisation_id=organisation.id, position=1))


def correct(desk, key):
    return desk.send(f"/settings/organisations/{key}/correct", CORRECTED).status_code


def name_of(work, key):
    with work():
        return find_by_key(key).name


def test_whoever_names_a_partner_corrects_it_and_foreign_organisers_do_not(desk, other_desk, work, partner):
    path = f"/settings/organisations/{partner}/correct"
    assert path in desk.page("/settings/organisations")
    assert path not in other_desk.page("/settings/organisations")
    assert "Tischlrei" in desk.page(path)
    assert other_desk.client.get(f"/manage{path}").status_code == 303
    assert correct(other_desk, partner) == 303
    assert name_of(work, partner) == "Tischlrei Schön"
    assert correct(desk, partner) == 303
    assert name_of(work, partner) == "Tischlerei Schön"
    assert desk.client.get(f"/manage/settings/organisations/{partner}").status_code == 403


@pytest.mark.parametrize("why", ["a foreign event", "a team", "a plan", "an own event", "nobody", "the bin"])
def test_what_others_have_a_hand_in_is_theirs(desk, other_desk, work, partner, why):
    with work():
        found = find_by_key(partner)
        if why == "a foreign event":
            named_by(other_desk.host, found)
        elif why == "a team":
            make_user(Role.READER, organisation_id=found.id)
        elif why == "a plan":
            plan = add_plan(slug="plan", title="Plan")
            session().add(Signatory(plan_id=plan.id, organisation_id=found.id, office="Rat", position=1))
        elif why == "an own event":
            make_event(host=found)
        elif why == "nobody":
            session().query(EventPartner).delete()
        else:
            found.deleted_at = found.archived_at = make_event().created_at
    assert correct(desk, partner) == 303
    assert name_of(work, partner) == "Tischlrei Schön"
