"""What the pages of the desk show."""

from webapp.admin.queries.choices import field_choices, measure_choices, venue_choices
from webapp.admin.queries.links import days_a_link_needs
from webapp.admin.queries.lists import desk_list, hosts_of
from webapp.admin.queries.people import people

__all__ = [
    "days_a_link_needs",
    "desk_list",
    "field_choices",
    "hosts_of",
    "measure_choices",
    "people",
    "venue_choices",
]
