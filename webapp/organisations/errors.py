from collections.abc import Collection

from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class OrganisationNotFoundError(NotFoundError):
    code = "organisation_not_found"


class OrganisationInvalidError(InvalidError):
    """It has no name, or something is longer than it can be kept."""

    code = "organisation_invalid"


class OrganisationNamedError(ConflictError):
    """Something hangs on it, so that it can only be put away; `tables` says where."""

    code = "organisation_named"

    tables: Collection[str]


class FundingNoticeNotFoundError(NotFoundError):
    code = "funding_notice_not_found"


class FundingNoticeInvalidError(InvalidError):
    """It has no title or no text."""

    code = "funding_notice_invalid"


class FundingNoticeNamedError(ConflictError):
    """Events still say it, so that it can only be put away."""

    code = "funding_notice_named"
