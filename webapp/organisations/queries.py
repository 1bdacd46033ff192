from collections.abc import Iterable, Sequence

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId


def all_organisations() -> Sequence[Organisation]:
    """Every organisation by name, for choosing a host or partners."""
    return session().scalars(select(Organisation).order_by(Organisation.name)).all()


def find_by_key(key: str) -> Organisation | None:
    return session().scalar(select(Organisation).where(Organisation.key == key))


def by_ids(ids: Iterable[OrganisationId]) -> dict[OrganisationId, Organisation]:
    """The named organisations by id, in one query."""
    rows = session().scalars(select(Organisation).where(Organisation.id.in_(set(ids))))
    return {row.id: row for row in rows}
