"""A search reads no more than what fits: few statements, however many there are, each answered by an index."""

import re

import pytest
from sqlalchemy import insert, text

from tests.bench.contacts import _person, _words
from tests.factories.organisations import make_organisation
from tests.queries import counted
from webapp.contacts import queries
from webapp.contacts.models import Contact, ContactWord
from webapp.contacts.types import Wanted
from webapp.foundation.database import db, session, table_of

pytestmark = pytest.mark.usefixtures("now")
ASKED = {"": 3, "müller": 4, "mülelr": 5, "anna müller": 6, "vogel 17": 6, "niemand": 2}


class Chance:
    """The same people each time."""

    def __init__(self):
        self._turn = 0

    def choice(self, among):
        self._turn += 1
        return among[self._turn * 7 % len(among)]


def fill(host, people):
    chance = Chance()
    rows = [{**_person(number, host.id, chance), "name": "Anna Müller"} for number in range(1, people + 1)]
    session().execute(insert(table_of(Contact)), rows)
    session().execute(insert(table_of(ContactWord)), [word for each in rows for word in _words(each)])
    session().flush()


@pytest.mark.both
def test_each_search_takes_few_statements_and_each_is_answered_by_an_index(app, work):
    with work():
        host = make_organisation()
        fill(host, 3_000)
        if db.engine.dialect.name == "postgresql":
            session().execute(text("SET LOCAL enable_seqscan = off"))  # of few rows it would read them all
        for words, most in ASKED.items():
            with counted(app) as statements:
                queries.contacts_of(host.id, Wanted(words=words), limit=25)
            assert len(statements) <= most, (words, statements)
            for each in statements:
                assert _scans(each) == [], (words, each)


def _scans(statement):
    """The steps of a plan that read a whole table; counting all there are may."""
    if "SELECT count(*)" in statement and "contact_word" not in statement:
        return []
    if db.engine.dialect.name == "postgresql":
        said = re.sub(r"%\(\w+\)s::INTEGER", "1", re.sub(r"%\(\w+\)s::VARCHAR", "'muller'", statement))
        plan = [row[0] for row in session().connection().exec_driver_sql(f"EXPLAIN {said}")]
        return [step for step in plan if "Seq Scan on contact" in step]
    plan = session().execute(text(f"EXPLAIN QUERY PLAN {statement}".replace("?", "1")))
    return [row[3] for row in plan if row[3].startswith("SCAN contact")]
