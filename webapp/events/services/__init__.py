"""What an organizer does with an event: set it up, change it, decide its fate, tie it to measures and partners."""

from webapp.events.services.changing import change_capacity, update_event
from webapp.events.services.drafting import create_event
from webapp.events.services.editing import change_event, settle_place
from webapp.events.services.links import (
    add_partner,
    link_measure,
    remove_partner,
    settle_series,
    unlink_measure,
)
from webapp.events.services.status import cancel_event, postpone_event, restore_event
from webapp.events.services.venues import (
    add_venue,
    change_venue,
    complete_venue,
    delete_venue,
    put_venue_away,
    take_venue_back,
)

__all__ = [
    "add_partner",
    "add_venue",
    "cancel_event",
    "change_capacity",
    "change_event",
    "change_venue",
    "complete_venue",
    "create_event",
    "delete_venue",
    "link_measure",
    "postpone_event",
    "put_venue_away",
    "remove_partner",
    "restore_event",
    "settle_place",
    "settle_series",
    "take_venue_back",
    "unlink_measure",
    "update_event",
]
