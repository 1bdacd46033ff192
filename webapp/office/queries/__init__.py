"""What the office keeps, as pages of the desk and whoever drafts texts read it."""

from webapp.office.queries.legal_texts import (
    LegalText,
    Row,
    discarded_draft,
    find_draft,
    find_published,
    get_version,
    legal_text,
    states,
    versions_of,
    wordings,
)
from webapp.office.queries.organisations import hanging_on
from webapp.office.queries.settings import (
    ONE,
    find_set_up,
    find_settings,
    first_organisation,
    has_account,
    is_only_account,
    required_language,
    settings_to_edit,
)

__all__ = [
    "ONE",
    "LegalText",
    "Row",
    "discarded_draft",
    "find_draft",
    "find_published",
    "find_set_up",
    "find_settings",
    "first_organisation",
    "get_version",
    "hanging_on",
    "has_account",
    "is_only_account",
    "legal_text",
    "required_language",
    "settings_to_edit",
    "states",
    "versions_of",
    "wordings",
]
