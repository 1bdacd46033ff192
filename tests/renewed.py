"""How often pages were made anew."""

from webapp.foundation import clock, revisions


def times_renewed(*scopes):
    """How often each scope was bumped while the clock stands still."""
    moment = int(clock.now().timestamp() * 1_000_000)
    return tuple(number - moment + 1 if number else 0 for number in revisions.read(scopes))
