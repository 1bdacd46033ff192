"""Codes of categories are tried a few times only: hosts make them up, and they are short."""

from collections.abc import Mapping

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from limits import parse
from wtforms import Field

from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import errors, throttle
from webapp.registration.types import Problem

WRONG_CODE = _l("Please check the code that you were given.")
_KIND = "category_code"
# A class behind one address mistypes some; four digits would take a night and more.
_WRONG_ONES = parse("20 per 10 minutes")


class CodeTries:
    """What one sending of the form adds to the tries, and what it may not try any more."""

    def __init__(self) -> None:
        self._seconds = 0

    def look_at(self, field: Field) -> None:
        """Say at the field what keeps the code from being tried now."""
        try:
            throttle.refuse_guessers(_KIND, _WRONG_ONES)
        except ThrottledError as refusal:
            self._seconds = refusal.seconds
            field.errors = [" ".join((_("That was too often."), errors.wait(refusal.seconds)))]
        else:
            field.errors = [] if (field.data or "").strip() else [str(WRONG_CODE)]

    def count(self, refused: Mapping[str, object]) -> None:
        """Remember a wrong code among what was refused."""
        if refused.get("code") is Problem.WRONG_CODE:
            throttle.count_failure(_KIND, _WRONG_ONES)

    def answer(self, page: str, status: int) -> ResponseReturnValue:
        """The page with its status, which says how long to wait where that is needed."""
        return (page, 429, {"Retry-After": str(self._seconds)}) if self._seconds else (page, status)
