from webapp.foundation.errors import DomainError


class CapacityError(DomainError):
    code = "capacity_invalid"
