"""What the office does: set the installation up, say how it presents itself, write and publish its legal texts."""

from webapp.office.services.legal_texts import discard_draft, publish_text, restore_version, save_draft, take_draft_back
from webapp.office.services.setting_up import Organisation, Person, open_link, require_open, set_up
from webapp.office.services.settings import change_settings
from webapp.office.services.taking_over import take_over

__all__ = [
    "Organisation",
    "Person",
    "change_settings",
    "discard_draft",
    "open_link",
    "publish_text",
    "require_open",
    "restore_version",
    "save_draft",
    "set_up",
    "take_draft_back",
    "take_over",
]
