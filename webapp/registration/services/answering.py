"""Answers that are given anew: which question each of them answers."""

from collections.abc import Collection, Mapping

from webapp.fields.rules.reading import belongs, reads_alike
from webapp.fields.types import FieldSetId
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, Given
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.types import AttendeeId

Named = tuple[AttendeeId | None, str]  # whose answer (None: of all who come together), and its question


def given_anew(
    forms: Forms,
    registration: Registration,
    holder: Registration | Attendee,
    answers: Mapping[str, object],
    anew: Collection[str],
) -> list[dict[str, object]]:
    """Store the answers of a registration or of one of its people; what is different now, by question.

    A value that stays the same still answers the question it was given to, unless it was given `anew`: an answer that
    was renamed is something else only once it was chosen again.
    """
    is_of_each = isinstance(holder, Attendee)
    before = {key: forms.given(registration, holder, key) for key in holder.answers}
    versions: dict[str, FieldSetId | None] = {}
    for key, value in answers.items():
        known, asked = before.get(key), forms.newest.get(key)
        stays = known is not None and known.value == value and key not in anew
        if asked is not None and asked.of_each == is_of_each and belongs(asked, value) and not stays:
            versions[key] = forms.newest_id
        else:
            versions[key] = known.version if known else forms.newest_id
    found = [
        {
            "field": key,
            "before": holder.answers.get(key),
            "after": answers.get(key),
            "version_before": known.version if (known := before.get(key)) else None,
            "version_after": versions.get(key),
        }
        for key in dict.fromkeys([*holder.answers, *answers])
        if not _says_the_same(forms, key, before.get(key), answers.get(key), versions.get(key))
    ]
    if found:
        given_up = files_in(holder.answers) - files_in(answers)
        holder.answers, holder.versions = dict(answers), versions
        let_go(registration.event_id, given_up)
    return found


def _says_the_same(forms: Forms, key: str, before: Given | None, value: object, version: FieldSetId | None) -> bool:
    if before is None or before.value != value:
        return before is None and value is None
    after = forms.read(key, value, version).definition
    return before.version == version or reads_alike(before.definition, after, value)
