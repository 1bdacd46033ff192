"""Logos on paper: typst takes what it is told as text, so each stands in a drawing around it."""

import base64

from webapp.events.models import Event
from webapp.foundation import files
from webapp.organisations.types import Logo

_LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def paid_by(event: Event) -> dict[str, object]:
    """What a paper says of who pays: the notice, and the logos that are still there."""
    drawn = [(logo, _drawing(logo)) for logo in event.funding_logos]
    return {
        "funding_notice": event.funding_text,
        "funding_logos": [{"svg": svg, "alt": logo.alt} for logo, svg in drawn if svg],
    }


def _drawing(logo: Logo) -> str:
    stored, place = files.find(logo.file), files.path_of(logo.file)
    if stored is None or not place.is_file():
        return ""
    size = f'width="{logo.width}" height="{logo.height}"'
    content = base64.b64encode(place.read_bytes()).decode()
    picture = f'<image {size} xlink:href="data:{stored.media_type};base64,{content}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {_LINK} {size}>{picture}</svg>'
