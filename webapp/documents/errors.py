from webapp.foundation.errors import DomainError, Kind, NotFoundError


class DocumentUnavailableError(DomainError):
    """What documents are set with is missing: fonts that the front-end build copies."""

    kind = Kind.UNAVAILABLE
    code = "document_unavailable"


class OrderNotFoundError(NotFoundError):
    """Nothing of the kind was ordered, or it is deleted already."""

    code = "order_not_found"
