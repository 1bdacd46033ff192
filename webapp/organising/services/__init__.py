"""What an organizer does across rooms."""

from webapp.organising.services.deciding import MOST, decide
from webapp.organising.services.publishing import publish, take_off_page, throw_away
from webapp.organising.services.setting_up import set_up_event

__all__ = ["MOST", "decide", "publish", "set_up_event", "take_off_page", "throw_away"]
