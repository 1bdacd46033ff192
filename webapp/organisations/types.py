from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

OrganisationId = NewType("OrganisationId", int)
FundingNoticeId = NewType("FundingNoticeId", int)

LONGEST_NAME = 200
LONGEST_SHORT_NAME = 60
LONGEST_CITY = 80
LONGEST_ALT = 200
LONGEST_FUNDING_TITLE = 120
LONGEST_FUNDING_TEXT = 1_000
MOST_LOGOS = 6  # beside a funding notice


class OrganisationKind(StrEnum):
    CHAMBER = "chamber"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    SCHOOL = "school"
    COMPANY = "company"
    ALLIANCE = "alliance"
    AGENCY = "agency"
    MINISTRY = "ministry"
    OTHER = "other"


class OrganisationPart(StrEnum):
    """What an organisation can be to events and tenders."""

    HOST = "host"
    PARTNER = "partner"
    CONTRACTING_BODY = "contracting_body"
    BUSINESS = "business"
    SCHOOL = "school"
    FUNDER = "funder"


class Shade(StrEnum):
    """On which ground a logo stands."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was stored, and what is read out for it; `file` is empty where there is none."""

    file: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""

    def __bool__(self) -> bool:
        return bool(self.file)
