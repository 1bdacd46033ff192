from webapp.hall.canvases.blueprint import blueprint
from webapp.hall.canvases.views import canvas, pages

__all__ = ["blueprint", "canvas", "pages"]
