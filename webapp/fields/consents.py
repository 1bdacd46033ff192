"""What is agreed to beside an answer holds for the words that were shown, those of the privacy notice as well."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, Field, Form, HiddenField

from webapp.fields.problem_wording import problem_text, questions_changed
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode
from webapp.foundation.http.operator_texts import privacy_version

CONSENT = "-consent"
NOTICE = "-notice"  # the privacy notice as it was shown beside the consent


def keys_of_needs(definitions: Iterable[Definition]) -> list[str]:
    """The questions beside which somebody agrees that their answer is kept."""
    return [each.key for each in definitions if each.kind is FieldKind.ACCESS_NEEDS]


def boxes(definitions: Iterable[Definition]) -> dict[str, Field]:
    """The fields of these consents, by name."""
    keys = keys_of_needs(definitions)
    made: dict[str, Field] = {key + CONSENT: BooleanField() for key in keys}
    return made | {key + NOTICE: HiddenField() for key in keys}


def look_at_notice(form: Form, definitions: Iterable[Definition]) -> None:
    """Whoever agreed while another privacy notice was shown is asked again."""
    keys = keys_of_needs(definitions)
    version = privacy_version() if keys else ""
    for key in keys:
        box, notice = form[key + CONSENT], form[key + NOTICE]
        if box.data and notice.data not in {None, "", version}:
            _ask_again(form[key], box)
        notice.data = version


def _ask_again(told: Any, box: Field) -> None:
    told.unheard = Problem(ProblemCode.NOTICE_CHANGED)
    told.errors = (problem_text(told.unheard),) if told.data else ()
    box.data = False


def problem_of(form: Form, key: str) -> Problem | None:
    """What keeps something that was told from being kept."""
    if form[key + CONSENT].data:
        return None
    return getattr(form[key], "unheard", None) or Problem(ProblemCode.NO_CONSENT)


def agreed_under(form: Form, definitions: Iterable[Definition], answers: Mapping[str, object]) -> str:
    """Under which privacy notice somebody who told access needs agreed that they are kept; empty when they didn't."""
    told = [key for key in keys_of_needs(definitions) if key in answers]
    agreed = all(form[key + CONSENT].data for key in told)
    return str(form[told[0] + NOTICE].data) if told and agreed else ""


def say_changed(asked: Iterable[tuple[Form, Iterable[Definition]]]) -> list[str]:
    """What to say above forms whose questions have changed since they were opened; consents are asked for anew."""
    for form, definitions in asked:
        ask_anew(form, definitions)
    return [questions_changed()]


def ask_anew(form: Form, definitions: Iterable[Definition]) -> None:
    """Take out of a form what somebody has agreed to in words that may have been others."""
    for each in definitions:
        if each.kind is FieldKind.PHOTOS:
            form[each.key].data = None
        elif each.kind is FieldKind.ACCESS_NEEDS:
            form[each.key + CONSENT].data = False
