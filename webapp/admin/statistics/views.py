from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.statistics.blueprint import blueprint
from webapp.admin.statistics.figures import statistics_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.registration.queries import setup_of


@blueprint.get("/events/<slug>/statistics")
@access.at_event(Role.READER)
def statistics(slug: str) -> ResponseReturnValue:
    """The registrations in numbers."""
    event = get_event(slug)
    found = statistics_of(event, setup_of(event.id), language.current())
    return render_template(
        "admin/statistics/statistics.html", event=event, found=found, is_over=event.ends_at <= clock.now()
    )
