"""Items of a job, of which one is going to raise."""

from sqlalchemy import select

from webapp.foundation.database import session


class Scene:
    """Items of one job. `name` is what the attempts are counted by; `make` returns keys, the second one is bad."""

    module: object
    function: str

    def make(self):
        raise NotImplementedError

    def key_of(self, *values):
        """The key of the item that the function is called with, or several."""
        return values[0]

    def prepare(self):
        """What lets the items be due."""

    def is_done(self, key):
        raise NotImplementedError


def three(act):
    return [act() for _ in range(3)]


def states(model, key, column="state"):
    return session().scalar(select(getattr(model, column)).where(model.id == key))
