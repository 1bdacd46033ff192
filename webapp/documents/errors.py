from webapp.foundation.errors import DomainError, Kind


class DocumentUnavailableError(DomainError):
    """What documents are set with is missing: fonts that the front-end build copies."""

    kind = Kind.UNAVAILABLE
    code = "document_unavailable"
