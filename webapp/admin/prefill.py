"""What the forms show of an event before anybody types."""

from datetime import datetime

from webapp.foundation import clock
from webapp.registration.models import Category, SignUp
from webapp.registration.queries.setup import KEPT_DAYS, MOST_HEADS, OFFER_HOURS


def of_sign_up(sign_up: SignUp | None) -> dict[str, object]:
    """The settings of an event's registration, or what holds where nobody changed them."""
    if sign_up is None:
        return {"most_heads": MOST_HEADS, "offer_hours": OFFER_HOURS, "kept_days": KEPT_DAYS, "replies": []}
    return {
        "most_heads": sign_up.most_heads,
        "needs_approval": sign_up.needs_approval,
        "offer_hours": sign_up.offer_hours,
        "kept_days": sign_up.kept_days,
        "attach_tickets": sign_up.attach_tickets,
        "replies": sign_up.replies,
    }


def of_category(category: Category, zone: str) -> dict[str, object]:
    """The form for changing a category."""
    return {
        "kind": category.kind,
        "label_de": category.label.get("de", ""),
        "label_en": category.label.get("en", ""),
        "capacity": category.pool.capacity if category.pool else None,
        "most_heads": category.most_heads,
        "named": category.named,
        "needs_approval": category.needs_approval,
        "code": category.code,
        "opens_at": shown(category.opens_at, zone),
        "closes_at": shown(category.closes_at, zone),
    }


def shown(moment: datetime | None, zone: str) -> datetime | None:
    """What a field for a day and a time shows of a moment."""
    return None if moment is None else clock.local(moment, zone).replace(tzinfo=None)
