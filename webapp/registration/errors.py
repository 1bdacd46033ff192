from collections.abc import Mapping, Sequence
from types import MappingProxyType

from webapp.fields.types import Fault
from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError
from webapp.registration.types import Problem


class RegistrationNotFoundError(NotFoundError):
    code = "registration_not_found"


class CategoryNotFoundError(NotFoundError):
    code = "category_not_found"


class InvitationNotFoundError(NotFoundError):
    code = "invitation_not_found"


class GuestListNotFoundError(NotFoundError):
    code = "guest_list_not_found"


class RegistrationClosedError(ConflictError):
    """The event, or the category, takes no registrations now, or no changes of them any more."""

    code = "registration_closed"


class RegistrationStateError(ConflictError):
    """The registration's state doesn't allow this (confirming a cancelled one …)."""

    code = "registration_state"


class LastGateError(ConflictError):
    """Without this category, the last one on offer, everybody could register whom it keeps out."""

    code = "last_gate"


class CategoryNameTakenError(ConflictError):
    """Another category on offer is called so by now."""

    code = "category_name_taken"


class RequestChangedError(RegistrationStateError):
    """Others ask to come by now, or something else, than whoever decides has looked at."""

    code = "request_changed"


class OthersJoinedError(ConflictError):
    """People are on the registration whom the page didn't show by which it was to be ended; nothing was changed."""

    code = "others_joined"


class NotProvedError(RegistrationStateError):
    """Whoever has the link has not said yet that the address is theirs; the desk may do it all the same."""

    code = "registration_not_proved"


class OfferOverError(ConflictError):
    """The offered place was not taken in time."""

    code = "offer_over"


class NoPlaceError(ConflictError):
    """There is no place left for what was asked, and nothing was changed."""

    code = "no_place"


class GroupTooLargeError(NoPlaceError):
    """More people than there are places in all, `most`: they would wait for nothing."""

    code = "group_too_large"
    most: int


class AnswersChangedError(ConflictError):
    """The answers aren't any more what whoever changes them has seen."""

    code = "answers_changed"


class ChoiceFullError(ConflictError):
    """Answers were just given by others; `choices` names them as (question, answer).

    `most` holds, by question, how many may give an answer that has fewer places than this group needs, and `left` how
    many still may.
    """

    code = "choice_full"
    choices: Sequence[tuple[str, str]]
    most: Mapping[str, int] = MappingProxyType({})
    left: Mapping[str, int] = MappingProxyType({})


class AlreadyCameError(ConflictError):
    """Somebody whom it concerns was let in and has used the place; `names` says who. The desk may insist.

    `came` names all of them who ever came in, by public id.
    """

    code = "already_came"
    names: Sequence[str]
    came: Mapping[str, str]


class StillInsideError(AlreadyCameError):
    """They are inside right now: whatever anybody says, nobody else gets the place before they have gone."""

    code = "still_inside"


class AttendeeRequestNotFoundError(NotFoundError):
    code = "head_request_not_found"


class AlreadyRegisteredError(ConflictError):
    """The address is registered for this event; `public_id` is its registration. For staff only."""

    code = "already_registered"
    public_id: str


class PersonInvalidError(InvalidError):
    """Fields of the form can't be taken; `fields` maps their names to problems."""

    code = "person_invalid"
    fields: Mapping[str, Problem]


class TagTooLongError(InvalidError):
    """A word of the organizer's own that has no room on a registration."""

    code = "tag_too_long"


class QuestionNeededError(ConflictError):
    """Another question is asked of those only who gave an answer to this one; nothing was changed."""

    code = "question_needed"


class QuestionsFaultyError(InvalidError):
    """Questions can't be asked as they are; `faults` maps their keys to faults."""

    code = "questions_faulty"
    faults: Mapping[str, Fault]


class QuestionNotFoundError(NotFoundError):
    code = "question_not_found"
