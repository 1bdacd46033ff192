from webapp.hall.blueprint import blueprint
from webapp.hall.views import board, canvas_pages, canvases, checkin, door, facilitate, stations, walk_in

__all__ = ["blueprint", "board", "canvas_pages", "canvases", "checkin", "door", "facilitate", "stations", "walk_in"]
