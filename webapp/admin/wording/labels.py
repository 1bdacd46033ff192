"""Words for what the rooms below name by code."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _pl

from webapp.foundation.http import language
from webapp.mail.types import MailKind, MailState
from webapp.registration.types import InvitationStatus, Problem, RegistrationStatus, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.registration.models import Attendee
    from webapp.registration.queries.answers import Question
    from webapp.registration.types import CategoryTerms

LANGUAGES = {"de": _l("German"), "en": _l("English")}

SOURCES = {
    Source.FORM.value: _l("Form"),
    Source.INVITATION.value: _l("Invitation"),
    Source.DOOR.value: _l("Check-in"),
    Source.DESK.value: _l("Office"),
}

STATES = {
    RegistrationStatus.CONFIRMED.value: _l("Confirmed"),
    RegistrationStatus.PENDING.value: _l("Not yet confirmed"),
    RegistrationStatus.REQUESTED.value: _l("To be decided"),
    RegistrationStatus.OFFERED.value: _l("Offered"),
    RegistrationStatus.WAITING.value: _l("Waiting list"),
    RegistrationStatus.CANCELLED.value: _pl("registration", "Cancelled"),
    RegistrationStatus.DECLINED.value: _l("Declined"),
    RegistrationStatus.EXPIRED.value: _l("Expired"),
}

INVITATION_STATES = {
    InvitationStatus.OPEN.value: _l("No answer yet"),
    InvitationStatus.ACCEPTED.value: _l("Accepted"),
    InvitationStatus.DECLINED.value: _l("Declined"),
    InvitationStatus.WITHDRAWN.value: _l("Withdrawn"),
}

GUEST_PROBLEMS = {
    ("name", Problem.MISSING.value): _l("The name is missing."),
    ("name", Problem.TOO_LONG.value): _l("The name is too long."),
    ("email", Problem.MISSING.value): _l("The email address is missing."),
    ("email", Problem.NO_ADDRESS.value): _l("Please check the email address, as in name@example.org."),
    ("email", "several"): _l("This cell holds several addresses. Please give each person a row of their own."),
    ("email", "which"): _l("This row has several addresses. Please leave only the one we should write to."),
    ("email", "marked"): _l(
        "What stands beside this address may mean that it should not be used. If it should, please remove the addition."
    ),
    ("email", "left"): _l("We left out what stands beside this address."),
    ("email", "twice"): _l("This address is further up already. One invitation counts for each address."),
    ("row", "unreadable"): _l("The cells of this row don’t fit the columns. Please check the row in your table."),
    ("row", "letters"): _l("Something in this row can’t be read. Please enter it again."),
    ("row", "formula"): _l(
        "This cell holds a formula without a result. Please open the table in Excel or LibreOffice and save it once."
    ),
    ("name", "nobody"): _l("This is not a name. Please enter the name; the email greets the person by it."),
    ("name", "marked"): _l(
        "The sign beside this name may mean that the person should not be invited. If they should, please remove it."
    ),
    ("name", "wrapped"): _l("This name stands on several lines. We read it as one person’s."),
    ("second", "unnamed"): _l("A companion without a name is not invited. Please give each person a row of their own."),
    ("organisation", Problem.TOO_LONG.value): _l("The organisation’s name is too long."),
    ("row", "struck"): _l("Something in this row is struck through."),
    ("row", "merged"): _l(
        "The name is merged with that of the row above. Please split the cells if this is another person."
    ),
    ("row", "above"): _l(
        "This row stands above the column headings. Please move the headings to the top and upload the table again."
    ),
    ("status", "refused"): _l("This row says that the person should not be invited."),
    ("status", "unmarked"): _l("This person is not marked for an invitation."),
    ("status", "unclear"): _l("We don’t know whether this person should be invited. If so, please clear this cell."),
    ("second", "left"): _l("The second person in this row is not invited. Please give each person a row of their own."),
    ("language", "unknown"): _l("We don’t write in this language. The email uses the language of the list."),
}


MAIL_KINDS = {
    MailKind.CONFIRMATION_ASKED.value: _l("Request to confirm the address"),
    MailKind.REPEATED.value: _l("Already registered"),
    MailKind.SEAT_CONFIRMED.value: _l("Place and tickets"),
    MailKind.MOVED_UP.value: _l("Place from the waiting list"),
    MailKind.WAITING_LIST.value: _l("On the waiting list"),
    MailKind.OFFER.value: _l("Offer of a place"),
    MailKind.OFFER_EXPIRED.value: _l("Offer expired"),
    MailKind.APPROVAL_ASKED.value: _l("Request received"),
    MailKind.DECLINED.value: _l("Request declined"),
    MailKind.CANCELLED.value: _l("Registration cancelled"),
    MailKind.TICKETS_AGAIN.value: _l("Tickets sent again"),
    MailKind.TICKET_OF_HEAD.value: _l("Ticket for another attendee"),
    MailKind.NO_LONGER.value: _l("Another attendee’s ticket cancelled"),
    MailKind.INVITATION.value: _l("Invitation"),
    MailKind.INVITATION_REMINDER.value: _l("Reminder of an invitation"),
    MailKind.EVENT_CANCELLED.value: _l("Event cancelled"),
    MailKind.EVENT_POSTPONED.value: _l("Event postponed"),
    MailKind.EVENT_MOVED.value: _l("New date"),
    MailKind.EVENT_CHANGED.value: _l("End or venue changed"),
    MailKind.EVENT_RESTORED.value: _l("Event takes place after all"),
    MailKind.MESSAGE.value: _l("Message"),
    MailKind.REMINDER.value: _l("Reminder"),
    MailKind.THANKS.value: _l("Thank-you"),
    MailKind.CALENDAR.value: _l("Calendar link"),
    MailKind.SENDER_TEST.value: _l("Test email"),
    MailKind.CORRECTED.value: _l("What was corrected"),
    MailKind.ADDRESS_ASKED.value: _l("Request to confirm a new address"),
    MailKind.ADDRESS_GIVEN_UP.value: _l("Address given up"),
}

MAIL_STATES = {
    MailState.WAITING.value: ("info", _l("Waiting")),
    MailState.SENT.value: ("success", _l("Sent")),
    MailState.SET_ASIDE.value: ("danger", _l("Not delivered")),
    MailState.RETURNED.value: ("danger", _l("Bounced")),
}


# What the beginning of a problem's name means for whoever can do something about it.
MAIL_PROBLEMS = {
    "recipient refused: 5": _l("The recipient’s mail server does not accept this address. Is it spelt correctly?"),
    "recipient refused: 4": _l("The recipient’s mail server is not accepting emails at the moment."),
    "message refused": _l("The mail server rejected this email."),
    "returned: 5": _l("This mailbox does not exist or does not accept emails. Is the address spelt correctly?"),
    "returned: 4": _l("We couldn’t reach the mailbox for some time."),
    "no message": _l("We couldn’t create an email from this. Is something wrong with the name or address?"),
    "the mail server knows no such": _l("The mail server can’t handle these characters in an address."),
    "": _l("The mail server gave an unexpected answer."),
}


def problem_said(problem: str) -> object:
    """What went wrong with a mail, for whoever can mend it."""
    return next(said for start, said in MAIL_PROBLEMS.items() if problem.startswith(start))


def called(name: str) -> str:
    """Who registered, for reading: also somebody whose data was deleted."""
    return name or _("Deleted person")


def whose(head: "Attendee", number: int, *, of: int) -> str:
    """Whose answer it is, where several come together; "" for somebody who comes alone."""
    if of == 1:
        return ""
    return str(head.name or _("Person %(number)s", number=number))


def labels_of(categories: "Iterable[CategoryTerms]") -> list[tuple[str, str]]:
    """Categories, or the terms under which people come, as a form takes them."""
    lang = language.current()
    return [(each.public_id, each.labelled(lang)) for each in categories if each.category_id is not None]


def title_of(question: "Question", lang: str) -> str:
    """A question's words over its answers; an earlier one says so, for it may be asked anew in the same words."""
    label = question.definition.labelled(lang)
    return label if question.current else str(_("%(question)s (asked before)", question=label))
