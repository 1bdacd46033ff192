from webapp.calendar.services.feeds import forget_orphans, open_feed, revoke_feed, send_feed
from webapp.calendar.services.importing import discard_dates, draft_dates, forget_old_dates, found_in, take_dates

__all__ = [
    "discard_dates",
    "draft_dates",
    "forget_old_dates",
    "forget_orphans",
    "found_in",
    "open_feed",
    "revoke_feed",
    "send_feed",
    "take_dates",
]
