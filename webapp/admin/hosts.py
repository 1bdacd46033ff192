"""Organisations as hosts: for which somebody organizes, and all there are."""

from collections.abc import Collection, Sequence

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.office.services.organisations import settle_partner
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.queries import all_organisations, notices_of

__all__ = ["Host", "Notice", "everybody", "first_one", "hosts_of", "notices", "offered", "open_hosts", "settle_partner"]

Host = Organisation
Notice = FundingNotice


def everybody() -> Sequence[Host]:
    """Every organisation that could be a host or a partner. One query."""
    return all_organisations()


def hosts_of(role: Role = Role.ORGANIZER) -> list[Host]:
    """The organisations whose events whoever acts organizes, or may use as another role does, by name. One query."""
    return [each for each in all_organisations() if rights.may(role, Scope.of_organisation(each.id))]


def open_hosts() -> list[Host]:
    """Those of them that weren't put away; all, where nothing else is left. One query."""
    hosts = hosts_of()
    return [each for each in hosts if each.archived_at is None] or hosts


def offered(named: Collection[Host]) -> list[Host]:
    """Every organisation that wasn't put away, and those that are named already. One query."""
    return [each for each in all_organisations() if each.archived_at is None or each in named]


def notices(hosts: Collection[Host], said: FundingNotice | None) -> list[FundingNotice]:
    """The funding notices of these hosts that weren't put away, and the one that is said already. One query."""
    found = [each for each in notices_of([host.id for host in hosts]) if each.archived_at is None or each is said]
    return found if said is None or said in found else [said, *found]


def first_one(then: str = "") -> ResponseReturnValue:
    """Where there is no organisation yet, the first one is made first; else nobody may who organizes for none."""
    if all_organisations() or not rights.is_admin():
        abort(403)
    return redirect(url_for("admin.organisations.new_organisation", then=then or None))
