from datetime import datetime

from webapp.demo.files import read
from webapp.office import services
from webapp.office.queries import settings_to_edit, wordings
from webapp.office.types import TextKind

_EMAIL = "kontakt@example.org"


def lay_in_legal_texts(*, now: datetime) -> None:
    """What the fictitious operator says, where the real one has said nothing."""
    if not settings_to_edit().email:
        services.change_settings(email=_EMAIL, now=now)
    said = read("legal_texts")
    for kind in TextKind:
        if kind not in wordings():
            texts = said[kind.value]
            services.save_draft(kind=kind, german=texts["de"], english=texts["en"], now=now)
            services.publish_text(kind=kind, now=now)
