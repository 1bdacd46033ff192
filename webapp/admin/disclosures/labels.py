"""Words for what stands in the file for requests about data, as its page says it."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from webapp.admin.wording.changes import CHANGES
from webapp.admin.wording.consents import AGREED_TO
from webapp.admin.wording.contact_labels import BASES
from webapp.admin.wording.labels import INVITATION_STATES, MAIL_KINDS, MAIL_STATES, STATES

# Names of the file for requests about data, as its page says them.
DATA = {
    "organisation": _l("Organisation"),
    "as_of": _l("As of"),
    "contact": _l("Contact"),
    "name": _l("Name"),
    "email": _l("Email address"),
    "address_asked_for": _l("Address to be confirmed"),
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
    "sent_to": _l("Sent to"),
    "sent_at": _l("Sent on"),
}
ANSWERS = "answers"  # whose names are people's own questions
_LANGUAGES = {"de": _l("German"), "en": _l("English")}
# What stands for itself in the file, in words: by the part that it belongs to, and its name.
VALUES: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("contact", "language"): _LANGUAGES,
    ("contact", "known_because"): {basis: said for basis, (_colour, said) in BASES.items()},
    ("consents", "text"): AGREED_TO,
    ("registrations", "language"): _LANGUAGES,
    ("registrations", "status"): STATES,
    ("history", "what"): CHANGES,
    ("invitations", "status"): INVITATION_STATES,
    ("mails", "kind"): MAIL_KINDS,
    ("mails", "state"): {state: said for state, (_colour, said) in MAIL_STATES.items()},
}
