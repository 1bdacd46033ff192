"""What mail knows: the outbox, words of the organizer's own, what many are told at once, who wants none."""

from webapp.mail.letters.queries import before_asking, own_words, worded
from webapp.mail.mailings.queries import (
    Recipient,
    all_recipients,
    due_mailings,
    get_mailing,
    lock_due_mailing,
    mailings_in_bin,
    mailings_of,
    next_recipients,
)
from webapp.mail.opt_outs.queries import refusing
from webapp.mail.outbox.queries import (
    Mails,
    get_mail,
    is_anything_due,
    mails_about,
    mails_set_aside,
    outbox_of,
    stands_still,
    tally_of,
    unasked_mails,
    undelivered,
    waiting_mails,
)

__all__ = [
    "Mails",
    "Recipient",
    "all_recipients",
    "before_asking",
    "due_mailings",
    "get_mail",
    "get_mailing",
    "is_anything_due",
    "lock_due_mailing",
    "mailings_in_bin",
    "mailings_of",
    "mails_about",
    "mails_set_aside",
    "next_recipients",
    "outbox_of",
    "own_words",
    "refusing",
    "stands_still",
    "tally_of",
    "unasked_mails",
    "undelivered",
    "waiting_mails",
    "worded",
]
