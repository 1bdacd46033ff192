"""What doors, their devices and the desk read."""

from webapp.checkin.queries.attendance import Attended, attendance_of
from webapp.checkin.queries.door import (
    RecentScan,
    came_count,
    came_tickets,
    counts_of,
    door_of,
    everybody_inside,
    facts_about,
    find_given_up_door,
    find_scan,
    get_door,
    inside_among,
    recent_scans,
    scanned_references,
    stays_of,
    visit_of,
)
from webapp.checkin.queries.lists import (
    category_labels,
    facts_since,
    parts_of,
    points_of,
    public_keys,
    retired_points_of,
)

__all__ = [
    "Attended",
    "RecentScan",
    "attendance_of",
    "came_count",
    "came_tickets",
    "category_labels",
    "counts_of",
    "door_of",
    "everybody_inside",
    "facts_about",
    "facts_since",
    "find_given_up_door",
    "find_scan",
    "get_door",
    "inside_among",
    "parts_of",
    "points_of",
    "public_keys",
    "recent_scans",
    "retired_points_of",
    "scanned_references",
    "stays_of",
    "visit_of",
]
