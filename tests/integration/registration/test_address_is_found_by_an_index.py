"""Each registration looks for its address behind the event's lock: that must not read everybody who comes."""

import pytest
from sqlalchemy import text

from webapp.foundation.database import session
from webapp.registration.queries.registrations import _LIVE_OF, _STANDING


@pytest.mark.parametrize("statement", [_LIVE_OF, _STANDING], ids=["what stands", "whether it is known"])
def test_an_address_is_looked_for_by_itself(work, statement):
    with work():
        asked = text(f"EXPLAIN QUERY PLAN {statement.compile(session().connection().engine)}".replace("?", "1"))
        plan = [row[3] for row in session().execute(asked)]
    assert any("ix_registration_email_normal_event_id (email_normal=? AND event_id=?)" in step for step in plan), plan


def test_control_without_the_address_another_way_is_taken(work):
    with work():
        said = text("EXPLAIN QUERY PLAN SELECT * FROM registration WHERE event_id = 1 AND status = 'confirmed'")
        assert not any("email_normal" in row[3] for row in session().execute(said))
