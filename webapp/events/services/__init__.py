"""What an organizer does with an event: set it up, change it, decide its fate, tie it to measures and partners."""

from webapp.events.services.changing import change_capacity, update_event
from webapp.events.services.contacts import take_over
from webapp.events.services.copying import add_next_date, copy_event
from webapp.events.services.drafting import create_event
from webapp.events.services.editing import change_event, settle_place
from webapp.events.services.links import (
    add_partner,
    link_measure,
    remove_partner,
    unlink_measure,
)
from webapp.events.services.putting_away import put_in_archive, take_back, take_up
from webapp.events.services.series import change_series, drop_series, open_series, restore_series, settle_series
from webapp.events.services.status import cancel_event, postpone_event, restore_event
from webapp.events.services.venues import (
    add_venue,
    change_venue,
    complete_venue,
    delete_venue,
    put_venue_away,
    restore_venue,
    take_venue_back,
)

__all__ = [
    "add_next_date",
    "add_partner",
    "add_venue",
    "cancel_event",
    "change_capacity",
    "change_event",
    "change_series",
    "change_venue",
    "complete_venue",
    "copy_event",
    "create_event",
    "delete_venue",
    "drop_series",
    "link_measure",
    "open_series",
    "postpone_event",
    "put_in_archive",
    "put_venue_away",
    "remove_partner",
    "restore_event",
    "restore_series",
    "restore_venue",
    "settle_place",
    "settle_series",
    "take_back",
    "take_over",
    "take_up",
    "take_venue_back",
    "unlink_measure",
    "update_event",
]
