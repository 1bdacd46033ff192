"""Contacts of 100,000 people, searched at the desk's query: by names, parts of companies, addresses, with slips."""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert, text

from tests.bench import burst
from tests.bench.machine import at_reference
from tests.conftest import settings_for
from webapp.contacts import queries, rules
from webapp.contacts.models import Contact, ContactTag, ContactWord
from webapp.contacts.types import Wanted
from webapp.factory import create_app
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import Model, db, session, table_of
from webapp.organisations.services import add_organisation
from webapp.organisations.types import OrganisationKind

PEOPLE = 100_000
GOAL_MS = 100
_ROUNDS = 10
_FIRST = ("Anna", "Bernd", "Clara", "Dirk", "Elif", "Gesine", "Hakan", "Ilse", "Jörg", "Katrin", "Lutz", "Maja", "Olga")
_LAST = ("Müller", "Meier", "Schmidt", "Krüger", "Vogel", "Lindner", "Weiß", "Özdemir", "Bäcker", "Schröter", "Böhme")
_TRADES = ("Dachdeckerei", "Tischlerei", "Metallbau", "Elektro", "Malerbetrieb", "Zimmerei", "Heizungsbau", "Bäckerei")
_TOWNS = ("Mittweida", "Chemnitz", "Freiberg", "Döbeln", "Rochlitz", "Hainichen", "Burgstädt")
ASKED = (
    *("müller", "mueller", "meier", "anna vogel", "tischlerei", "zimmerei mittweida", "schroeter", "krueger jörg"),
    *("lindnre", "schmdit", "person4711@firma4711.example", "person99", "vog", "dachdeckerie", "böhme 17", "xyzzy"),
)


def on_sqlite(folder: Path) -> tuple[str, str, str, str, str]:
    """A row for the table."""
    return _row("SQLite", folder, f"sqlite:///{folder / 'contacts.sqlite3'}")


def on_postgresql(folder: Path) -> tuple[str, str, str, str, str]:
    """The same on PostgreSQL."""
    with burst.postgresql(folder) as url:
        return _row("PostgreSQL", folder, url)


def _row(database: str, folder: Path, url: str) -> tuple[str, str, str, str, str]:
    times = [each for _ in range(_ROUNDS) for each in searched(folder, url)]
    p95 = statistics.quantiles(times, n=20)[-1]
    verdict = "yes" if at_reference(p95) < GOAL_MS else "**no**"
    what = f"{PEOPLE:,} contacts searched, {database}"
    return (what, "", f"p95 {p95:.0f} ms over {len(ASKED)} ways to ask", f"p95 < {GOAL_MS} ms", verdict)


def searched(folder: Path, url: str) -> Iterator[float]:
    """Milliseconds of each search, over a database that is filled the first time."""
    app = create_app(settings_for(folder, url))
    with app.app_context():
        organisation_id = _filled()
        for words in ASKED:
            began = time.perf_counter()
            with transaction.looking():
                queries.contacts_of(organisation_id, Wanted(words=words), limit=25)
            yield (time.perf_counter() - began) * 1000
        db.engine.dispose()


def _filled() -> int:
    Model.metadata.create_all(db.engine)
    with transaction.unit_of_work():
        known = session().scalar(text("SELECT id FROM organisation WHERE key = 'bench'"))
        if known is not None:
            return int(known)
        made = add_organisation(key="bench", name="Kammer", short_name="K", kind=OrganisationKind.CHAMBER)
        organisation_id = int(made.id)
    chance = random.Random(7)  # noqa: S311 - the same people each time
    for start in range(1, PEOPLE, 5_000):
        with transaction.unit_of_work():
            people = [_person(number, organisation_id, chance) for number in range(start, start + 5_000)]
            session().execute(insert(table_of(Contact)), people)
            session().execute(insert(table_of(ContactWord)), [row for each in people for row in _words(each)])
            tags = [
                {"contact_id": each["id"], "tag": "Innung", "organisation_id": organisation_id} for each in people[::20]
            ]
            session().execute(insert(table_of(ContactTag)), tags)
    with db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return organisation_id


def _person(number: int, organisation_id: int, chance: random.Random) -> dict[str, object]:
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{chance.choice(('', '', f'-{chance.choice(_LAST)}'))}"
    company = f"{chance.choice(_TRADES)} {chance.choice(_LAST)} {number % 2_000} {chance.choice(_TOWNS)} GmbH"
    email = f"person{number}@firma{number}.example"
    return {
        "id": number, "public_id": tokens.new_id(), "organisation_id": organisation_id, "name": name,
        "email": email, "email_normal": email, "company": company, "sorted_by": rules.sorted_by(name),
        "firm": rules.firm_of(company), "in_events": True, "source": "", "purpose": "", "phone": "", "note": "",
        "language": "de", "created_at": clock.now(),
    }  # fmt: skip


def _words(person: dict[str, object]) -> Iterator[dict[str, object]]:
    words = rules.words_in(str(person["name"]), str(person["company"]))
    for word in words | rules.words_of_address(str(person["email_normal"])):
        yield {
            "contact_id": person["id"],
            "organisation_id": person["organisation_id"],
            "word": word,
            "backwards": word[::-1],
        }
