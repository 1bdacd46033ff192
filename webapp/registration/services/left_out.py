"""Who was erased while a table of people is being gone through: the job passes over them, and the rest is taken."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.registration.services.inviting import Guest


class Table(Protocol):
    """A table that knows whom to pass over."""

    left_out: list[str]


def leave_out(table: Table, addresses: Iterable[str]) -> None:
    """Pass over these addresses, in their normal form; nobody without the installation's secret can tell whose."""
    table.left_out = sorted({*table.left_out, *map(_digest_of, addresses)})


def but_left_out(table: Table, guests: Sequence[Guest]) -> list[Guest]:
    """Those of these people who may still be taken."""
    if not table.left_out:
        return list(guests)
    return [each for each in guests if _digest_of(normal_form(each.email)) not in table.left_out]


def _digest_of(email_normal: str) -> str:
    return links.seal("left-out", email_normal).removeprefix(email_normal)
