import pytest

from tests.renewed import times_renewed
from webapp.foundation import revisions


@pytest.mark.both
def test_a_bump_raises_the_scope_and_no_other(work, now):
    with work():
        revisions.bump("events", "event:a")
        revisions.bump("event:a")
    with work():
        assert times_renewed("event:a", "events", "event:b") == (2, 1, 0)
