"""What happened to private calendars. Carried in the transaction that did it."""

from dataclasses import dataclass

from webapp.registration.types import RegistrationId


@dataclass(frozen=True, slots=True)
class FeedAskedFor:
    """Somebody with the link to a registration asked for the calendar of its address; `feed` is its public id."""

    registration_id: RegistrationId
    feed: str
