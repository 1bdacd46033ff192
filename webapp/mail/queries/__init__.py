from webapp.mail.queries.mailings import (
    Recipient,
    all_recipients,
    get_mailing,
    is_mailing_due,
    lock_due_mailing,
    mailings_of,
    next_recipients,
)
from webapp.mail.queries.outbox import (
    Mails,
    get_mail,
    is_anything_due,
    mails_about,
    mails_set_aside,
    outbox_of,
    tally_of,
    unasked_mails,
    waiting_mails,
)
from webapp.mail.queries.words import address_behind, own_words, refusing, worded

__all__ = [
    "Mails",
    "Recipient",
    "address_behind",
    "all_recipients",
    "get_mail",
    "get_mailing",
    "is_anything_due",
    "is_mailing_due",
    "lock_due_mailing",
    "mailings_of",
    "mails_about",
    "mails_set_aside",
    "next_recipients",
    "outbox_of",
    "own_words",
    "refusing",
    "tally_of",
    "unasked_mails",
    "waiting_mails",
    "worded",
]
