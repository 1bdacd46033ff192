"""All that is kept about one person, for requests about data."""

from flask import Response, abort, json, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.disclosures.blueprint import blueprint
from webapp.admin.disclosures.data import data_of
from webapp.admin.disclosures.lines import lines_of
from webapp.contacts import queries
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.transaction_frame import keep_private
from webapp.organisations.queries import find_by_key

_AT = "/contacts/<organisation>/people/<contact_id>"


@blueprint.get(f"{_AT}/data")
@access.at_organisation(Role.ORGANIZER)
def contact_data(organisation: str, contact_id: str) -> ResponseReturnValue:
    """In words, to be printed or sent."""
    keep_private()
    host = find_by_key(organisation) or abort(404)
    found = queries.get_contact(host.id, contact_id)
    told = lines_of(data_of(host, found, clock.now(), in_words_of=language.current()))
    return render_template("admin/disclosures/contact_data.html", organisation=host, contact=found, told=told)


@blueprint.get(f"{_AT}/data.json")
@access.at_organisation(Role.ORGANIZER)
def contact_json(organisation: str, contact_id: str) -> ResponseReturnValue:
    """The same for programs."""
    keep_private()
    host = find_by_key(organisation) or abort(404)
    told = data_of(host, queries.get_contact(host.id, contact_id), clock.now())
    answer = Response(json.dumps(told, ensure_ascii=False, indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="data.json"'
    return answer
