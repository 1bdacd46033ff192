"""Words for why somebody is known, and for what is looked for among contacts."""

from flask_babel import lazy_gettext as _l

from webapp.contacts.services.entering import MISSING, NO_ADDRESS, TOO_LONG
from webapp.contacts.types import Basis, ListKind

BASES = {
    Basis.EVENTS.value: ("neutral", _l("From events")),
    Basis.ENTERED.value: ("info", _l("Entered by the office")),
    Basis.AGREED.value: ("success", _l("May be invited")),
}
CONSENTS = {
    "agreed": _l("Has agreed to further invitations"),
    "withdrew": _l("Has withdrawn the consent"),
    "none": _l("No consent"),
}
LIST_KINDS = {
    ListKind.PICKED.value: _l("Chosen by hand"),
    ListKind.FOUND.value: _l("Saved search, always up to date"),
    ListKind.SERIES.value: _l("List of a series, always up to date"),
}
ENTRY_PROBLEMS = {
    MISSING: _l("Please fill this in."),
    TOO_LONG: _l("Please shorten this."),
    NO_ADDRESS: _l("Please check this email address, for example name@example.org."),
}
TEXTS = {
    "privacy": _l("Privacy notice"),
    "access_needs": _l("Storing access needs"),
    "invite_again": _l("Further invitations"),
}
# Names of the file for requests about data, as its page says them.
DATA = {
    "organisation": _l("Organisation"),
    "as_of": _l("As of"),
    "contact": _l("Contact"),
    "name": _l("Name"),
    "email": _l("Email"),
    "company": _l("Business or organisation"),
    "phone": _l("Telephone"),
    "language": _l("Language"),
    "known_because": _l("Known from"),
    "entered_at": _l("Entered on"),
    "source": _l("Source"),
    "purpose": _l("Purpose"),
    "review_on": _l("Review on"),
    "agreed_at": _l("Agreed on"),
    "withdrew_at": _l("Consent withdrawn on"),
    "tags": _l("Tag"),
    "note": _l("Note of the office"),
    "lists": _l("List"),
    "consents": _l("Consent"),
    "text": _l("Text"),
    "version": _l("Wording"),
    "event": _l("Event"),
    "given_at": _l("Given on"),
    "withdrawn_at": _l("Withdrawn on"),
    "wants_no_mail": _l("Unsubscribed from emails"),
    "registrations": _l("Registration"),
    "status": _l("Status"),
    "category": _l("Category"),
    "registered_at": _l("Registered on"),
    "address_confirmed_at": _l("Address confirmed on"),
    "confirmed_at": _l("Place confirmed on"),
    "cancelled_at": _l("Cancelled on"),
    "answers": _l("Answers"),
    "people": _l("Person"),
    "people_who_left": _l("Person who no longer comes"),
    "wishes": _l("Person to be decided on"),
    "history": _l("Change"),
    "what": _l("What happened"),
    "at": _l("When"),
    "reason": _l("Reason"),
    "changes": _l("Difference"),
    "field": _l("Field"),
    "before": _l("Before"),
    "after": _l("After"),
    "comes_along": _l("Comes along with others"),
    "came_at": _l("Came in on"),
    "invitations": _l("Invitation"),
    "invited_at": _l("Invited on"),
    "reminded_at": _l("Reminded on"),
    "answered_at": _l("Answered on"),
    "mails": _l("Email"),
    "kind": _l("Kind"),
    "subject": _l("Subject"),
    "state": _l("State"),
    "sent_at": _l("Sent on"),
    "de": _l("In German"),
    "en": _l("In English"),
}
