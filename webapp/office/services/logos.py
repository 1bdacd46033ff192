"""Logos: pictures of ours, written anew from what was uploaded."""

from datetime import datetime

from sqlalchemy import select

from webapp.foundation import bins, files
from webapp.foundation.database import session
from webapp.foundation.named_files import named_by
from webapp.foundation.pictures import Picture
from webapp.foundation.text import one_line
from webapp.office.services.organisations import require_organizer, tell
from webapp.organisations.errors import OrganisationInvalidError
from webapp.organisations.models import FundingNotice, Organisation
from webapp.organisations.queries import files_named
from webapp.organisations.types import LONGEST_ALT, Shade


def set_logo(*, organisation: Organisation, shade: Shade, picture: Picture, now: datetime) -> None:
    """Show this picture as the organisation's logo on such a ground."""
    require_organizer(organisation)
    organisation.logos = {**organisation.logos, shade.value: kept(picture, name=organisation.key, now=now)}
    session().flush()
    tell(organisation)


def remove_logo(*, organisation: Organisation, shade: Shade, now: datetime) -> None:
    """Show no logo on such a ground; for thirty days it can be put back, then its file goes by itself."""
    require_organizer(organisation)
    gone = organisation.logos.get(shade.value)
    if gone is not None:
        others = [logo for logo in organisation.removed_logos if logo["shade"] != shade.value]
        organisation.removed_logos = [*others, {**gone, "shade": shade.value, "at": now.isoformat()}]
    organisation.logos = {name: logo for name, logo in organisation.logos.items() if name != shade.value}
    session().flush()
    tell(organisation)


def put_logo_back(*, organisation: Organisation, shade: Shade, now: datetime) -> None:
    """Show the logo again that was removed last; one that was uploaded since changes places with it."""
    require_organizer(organisation)
    found = next((logo for logo in organisation.removed_logos if logo["shade"] == shade.value), None)
    if found is None:
        return
    others = [logo for logo in organisation.removed_logos if logo is not found]
    uploaded = organisation.logos.get(shade.value)
    meanwhile = [] if uploaded is None else [{**uploaded, "shade": shade.value, "at": now.isoformat()}]
    organisation.removed_logos = [*others, *meanwhile]
    again = {name: found[name] for name in ("file", "width", "height")}
    organisation.logos = {**organisation.logos, shade.value: again}
    session().flush()
    tell(organisation)
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


@bins.step_of_emptying
def forget_removed_logos(now: datetime) -> None:
    """Let go of logos that were removed thirty days ago."""
    for row in (*session().scalars(select(Organisation)), *session().scalars(select(FundingNotice))):
        moments = [datetime.fromisoformat(logo["at"]) for logo in row.removed_logos]
        left = [logo for logo, at in zip(row.removed_logos, moments, strict=True) if bins.leaves_at(at) > now]
        if len(left) < len(moments):
            row.removed_logos = left
    session().flush()


@named_by
def files_of_logos() -> set[str]:
    """The files of all logos."""
    return files_named()
