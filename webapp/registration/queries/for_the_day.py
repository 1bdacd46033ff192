"""What those at the door may know of somebody's answers: needs on the day, and whether pictures are fine."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.fields.types import YES, FieldKind, FieldSetId
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, Given


@dataclass(frozen=True, slots=True)
class Holder:
    """Answers with the versions they were given to, of a person or of all who came with them."""

    answers: Mapping[str, object]
    versions: Mapping[str, FieldSetId | None]
    field_set_id: FieldSetId | None


@dataclass(frozen=True, slots=True)
class ForTheDay:
    """Needs in somebody's own words; `pictured` is None where nobody was ever asked."""

    needs: list[str]
    pictured: bool | None


class TellsTheDoor:
    """Reads answers by the question that they were given to: what was told as something else stays at the desk.

    Whoever wasn't asked about pictures, or said yes to something else, hasn't agreed to any.
    """

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._needs = forms.keys_of(FieldKind.ACCESS_NEEDS)
        self._photos = forms.keys_of(FieldKind.PHOTOS)
        self._asked_now = [key for key, asked in forms.newest.items() if asked.kind is FieldKind.PHOTOS]

    def of_person(self, made: Registration, head: Attendee) -> ForTheDay:
        """As `of`, for one of the people of a registration."""
        version = made.field_set_id
        shared = None if head.joined_at else Holder(made.answers, made.versions, version)
        return self.of(Holder(head.answers, head.versions, version), shared)

    def of(self, own: Holder, shared: Holder | None) -> ForTheDay:
        """What one person said, or what was said for all who came together; None for whoever joined later."""
        needs = [each.value for key in self._needs for each in self._said(key, FieldKind.ACCESS_NEEDS, own, shared)]
        return ForTheDay(list(dict.fromkeys(str(each) for each in needs)), self._pictured(own, shared))

    def _pictured(self, own: Holder, shared: Holder | None) -> bool | None:
        """A yes to all that is asked now or, where nothing of it is answered, to what was answered last."""
        if not self._photos:
            return None
        said = {key: self._said(key, FieldKind.PHOTOS, own, shared) for key in self._photos}
        given = [each for found in said.values() for each in found]
        now = [each for key in self._asked_now for each in said[key]]
        last = max((each.version or 0 for each in given), default=0)
        decides = now or [each for each in given if (each.version or 0) == last]
        return bool(decides) and all(each.value == YES for each in decides)

    def _said(self, key: str, kind: FieldKind, *holders: Holder | None) -> list[Given]:
        given: list[Given | None] = [self._forms.given(each, each, key) for each in holders if each]
        return [each for each in given if each and each.definition.kind is kind]
