"""Words of the office about people, one by one or many at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.contacts.models import Contact, ContactTag
from webapp.contacts.queries import tags_of
from webapp.foundation.database import session
from webapp.foundation.names import as_known, same_name
from webapp.foundation.text import distinct


def add_tags(*, contacts: Sequence[Contact], tags: Iterable[str]) -> int:
    """Give people of one organisation these words as well; returns how many got one that they hadn't."""
    wanted = _spelt(contacts, tags)
    changed = 0
    for each in contacts:
        have = {same_name(tag.tag) for tag in each.tags}
        new = [tag for tag in wanted if same_name(tag) not in have]
        each.tags.extend(ContactTag(tag=tag, organisation_id=each.organisation_id) for tag in new)
        changed += bool(new)
    session().flush()
    return changed


def take_tags(*, contacts: Sequence[Contact], tags: Iterable[str]) -> int:
    """Take these words off people of one organisation; returns how many had one."""
    gone = {same_name(tag) for tag in _spelt(contacts, tags)}
    changed = 0
    for each in contacts:
        kept = [tag for tag in each.tags if same_name(tag.tag) not in gone]
        changed += len(kept) < len(each.tags)
        each.tags = kept
    session().flush()
    return changed


@rights.needs(Role.ORGANIZER, of="contact")
def set_tags(*, contact: Contact, tags: Iterable[str]) -> None:
    """Have somebody carry just these words."""
    wanted = _spelt([contact], tags)
    session().execute(delete(ContactTag).where(ContactTag.contact_id == contact.id))
    session().expire(contact, ["tags"])
    session().add_all(
        ContactTag(contact_id=contact.id, tag=tag, organisation_id=contact.organisation_id) for tag in wanted
    )
    session().flush()
    session().expire(contact, ["tags"])


def _spelt(contacts: Sequence[Contact], tags: Iterable[str]) -> list[str]:
    """The words as the organisation has spelt them before; only for whoever works for it."""
    if not contacts:
        return []
    for organisation in {each.organisation_id: each for each in contacts}.values():
        rights.require(Role.ORGANIZER, organisation.scope)
    known = tags_of(contacts[0].organisation_id)
    return [as_known(tag, known) for tag in distinct(tags)]
