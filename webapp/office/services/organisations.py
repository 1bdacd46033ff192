"""Organisations: made, described, put away, deleted while nothing names them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import String

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.foundation import bins, facts, revisions
from webapp.foundation.database import session, table_of
from webapp.foundation.email_addresses import checked_address
from webapp.foundation.names import same_name
from webapp.foundation.references import hold, named_by
from webapp.foundation.slugs import slugged
from webapp.foundation.text import lines, one_line
from webapp.foundation.web_addresses import is_web_address
from webapp.organisations import queries
from webapp.organisations.errors import OrganisationInvalidError, OrganisationNamedError
from webapp.organisations.facts import OrganisationChanged
from webapp.organisations.models import Organisation
from webapp.organisations.scopes import organisation_scope
from webapp.organisations.types import OrganisationId, OrganisationKind, OrganisationPart

_TEXTS = (
    *("name", "short_name", "city", "street", "postcode", "website"),
    *("contact_email", "contact_phone", "profile"),
)
LONGEST_STEM = 70  # of a key, so that a number still finds room
_OTHERWISE = "organisation"  # stands in for a name without letters that addresses know
_RESERVED = frozenset({"new"})  # addresses of the desk
_COLUMNS = table_of(Organisation).c


class Description(TypedDict, total=False):
    """What can be said of an organisation; what is left out stays as it is."""

    name: str
    short_name: str
    kind: OrganisationKind
    city: str
    street: str
    postcode: str
    website: str
    contact_email: str
    contact_phone: str
    profile: str
    parts: Iterable[OrganisationPart]


@rights.staff_only
def make_organisation(**said: Unpack[Description]) -> Organisation:
    """An organisation under a key that is made of its name; OrganisationInvalidError without a name.

    Nobody gets any right by making one.
    """
    # Whoever looks for a free key first takes this row, so that two never find the same one.
    revisions.bump(organisation_scope(""))
    organisation = Organisation(key=_free_key(one_line(said.get("name", ""))), short_name="", parts=[], logos={})
    _describe(organisation, {"kind": OrganisationKind.OTHER, **said})
    session().add(organisation)
    session().flush()
    return organisation


def change_organisation(*, organisation: Organisation, **said: Unpack[Description]) -> None:
    """Say something else of an organisation; its key stays, so that no address breaks."""
    require_organizer(organisation)
    describe_anew(organisation=organisation, **said)


@rights.host_only
def describe_anew(*, organisation: Organisation, **said: Unpack[Description]) -> None:
    """The same, for rooms above that have asked whether whoever acts may."""
    before = (organisation.name, organisation.short_name)
    _describe(organisation, said)
    session().flush()
    tell(organisation, is_renamed=before != (organisation.name, organisation.short_name))


def say_sender(*, organisation: Organisation, sender_name: str, reply_to: str) -> None:
    """By which name mails about its events come, and who gets the answers; empty ones are its name and its contact."""
    require_organizer(organisation)
    organisation.sender_name, organisation.reply_to = one_line(sender_name), one_line(reply_to)
    session().flush()


def put_away(*, organisation: Organisation, now: datetime) -> None:
    """Offer it nowhere any more; what names it keeps it."""
    require_organizer(organisation)
    organisation.archived_at = now
    session().flush()


def take_back(*, organisation: Organisation) -> None:
    """Offer it again."""
    require_organizer(organisation)
    bins.offer_again(organisation)


def delete_organisation(*, organisation: Organisation, now: datetime) -> None:
    """Put an organisation into the bin, its funding notices with it; OrganisationNamedError says what hangs on it.

    Nothing else goes along in passing: contacts and lists are typed as well as events.
    """
    require_organizer(organisation)
    hold(Organisation, organisation.id, whole=True)
    if found := named_by(organisation):
        raise OrganisationNamedError(tables=found)
    bins.put_in(organisation, now)
    revisions.bump(organisation_scope(organisation.key))


def restore(*, organisation: Organisation) -> None:
    """Out of the bin, under the address that it had."""
    require_organizer(organisation)
    bins.take_out(organisation)
    revisions.bump(organisation_scope(organisation.key))


def _let_go(organisation: Organisation) -> None:
    for notice in queries.notices_of([organisation.id], in_bin=None):
        session().delete(notice)
    session().flush()
    session().delete(organisation)
    session().flush()


@rights.staff_only
def settle_partner(*, name: str, city: str) -> OrganisationId:
    """The organisation of this name in this town, known or new; OrganisationInvalidError without a name."""
    revisions.bump(organisation_scope(""))  # as `make_organisation`: the second of two finds the first one's
    said = (same_name(name), same_name(city))
    known = [each for each in queries.all_organisations() if same_name(each.name) == said[0]]
    same = [each for each in known if same_name(each.city) == said[1] or not said[1]]
    found = next(iter(same), None)
    if found is None:
        found = make_organisation(name=name, city=city, parts=[OrganisationPart.PARTNER])
    return found.id


def require_organizer(organisation: Organisation) -> None:
    """MayNotError unless whoever acts organizes for it."""
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation.id))


def tell(organisation: Organisation, *, is_renamed: bool = False) -> None:
    """Have all made anew that shows the organisation."""
    revisions.bump(organisation_scope(organisation.key))
    facts.publish(OrganisationChanged(organisation.id, is_renamed))


def _describe(organisation: Organisation, said: Description) -> None:
    texts = {name: _tidy(name, text) for name, text in said.items() if name in _TEXTS}
    if not texts.get("name", organisation.name):
        raise OrganisationInvalidError(fields={"name": "missing"})
    if texts.get("website") and not is_web_address(texts["website"]):
        raise OrganisationInvalidError(fields={"website": "no address"})
    if texts.get("contact_email"):
        texts["contact_email"] = checked_address(texts["contact_email"])
    for name, text in texts.items():
        setattr(organisation, name, text)
    if "kind" in said:
        organisation.kind = said["kind"].value
    if "parts" in said:
        wanted = set(said["parts"])
        organisation.parts = [part.value for part in OrganisationPart if part in wanted]


def _tidy(name: str, text: object) -> str:
    kind, said = _COLUMNS[name].type, str(text)
    tidy = one_line(said) if isinstance(kind, String) and kind.length else lines(said)
    if isinstance(kind, String) and kind.length and len(tidy) > kind.length:
        raise OrganisationInvalidError(fields={name: "too long"})
    return tidy


def _free_key(name: str) -> str:
    base = slugged(name) or _OTHERWISE
    stem = base[:LONGEST_STEM].strip("-")
    taken = {*queries.taken_keys(stem), *_RESERVED}
    tries = (base, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in tries if key not in taken)


bins.has_a_bin(Organisation, _let_go)
