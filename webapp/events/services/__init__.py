"""What an organizer does with an event: set it up, change it, decide its fate, tie it to measures and partners."""

from webapp.events.services.changing import change_capacity, update_event
from webapp.events.services.contacts import take_over
from webapp.events.services.drafting import create_event
from webapp.events.services.editing import change_event, settle_place
from webapp.events.services.links import (
    add_partner,
    add_venue,
    complete_venue,
    link_measure,
    remove_partner,
    settle_series,
    unlink_measure,
)
from webapp.events.services.status import cancel_event, postpone_event, restore_event

__all__ = [
    "add_partner",
    "add_venue",
    "cancel_event",
    "change_capacity",
    "change_event",
    "complete_venue",
    "create_event",
    "link_measure",
    "postpone_event",
    "remove_partner",
    "restore_event",
    "settle_place",
    "settle_series",
    "take_over",
    "unlink_measure",
    "update_event",
]
