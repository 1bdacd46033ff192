from collections.abc import Iterable, Sequence

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId


def all_organisations() -> Sequence[Organisation]:
    """Every organisation by name, for choosing a host or partners."""
    found = session().scalars(select(Organisation).order_by(Organisation.id))
    return sorted(found, key=lambda each: in_order(each.name))


def find_by_key(key: str) -> Organisation | None:
    return session().scalar(select(Organisation).where(Organisation.key == key))


def by_ids(ids: Iterable[OrganisationId]) -> dict[OrganisationId, Organisation]:
    """The named organisations by id, in one query."""
    rows = session().scalars(select(Organisation).where(Organisation.id.in_(set(ids))))
    return {row.id: row for row in rows}
