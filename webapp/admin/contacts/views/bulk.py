"""What is done with many contacts at once; all of it can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.contacts.asked import SEARCH, organisation_at, wanted_from
from webapp.admin.contacts.blueprint import blueprint
from webapp.contacts import queries, services
from webapp.contacts.queries.lists import get_list
from webapp.contacts.types import LONGEST_TAG
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once, refuse
from webapp.foundation.text import entries

if TYPE_CHECKING:
    from webapp.contacts.models import Contact
    from webapp.organisations.models import Organisation

MOST = 1_000
Act = Callable[["Organisation", Sequence["Contact"]], str]


@blueprint.post("/contacts/<organisation>/many")
@access.at_organisation(Role.ORGANIZER)
@once
def do_to_many(organisation: str) -> ResponseReturnValue:
    """Do to those ticked, or to all that were found, what the button says."""
    host = organisation_at(organisation)
    act = _ACTS.get(request.form.get("do", "")) or abort(404)
    if named := request.form.get("list"):
        get_list(host.id, named)  # a form with a list that nobody offers is taken for nothing
    if request.form.get("everybody"):
        ids = queries.ids_of(host.id, wanted_from(request.form), limit=MOST + 1)
    else:
        ids = request.form.getlist("chosen")
    people = queries.chosen_of(host.id, ids[:MOST])
    if why := _why_not(ids, people):
        refuse(why)
    else:
        flash(act(host, people), "success")
    kept: dict[str, Any] = {name: request.form[name] for name in SEARCH if request.form.get(name)}
    return redirect(url_for("admin.contacts.people", organisation=organisation, **kept), 303)


def _why_not(ids: Sequence[str], people: Sequence["Contact"]) -> str:
    if len(ids) > MOST:
        return str(_("That is too many at once. Please narrow your search to %(most)s or fewer.", most=MOST))
    if not people:
        return str(_("Please tick at least one contact."))
    return _what_is_missing()


def _what_is_missing() -> str:
    if request.form.get("do") in {"tag", "untag"}:
        return _wrong_with_tags()
    if request.form.get("do") == "list" and not request.form.get("list"):
        return str(_("Please choose a list."))
    return ""


def _wrong_with_tags() -> str:
    if not _tags():
        return str(_("Please enter the tag."))
    if any(len(each) > LONGEST_TAG for each in _tags()):
        return str(_("Please shorten the tag to %(most)d characters at most.", most=LONGEST_TAG))
    return ""


def _tags() -> list[str]:
    return entries(request.form.get("word", "").split(","))


def _tag(_host: "Organisation", people: Sequence["Contact"]) -> str:
    changed = services.add_tags(contacts=people, tags=_tags())
    return str(ngettext("%(num)s contact has got the tag.", "%(num)s contacts have got the tag.", changed))


def _untag(_host: "Organisation", people: Sequence["Contact"]) -> str:
    changed = services.take_tags(contacts=people, tags=_tags())
    return str(ngettext("The tag is taken off %(num)s contact.", "The tag is taken off %(num)s contacts.", changed))


def _put_on_list(host: "Organisation", people: Sequence["Contact"]) -> str:
    added = services.put_on(contact_list=get_list(host.id, request.form["list"]), contacts=people)
    return str(ngettext("%(num)s contact is put on the list.", "%(num)s contacts are put on the list.", added))


def _bin(_host: "Organisation", people: Sequence["Contact"]) -> str:
    kept = [each for each in people if each.is_kept]
    for each in kept:
        services.put_in_bin(contact=each, now=clock.now())
    said = ngettext(
        "%(num)s entry is in the bin for 30 days.", "%(num)s entries are in the bin for 30 days.", len(kept)
    )
    if left := len(people) - len(kept):
        said += " " + ngettext("%(num)s is known from events only.", "%(num)s are known from events only.", left)
    return str(said)


_ACTS: Mapping[str, Act] = {"tag": _tag, "untag": _untag, "list": _put_on_list, "bin": _bin}
