"""What mail does: the outbox and its delivery, the organizer's own words, what many are told at once."""

from webapp.mail.letters.services import word
from webapp.mail.mailings.services import (
    begin_writing,
    change_mailing,
    draft_mailing,
    drop_mailing,
    reschedule,
    send_mailing,
    take_mailing_back,
)
from webapp.mail.opt_outs.services import allow_mail, stop_mail
from webapp.mail.outbox.services import (
    claim,
    forget_about,
    forget_old,
    give_back,
    mark_returned,
    mark_sent,
    put,
    send_again,
    set_aside,
    try_later,
)

__all__ = [
    "allow_mail",
    "begin_writing",
    "change_mailing",
    "claim",
    "draft_mailing",
    "drop_mailing",
    "forget_about",
    "forget_old",
    "give_back",
    "mark_returned",
    "mark_sent",
    "put",
    "reschedule",
    "send_again",
    "send_mailing",
    "set_aside",
    "stop_mail",
    "take_mailing_back",
    "try_later",
    "word",
]
