"""What pages of all rooms are told of plans (`foundation.http.site`)."""

from webapp.foundation.http import site
from webapp.plans.queries import is_any_plan


@site.plans_sought_by
def found() -> bool:
    """True once there is a plan to read. One query."""
    return is_any_plan()
