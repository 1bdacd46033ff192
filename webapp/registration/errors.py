from collections.abc import Mapping, Sequence
from typing import cast

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
    """More people than there are places in all, `details["most"]`: they would wait for nothing."""

    code = "group_too_large"

    @property
    def most(self) -> int:
        """How many places there are."""
        return cast("int", self.details["most"])


class AnswersChangedError(ConflictError):
    """The answers aren't any more what whoever changes them has seen."""

    code = "answers_changed"


class ChoiceFullError(ConflictError):
    """Answers were just given by others; `details["choices"]` names them as (question, answer).

    `details["most"]` holds, by question, how many may give an answer that has fewer places than this group needs, and
    `details["left"]` how many still may.
    """

    code = "choice_full"

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """The answers that are given away, as (question, answer)."""
        return cast("Sequence[tuple[str, str]]", self.details["choices"])


class AlreadyCameError(ConflictError):
    """Somebody whom it concerns was let in and has used the place; `details["names"]` says who. The desk may insist.

    `details["came"]` names all of them who ever came in, by public id.
    """

    code = "already_came"

    @property
    def names(self) -> Sequence[str]:
        """Who was let in and has used the place, as far as they have names."""
        return cast("Sequence[str]", self.details["names"])

    @property
    def came(self) -> Mapping[str, str]:
        """All who ever came in: their names by their public ids."""
        return cast("Mapping[str, str]", self.details["came"])


class StillInsideError(AlreadyCameError):
    """They are inside right now: whatever anybody says, nobody else gets the place before they have gone."""

    code = "still_inside"


class HeadRequestNotFoundError(NotFoundError):
    code = "head_request_not_found"


class AlreadyRegisteredError(ConflictError):
    """The address is registered for this event; `details["public_id"]` is its registration. For staff only."""

    code = "already_registered"

    @property
    def public_id(self) -> str:
        """The registration of the address."""
        return str(self.details["public_id"])


class PersonInvalidError(InvalidError):
    """Fields of the form can't be taken; `details["fields"]` maps their names to problems."""

    code = "person_invalid"

    @property
    def fields(self) -> Mapping[str, Problem]:
        """What is wrong with which field."""
        return cast("Mapping[str, Problem]", self.details["fields"])


class TagTooLongError(InvalidError):
    """A word of the organizer's own that has no room on a registration."""

    code = "tag_too_long"


class SetupInvalidError(InvalidError):
    """The settings can't be taken; `details["fields"]` maps their names to problems."""

    code = "setup_invalid"


class QuestionNeededError(ConflictError):
    """Another question is asked of those only who gave an answer to this one; nothing was changed."""

    code = "question_needed"


class QuestionsFaultyError(InvalidError):
    """Questions can't be asked as they are; `details["faults"]` maps their keys to faults."""

    code = "questions_faulty"

    @property
    def faults(self) -> Mapping[str, Fault]:
        """What is wrong with which question; nothing where there are too many of them."""
        return cast("Mapping[str, Fault]", self.details["faults"])


class QuestionNotFoundError(NotFoundError):
    code = "question_not_found"
