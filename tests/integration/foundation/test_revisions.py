import pytest

from webapp.foundation import revisions


@pytest.mark.both
def test_a_bump_raises_the_scope_and_no_other(work):
    with work():
        revisions.bump("events", "event:a")
        revisions.bump("event:a")
    with work():
        assert revisions.read(["event:a", "events", "event:b"]) == (2, 1, 0)
