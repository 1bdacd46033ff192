"""What the pages of the desk show."""

from webapp.admin.queries.choices import field_choices, fields_beside, measure_choices, measure_ids, venue_choices
from webapp.admin.queries.cockpit import cockpit, is_joined_by_all, phase_of, programme
from webapp.admin.queries.links import days_a_link_needs, link_row, link_rows
from webapp.admin.queries.lists import desk_list, hosts_of
from webapp.admin.queries.people import people
from webapp.events.queries import find_venue, find_venue_called, get_whole_event, known_series

__all__ = [
    "PER_PAGE",
    "cockpit",
    "days_a_link_needs",
    "desk_list",
    "field_choices",
    "fields_beside",
    "find_venue",
    "find_venue_called",
    "get_whole_event",
    "hosts_of",
    "is_joined_by_all",
    "known_series",
    "link_row",
    "link_rows",
    "measure_choices",
    "measure_ids",
    "people",
    "phase_of",
    "programme",
    "venue_choices",
]
