from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.views import (
    funding,
    logos,
    no_longer_needed,
    notices_no_longer_needed,
    organisations,
    partners,
    sender,
)

__all__ = [
    "blueprint",
    "funding",
    "logos",
    "no_longer_needed",
    "notices_no_longer_needed",
    "organisations",
    "partners",
    "sender",
]
