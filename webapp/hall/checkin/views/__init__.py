from webapp.hall.checkin.blueprint import blueprint
from webapp.hall.checkin.views import checkin, door, walk_in

__all__ = ["blueprint", "checkin", "door", "walk_in"]
