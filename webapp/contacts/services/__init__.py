"""The use cases of contacts: entered, tagged, agreed, invited, forgotten."""

from webapp.contacts.services import corrections  # noqa: F401 - follows what is corrected elsewhere
from webapp.contacts.services.consenting import agree, agree_again, forget_consent, withdraw
from webapp.contacts.services.entering import Entry, change, enter, remark, reviewed
from webapp.contacts.services.forgetting import empty_bin, erase_everywhere, forget_withdrawn, put_in_bin, restore
from webapp.contacts.services.importing import (
    discard_table,
    enter_table,
    forget_old_tables,
    take_table,
    work_on_tables,
)
from webapp.contacts.services.joining import end_consent_given_with, take_consent_along
from webapp.contacts.services.lists import (
    delete_list,
    invite_from,
    keep_list,
    keep_list_of_series,
    put_on,
    rename_list,
    restore_list,
    stay_on_list,
    take_off,
)
from webapp.contacts.services.tagging import add_tags, set_tags, take_tags
from webapp.contacts.services.upkeep import catch_up, missed, put_right, refresh

__all__ = [
    "Entry",
    "add_tags",
    "agree",
    "agree_again",
    "catch_up",
    "change",
    "delete_list",
    "discard_table",
    "empty_bin",
    "end_consent_given_with",
    "enter",
    "enter_table",
    "erase_everywhere",
    "forget_consent",
    "forget_old_tables",
    "forget_withdrawn",
    "invite_from",
    "keep_list",
    "keep_list_of_series",
    "missed",
    "put_in_bin",
    "put_on",
    "put_right",
    "refresh",
    "remark",
    "rename_list",
    "restore",
    "restore_list",
    "reviewed",
    "set_tags",
    "stay_on_list",
    "take_consent_along",
    "take_off",
    "take_table",
    "take_tags",
    "withdraw",
    "work_on_tables",
]
