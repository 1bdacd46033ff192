"""Words for what the rooms below name by code."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _pl

from webapp.accounts.types import Role
from webapp.agenda.types import ItemKind, Trouble
from webapp.checkin.types import PointKind
from webapp.documents.types import PaperKind
from webapp.events.types import Feature
from webapp.fields.types import Fault, FieldKind
from webapp.mail.types import MailingState, MailKind, MailState
from webapp.organising.types import BulkAction
from webapp.procurement.types import TenderStatus
from webapp.registration.types import CategoryKind, Problem, RegistrationStatus, Reply, Source

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration

FEATURES = {
    Feature.REGISTRATION.value: _l("Registration with ticket"),
    Feature.AGENDA.value: _l("Agenda"),
    Feature.PITCHES.value: _l("Pitches"),
    Feature.STATIONS.value: _l("Topic stations"),
    Feature.CANVASES.value: _l("Idea canvases of the groups"),
}

KINDS = {
    ItemKind.WELCOME.value: _l("Welcome"),
    ItemKind.IMPULSE.value: _l("Opening talk"),
    ItemKind.TALK.value: _l("Talk"),
    ItemKind.PITCHES.value: _l("Pitches"),
    ItemKind.STATIONS.value: _l("Work at the stations"),
    ItemKind.DISCUSSION.value: _l("Discussion"),
    ItemKind.PLENARY.value: _l("Plenary"),
    ItemKind.MOVE.value: _l("Changeover"),
    ItemKind.BREAK.value: _l("Break"),
    ItemKind.OPEN.value: _l("Networking"),
    ItemKind.CLOSING.value: _l("Closing session"),
}

TROUBLES = {
    Trouble.SAME_PLACE: _l("At the same time in the same place:"),
    Trouble.SAME_TRACK: _l("At the same time for the same people:"),
    Trouble.TOO_EARLY: _l("Begins before the event:"),
    Trouble.TOO_LATE: _l("Ends after the event:"),
}

LINK_ROLES = {
    Role.DOOR.value: _l("The check-in at the door"),
    Role.FACILITATOR.value: _l("The facilitation of stations and groups"),
}

CATEGORY_KINDS = {
    CategoryKind.BUSINESS.value: _l("Business"),
    CategoryKind.SCHOOL_CLASS.value: _l("School class"),
    CategoryKind.PRESS.value: _l("Press"),
    CategoryKind.SPEAKER.value: _l("Speaker"),
    CategoryKind.HELPER.value: _l("Helper"),
    CategoryKind.OWN.value: _l("Other"),
}

# Not every kind of field: some exist for idea canvases only.
QUESTION_KINDS = {
    FieldKind.TEXT.value: _l("A line of text"),
    FieldKind.LONG_TEXT.value: _l("A longer text"),
    FieldKind.CHOICE.value: _l("One of several answers"),
    FieldKind.SEVERAL.value: _l("Several answers"),
    FieldKind.YES_NO.value: _l("Yes or no"),
    FieldKind.NUMBER.value: _l("A number"),
    FieldKind.DATE.value: _l("A date"),
    FieldKind.EMAIL.value: _l("An email address"),
    FieldKind.PHONE.value: _l("A telephone number"),
    FieldKind.ORGANISATION.value: _l("A business or organisation"),
    FieldKind.TRADE.value: _l("A trade listed in the Crafts Code"),
    FieldKind.STATION.value: _l("One of the stations"),
    FieldKind.FILE.value: _l("A file"),
    FieldKind.ACCESS_NEEDS.value: _l("Access needs"),
    FieldKind.PHOTOS.value: _l("Photo consent"),
}

FAULTS = {
    Fault.CONDITION_LATER: _l("It depends on a question that comes later. Please move that one up first."),
    Fault.CONDITION_OF_OTHERS: _l("It depends on a question that is not asked of the same people."),
    Fault.CONDITION_GONE: _l(
        "Another question depends on an answer that would be removed. Please change that one first."
    ),
    Fault.NO_CHOICES: _l("Please enter at least one answer."),
    Fault.NO_RANGE: _l("The maximum must not be below the minimum."),
}

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

BULK_ACTIONS = {
    BulkAction.MAIL.value: _l("Write a message"),
    BulkAction.APPROVE.value: _l("Confirm place"),
    BulkAction.DECLINE.value: _l("Decline"),
    BulkAction.MOVE.value: _l("Move to a category"),
    BulkAction.TAG.value: _l("Tag"),
    BulkAction.CHECK_IN.value: _l("Check in"),
    BulkAction.CANCEL.value: _l("Cancel"),
}

REPLIES = {
    Reply.OPEN.value: _l("No answer yet"),
    Reply.COMES.value: _l("Coming"),
    Reply.OFFERED.value: _l("Has been offered a place"),
    Reply.WAITS.value: _l("On the waiting list"),
    Reply.ASKS.value: _l("To be decided"),
    Reply.REFUSED.value: _l("Request declined"),
    Reply.CANCELLED.value: _l("Registration cancelled"),
    Reply.LAPSED.value: _l("Didn’t take the place offered"),
    Reply.DECLINED.value: _l("Not coming"),
    Reply.WITHDRAWN.value: _l("Withdrawn"),
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

TENDER_STATES = {
    TenderStatus.PLANNED.value: _l("Planned"),
    TenderStatus.ACTIVE.value: _l("Open for bids"),
    TenderStatus.COMPLETE.value: _l("Awarded"),
    TenderStatus.CANCELLED.value: _l("Tender withdrawn"),
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
}

MAIL_STATES = {
    MailState.WAITING.value: ("info", _l("Waiting")),
    MailState.SENT.value: ("success", _l("Sent")),
    MailState.SET_ASIDE.value: ("danger", _l("Not delivered")),
    MailState.RETURNED.value: ("danger", _l("Bounced")),
}

MAILING_STATES = {
    MailingState.DRAFT.value: _l("Draft"),
    MailingState.PLANNED.value: _l("Planned"),
    MailingState.RUNNING.value: _l("Being sent"),
    MailingState.DONE.value: _l("Sent"),
}

PLACEHOLDER_WORDS = {
    "name": _l("name"),
    "event": _l("title"),
    "when": _l("date and time"),
    "where": _l("venue"),
    "host": _l("host"),
    "until": _l("deadline"),
    "position": _l("position on the waiting list"),
    "heads": _l("number of people"),
    "before": _l("old date"),
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


POINT_KINDS = {
    PointKind.GATE.value: _l("An entrance of the event"),
    PointKind.ROOM.value: _l("A room or station that counts who is in it"),
}
PAPER_KINDS = {
    PaperKind.BADGES.value: _l("Name badges"),
    PaperKind.DOOR_LIST.value: _l("Check-in list, in case all batteries run flat"),
    PaperKind.ATTENDANCE.value: _l("Sign-in sheet"),
    PaperKind.CERTIFICATES.value: _l("Certificates of attendance, for everyone who attended"),
}
LABEL_SHEETS = {
    "cut": _l("plain A4 for cutting, 90 × 54 mm, ten per page"),
    "sheet_80x50": _l("label sheet A4, 80 × 50 mm, ten on a page with gaps of 15 and 5 mm"),
    "sheet_85x54": _l("card sheet A4, 85 × 54 mm, ten on a page with a gap of 10 mm"),
    "roll_101x54": _l("label printer, 101 × 54 mm"),
    "roll_100x62": _l("label printer, 100 × 62 mm"),
    "a6": _l("A6 for lanyards, 148 × 105 mm"),
}


def called(name: str) -> str:
    """Who registered, for reading: also somebody whose data was deleted."""
    return name or _("Deleted person")


def whose(head: "Attendee", number: int, *, of: int) -> str:
    """Whose answer it is, where several come together; "" for somebody who comes alone."""
    if of == 1:
        return ""
    return str(head.name or _("Person %(number)s", number=number))


def approved(registration: "Registration", *, is_over: bool) -> str:
    """What became of a request that was approved; `is_over`: nobody who waits is offered anything any more."""
    if registration.status == RegistrationStatus.CONFIRMED:
        return str(_("%(name)s has a place now.", name=registration.name))
    said = str(_("%(name)s is now on the waiting list: there are no places left.", name=registration.name))
    return f"{said} {_('The event has started, so no more places are being offered.')}" if is_over else said
