"""What rooms above know of addresses: who wants no mail beyond their own registrations, and who agreed to more.

A room above says so once (`says_who_refuses`, `says_who_agreed`); whoever invites many asks here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from webapp.foundation.email_addresses import normal_form
from webapp.organisations.types import OrganisationId

Refusers = Callable[[Iterable[str]], set[str]]
Agreed = Callable[[OrganisationId, Collection[str]], Mapping[str, str]]

_refusers: list[Refusers] = []
_agreed: list[Agreed] = []


def says_who_refuses(ask: Refusers) -> Refusers:
    """Have `ask` say which of some addresses, in their normal form, want no mail beyond their own registrations."""
    _refusers.append(ask)
    return ask


def says_who_agreed(ask: Agreed) -> Agreed:
    """Have `ask` say which of some addresses agreed to be invited by a host again, and what the link to that says."""
    _agreed.append(ask)
    return ask


def refusing_among(addresses: Iterable[str]) -> set[str]:
    """Those of these normal addresses that want no mail beyond their own registrations."""
    wanted = list(addresses)
    return set[str]().union(*(ask(wanted) for ask in _refusers)) if wanted else set()


def agreed_among(organisation_id: OrganisationId, addresses: Iterable[str]) -> dict[str, str]:
    """Those of these normal addresses that agreed to be invited by the host again, with what the link to that says."""
    wanted, found = list(addresses), dict[str, str]()
    for ask in _agreed if wanted else ():
        found.update(ask(organisation_id, wanted))
    return found


def says_address(words: str, email_normal: str) -> bool:
    """Whether a search looks for this address, in whichever spelling."""
    return any(normal_form(each) == email_normal for each in words.split())
