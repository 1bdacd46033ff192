"""What became of an invitation, by the registration that answered it and by who else brings the invited one."""

import itertools

import pytest

from webapp.registration import rules
from webapp.registration.types import InvitationStatus, RegistrationStatus, Reply

REGISTERED = (None, *RegistrationStatus)
PAIRS = list(itertools.product(InvitationStatus, REGISTERED))
OF_THEIR_OWN = {Reply.COMES, Reply.OFFERED, Reply.WAITS, Reply.ASKS, Reply.WITHDRAWN}


@pytest.mark.parametrize(("invited", "registered"), PAIRS)
def test_a_ticket_along_counts_where_nothing_of_their_own_stands(invited, registered):
    alone = rules.reply(invited, registered)
    along = rules.reply(invited, registered, along=True)
    assert along is (alone if alone in OF_THEIR_OWN else Reply.COMES)
    assert rules.is_brought_along(invited, registered, along=True) is (alone not in OF_THEIR_OWN)
    assert not rules.is_brought_along(invited, registered, along=False)


@pytest.mark.parametrize("along", [False, True])
def test_each_way_leads_to_one_reply(along):
    found = [way for reply in Reply for way in rules.ways_to(reply, along=along)]
    assert sorted(found, key=str) == sorted(PAIRS, key=str)
