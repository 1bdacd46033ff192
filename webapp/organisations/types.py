from enum import StrEnum
from typing import NewType

OrganisationId = NewType("OrganisationId", int)


class OrganisationKind(StrEnum):
    CHAMBER = "chamber"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    COMPANY = "company"
    ALLIANCE = "alliance"
    AGENCY = "agency"
    MINISTRY = "ministry"
