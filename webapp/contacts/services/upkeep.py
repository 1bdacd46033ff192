"""The index of contacts: kept up with what registrations, invitations and the office itself say.

Whoever registers waits for none of it: a job follows within moments (`catch_up`) and looks for what it has missed
(`missed`). What is corrected or deleted is put right in the same transaction (`refresh`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, select

from webapp.contacts import rules
from webapp.contacts.models import Contact, ContactMark, ContactWord
from webapp.contacts.queries import traces
from webapp.contacts.queries.traces import Address
from webapp.contacts.types import ContactId, Person
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.inserting import insert_all_new, insert_new
from webapp.foundation.stopping import StoppedError
from webapp.foundation.transaction import savepoint
from webapp.organisations.types import OrganisationId

PORTION = 500


def catch_up(*, now: datetime) -> int:
    """Take up those who registered, came along or were invited since the last time; returns how many addresses."""
    addresses, reached = traces.fresh(PORTION)
    _all_or_each(addresses, now)
    for kind, upto in reached.items():
        mark = session().get(ContactMark, kind)
        if mark is None:
            insert_new(ContactMark, kind=kind, reached=upto)
        else:
            mark.reached = max(mark.reached, upto)
    session().flush()
    return len(reached)


def missed() -> set[Address]:
    """Who was missed, and those behind whom nothing stands any more; a while to find out, so to be asked beforehand."""
    return traces.missing(PORTION) | traces.left_behind(PORTION)


def put_right(*, addresses: Collection[Address], now: datetime) -> None:
    """Take up who was missed, and let go of those behind whom nothing stands any more."""
    _all_or_each(addresses, now)


def _all_or_each(addresses: Collection[Address], now: datetime) -> None:
    """All at once; where that fails, one after the other. A note of trouble names nobody, but a place in the row."""
    try:
        with savepoint():
            refresh(addresses, now)
    except StoppedError:
        raise
    except Exception:  # noqa: BLE001 - whoever it was is found out now, and passed over
        row = sorted(addresses)
        go_through(
            Work("take up a contact", lambda place: refresh({row[place]}, now), savepoint, rests=False), range(len(row))
        )


def refresh(addresses: Iterable[Address], now: datetime) -> None:
    """Bring the contacts of these addresses up to date with what events say of them."""
    by_organisation: dict[OrganisationId, set[str]] = defaultdict(set)
    for organisation_id, email_normal in addresses:
        by_organisation[organisation_id].add(email_normal)
    for organisation_id, wanted in sorted(by_organisation.items()):
        rest = iter(sorted(wanted))
        while some := list(islice(rest, PORTION)):
            _refresh(organisation_id, some, now)


def _refresh(organisation_id: OrganisationId, addresses: Collection[str], now: datetime) -> None:
    persons = traces.persons_behind(organisation_id, addresses)
    known = _known(organisation_id, addresses)
    for each in list(known.values()):
        if each.email_normal not in persons and not (each.entered_at or each.agreed_at or each.withdrew_at):
            session().delete(known.pop(each.email_normal))
    fresh = [each for each in persons if each not in known]
    if fresh:
        rows = [_row(organisation_id, each, persons[each], now) for each in fresh]
        insert_all_new(Contact, rows)  # whoever corrects and the job may take up the same one at once
        known |= _known(organisation_id, fresh)
    for email_normal, each in known.items():
        _follow(each, persons.get(email_normal))
    session().flush()
    index(list(known.values()), persons)


def _known(organisation_id: OrganisationId, addresses: Collection[str]) -> dict[str, Contact]:
    own = Contact.organisation_id == organisation_id, Contact.email_normal.in_(addresses)
    return {each.email_normal: each for each in session().scalars(select(Contact).where(*own))}


def _row(organisation_id: OrganisationId, email_normal: str, person: Person, now: datetime) -> dict[str, object]:
    return {
        "public_id": tokens.new_id(),
        "organisation_id": organisation_id,
        "name": person.name,
        "email": person.email,
        "email_normal": email_normal,
        "company": person.company,
        "language": person.language,
        "sorted_by": rules.sorted_by(person.name),
        "firm": rules.firm_of(person.company),
        "in_events": True,
        "source": "",
        "purpose": "",
        "phone": "",
        "note": "",
        "created_at": now,
    }


def _follow(contact: Contact, person: Person | None) -> None:
    """Take over what events say of somebody of whom nothing else is known."""
    contact.in_events = person is not None
    if person is not None and not (contact.entered_at or contact.agreed_at):
        contact.name, contact.email, contact.company = person.name, person.email, person.company
        contact.language = person.language
    spell(contact)


def spell(contact: Contact) -> None:
    """Keep how the name and the company are compared."""
    contact.sorted_by, contact.firm = rules.sorted_by(contact.name), rules.firm_of(contact.company)


def index(contacts: Collection[Contact], persons: dict[str, Person] | None = None) -> None:
    """Have these contacts found by their words, and by those of `persons`, what events say of their addresses.

    What lies in the bin, and nowhere else, is found by none.
    """
    wanted = {each.id: (each, _words_of(each, (persons or {}).get(each.email_normal))) for each in contacts}
    there: dict[ContactId, set[str]] = defaultdict(set)
    kept = select(ContactWord.contact_id, ContactWord.word).where(ContactWord.contact_id.in_(wanted))
    for contact_id, word in session().execute(kept):
        there[contact_id].add(word)
    new: list[dict[str, object]] = []
    for contact_id, (each, words) in wanted.items():
        if gone := there[contact_id] - words:
            here = ContactWord.contact_id == contact_id, ContactWord.word.in_(gone)
            session().execute(delete(ContactWord).where(*here))
        new += (_word_row(each, word) for word in sorted(words - there[contact_id]))
    insert_all_new(ContactWord, new)


def index_anew(contact: Contact) -> None:
    """As `index`, for one of whom something was changed here."""
    spell(contact)
    session().flush()
    index([contact], traces.persons_behind(contact.organisation_id, [contact.email_normal]))


def _words_of(contact: Contact, person: Person | None) -> set[str]:
    if contact.binned_at is not None and not contact.in_events:
        return set()
    words = rules.words_in(
        contact.name, contact.company, contact.phone.replace(" ", ""), person.words if person else ""
    )
    return words | rules.words_of_address(contact.email_normal)


def _word_row(contact: Contact, word: str) -> dict[str, object]:
    return {
        "contact_id": contact.id,
        "organisation_id": contact.organisation_id,
        "word": word,
        "backwards": word[::-1],
    }
