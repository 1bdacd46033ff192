from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.admin.today.blueprint import blueprint
from webapp.admin.today.labels import groups
from webapp.admin.today.queries import waiting
from webapp.admin.ways.first_steps import first_steps
from webapp.foundation import clock


@blueprint.get("")
@access.staff
def today() -> ResponseReturnValue:
    """What must be done now, across all events of whoever works here."""
    found = waiting(clock.now())
    return render_template("admin/today/today.html", found=found, groups=groups(found), steps=first_steps())
