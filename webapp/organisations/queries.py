from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.foundation.matching import looked_for
from webapp.foundation.ordering import in_order
from webapp.organisations.errors import FundingNoticeNotFoundError, OrganisationNotFoundError
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.types import FundingNoticeId, OrganisationId


def all_organisations() -> Sequence[Organisation]:
    """Every organisation that isn't in the bin by name, for choosing a host or partners."""
    found = session().scalars(select(Organisation).where(Organisation.deleted_at.is_(None)).order_by(Organisation.id))
    return sorted(found, key=lambda each: in_order(each.name))


def find_by_key(key: str) -> Organisation | None:
    return session().scalar(select(Organisation).where(Organisation.key == key))


def get_organisation(key: str) -> Organisation:
    """The organisation with this key; OrganisationNotFoundError when there is none. One query."""
    found = find_by_key(key)
    if found is None:
        raise OrganisationNotFoundError
    return found


def public_organisation(key: str) -> Organisation:
    """As readers see it; OrganisationNotFoundError also for one in the bin. One query."""
    found = get_organisation(key)
    if found.deleted_at is not None:
        raise OrganisationNotFoundError
    return found


def all_names() -> list[str]:
    """What all organisations are called, in full and in short, and the towns in which they are. One query."""
    rows = session().execute(select(Organisation.name, Organisation.short_name, Organisation.city))
    return [text for row in rows for text in row if text]


def by_ids(ids: Iterable[OrganisationId]) -> dict[OrganisationId, Organisation]:
    """The named organisations by id, in one query."""
    rows = session().scalars(select(Organisation).where(Organisation.id.in_(set(ids))))
    return {row.id: row for row in rows}


def found_by(words: str) -> list[Organisation]:
    """Organisations whose names, towns or keys hold all of these words, those in the bin too, by name. One query."""
    found = looked_for(words, session().scalars(select(Organisation)), _told)
    return sorted(found, key=lambda each: (in_order(each.name), each.id))


def taken_keys(start: str) -> set[str]:
    """The keys that begin so."""
    return set(session().scalars(select(Organisation.key).where(Organisation.key.startswith(start, autoescape=True))))


def notices_of(organisation_ids: Collection[OrganisationId], *, in_bin: bool | None = False) -> Sequence[FundingNotice]:
    """Their funding notices by title, those put away too, and with `in_bin` None also those in the bin. One query."""
    statement = select(FundingNotice).where(FundingNotice.organisation_id.in_(organisation_ids))
    if in_bin is not None:
        statement = statement.where(FundingNotice.deleted_at.is_not(None) == in_bin)
    found = session().scalars(statement.order_by(FundingNotice.id))
    return sorted(found, key=lambda each: in_order(each.title))


def get_notice(organisation_id: OrganisationId, public_id: str) -> FundingNotice:
    """A funding notice of this organisation; FundingNoticeNotFoundError for any other. One query."""
    mine = (FundingNotice.organisation_id == organisation_id, FundingNotice.public_id == public_id)
    found = session().scalar(select(FundingNotice).where(*mine))
    if found is None:
        raise FundingNoticeNotFoundError
    return found


def usual_notice(organisation_id: OrganisationId, format_key: str) -> FundingNoticeId | None:
    """What new events of this format say of who pays, if anything. One query."""
    usual = (each for each in notices_of([organisation_id]) if each.archived_at is None and format_key in each.formats)
    return next((each.id for each in usual), None)


def files_shown() -> set[str]:
    """The stored files of the logos that are shown. Two queries."""
    own = [picture for logos in session().scalars(select(Organisation.logos)) for picture in logos.values()]
    told = [picture for logos in session().scalars(select(FundingNotice.logos)) for picture in logos]
    return {picture["file"] for picture in (*own, *told)}


def files_named() -> set[str]:
    """The stored files of all logos, also of those that were removed and can be put back. Four queries."""
    models = (Organisation, FundingNotice)
    removed = [picture for model in models for logos in _removed(model) for picture in logos]
    return files_shown() | {picture["file"] for picture in removed}


def _removed(model: type[Organisation | FundingNotice]) -> Sequence[list[dict[str, Any]]]:
    return session().scalars(select(model.removed_logos)).all()


def _told(organisation: Organisation) -> str:
    return f"{organisation.name} {organisation.short_name} {organisation.city} {organisation.key}"
