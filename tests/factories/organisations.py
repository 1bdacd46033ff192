"""Organisations for tests, their funding notices and pictures for both."""

import io
import itertools

from PIL import Image

from webapp.foundation import clock
from webapp.foundation.pictures import picture_of
from webapp.office.services import funding
from webapp.organisations import services
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.types import OrganisationKind

_numbers = itertools.count(1)


def make_organisation(name: str = "Handwerkskammer Musterstadt", **values: object) -> Organisation:
    """An organisation with a key of its own."""
    number = next(_numbers)
    defaults = {"key": f"org-{number}", "short_name": f"HWK {number}", "kind": OrganisationKind.CHAMBER}
    return services.add_organisation(name=name, **{**defaults, **values})


def make_picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), colour: str = "#0b5a66") -> bytes:
    """The bytes of a picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind)
    return target.getvalue()


def make_funding_notice(
    organisation: Organisation, text: str = "Gefördert aus Steuermitteln.", **values
) -> FundingNotice:
    """A funding notice with one logo."""
    said = {"title": "Freistaat", "formats": [], **values}
    notice = funding.add_notice(organisation=organisation, text=text, **said)
    picture = picture_of(make_picture())
    funding.add_logo(notice=notice, picture=picture, alt="Wappen des Freistaats", now=clock.now())
    return notice
