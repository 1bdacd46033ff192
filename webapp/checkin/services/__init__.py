"""What doors, their devices and the desk do."""

from webapp.checkin.services.devices import DeviceReport, hear
from webapp.checkin.services.points import MOST_PEOPLE, add_point, offer_point_again, retire_point
from webapp.checkin.services.recording import MOST_AT_ONCE, count_anew, let_in, record, see_out, undo_scan
from webapp.checkin.services.walking_in import WalkIn, take_walk_in, take_walk_in_back

__all__ = [
    "MOST_AT_ONCE",
    "MOST_PEOPLE",
    "DeviceReport",
    "WalkIn",
    "add_point",
    "count_anew",
    "hear",
    "let_in",
    "offer_point_again",
    "record",
    "retire_point",
    "see_out",
    "take_walk_in",
    "take_walk_in_back",
    "undo_scan",
]
