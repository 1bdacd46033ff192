from dataclasses import dataclass

from webapp.organisations.types import FundingNoticeId, OrganisationId


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """Something that pages show of an organisation; `is_renamed`: calendars name it differently too."""

    organisation_id: OrganisationId
    is_renamed: bool = False


@dataclass(frozen=True, slots=True)
class FundingNoticeChanged:
    """What events say of who pays has changed."""

    notice_id: FundingNoticeId
