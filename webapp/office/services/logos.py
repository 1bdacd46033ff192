"""Logos: pictures of ours, written anew from what was uploaded."""

from datetime import datetime

from webapp.foundation import files
from webapp.foundation.database import session
from webapp.foundation.named_files import named_by
from webapp.foundation.pictures import Picture
from webapp.foundation.text import one_line
from webapp.office.services.organisations import require_organizer, tell
from webapp.organisations.errors import OrganisationInvalidError
from webapp.organisations.models import Organisation
from webapp.organisations.queries import files_named
from webapp.organisations.types import LONGEST_ALT, Shade


def set_logo(*, organisation: Organisation, shade: Shade, picture: Picture, now: datetime) -> None:
    """Show this picture as the organisation's logo on such a ground."""
    require_organizer(organisation)
    organisation.logos = {**organisation.logos, shade.value: kept(picture, name=organisation.key, now=now)}
    session().flush()
    tell(organisation)


def remove_logo(*, organisation: Organisation, shade: Shade) -> None:
    """Show no logo on such a ground; the file goes by itself once nothing names it."""
    require_organizer(organisation)
    organisation.logos = {name: logo for name, logo in organisation.logos.items() if name != shade.value}
    session().flush()
    tell(organisation)


def describe_logo(*, organisation: Organisation, alt: str) -> None:
    """What is read out for it; its name where nothing is said."""
    require_organizer(organisation)
    if len(one_line(alt)) > LONGEST_ALT:
        raise OrganisationInvalidError(fields={"alt": "too long"})
    organisation.logo_alt = one_line(alt)
    session().flush()
    tell(organisation)


def kept(picture: Picture, *, name: str, now: datetime) -> dict[str, object]:
    """A picture as it is stored, and what is kept of it."""
    file = files.store(picture.content, name=name, media_type=picture.media_type, now=now)
    return {"file": file.id, "width": picture.width, "height": picture.height}


@named_by
def files_of_logos() -> set[str]:
    """The files of all logos."""
    return files_named()
