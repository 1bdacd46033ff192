"""An office that has published what it has to, as any has that shows events."""

from webapp.foundation import clock
from webapp.office import services
from webapp.office.types import TextKind


def publish_texts() -> None:
    """The three legal texts, published as an administrator does it."""
    for kind in TextKind:
        publish_text(kind, f"## {kind.value}\n\nAlles gesagt.")


def publish_text(kind: TextKind, german: str, english: str = "") -> None:
    """A legal text in these words from now on."""
    services.save_draft(kind=kind, german=german, english=english, now=clock.now())
    services.publish_text(kind=kind, now=clock.now())
