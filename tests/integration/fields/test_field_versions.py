from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from webapp.fields import queries, services
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.errors import InvalidError

TITLE = Definition(key="title", kind=FieldKind.TEXT, label={"de": "Titel", "en": "Title"})
ROUTE = Definition(key="route", kind=FieldKind.CHOICE, label={"de": "Weg"}, choices=(("pitch", {"de": "Pitch"}),))


def add(*definitions, key="canvas"):
    return services.add_version(key=key, definitions=definitions, now=clock.now())


def test_a_new_version_is_made_only_when_something_changed(work):
    with work():
        first = add(TITLE, ROUTE)
        assert add(TITLE, ROUTE).id == first.id
        second = add(TITLE, replace(ROUTE, required=True))
        assert (first.version, second.version) == (1, 2)
        assert queries.find_newest("canvas").id == second.id
        assert add(TITLE, key="survey").version == 1
        assert queries.find_newest("nothing") is None


def test_old_definitions_stay_readable(work):
    with work():
        first = add(TITLE, ROUTE)
        add(TITLE)
    with work():
        assert queries.definitions_of(first) == (TITLE, ROUTE)


def test_two_fields_never_share_a_key(work):
    with work(), pytest.raises(InvalidError):
        add(TITLE, TITLE)


@pytest.mark.both
def test_whoever_comes_second_uses_what_the_first_has_made(work):
    def make(_):
        with work():
            return add(TITLE).version

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(make, range(8))) == {1}
