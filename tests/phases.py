"""An event that stands as it is wanted, from this moment on."""

from datetime import timedelta

from webapp.foundation import clock


def bring_to(event, phase):
    """Cancelled, postponed, closed, running or past; anything else leaves it as it is."""
    now = clock.now()
    if phase in {"cancelled", "postponed"}:
        event.status, event.status_reason = phase, "Der Saal steht unter Wasser."
    if phase == "closed":
        event.registration_closes_at = now - timedelta(hours=1)
    if phase in {"running", "past"}:
        event.starts_at = now - timedelta(hours=1 if phase == "running" else 9)
        event.ends_at = event.starts_at + timedelta(hours=2)
