"""What is said of a refusal: each sentence stands once, with the room or surface that owns the wording."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from flask_babel.speaklater import LazyString

from webapp.foundation.errors import DomainError, Kind

Sentence: TypeAlias = "LazyString | str | Callable[[Any], str]"  # a function takes the refusal, for what only it knows
Said: TypeAlias = Mapping[type[DomainError], Sentence]

STATUS = {
    Kind.INVALID: 422,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.THROTTLED: 429,
    Kind.UNAVAILABLE: 503,
}


def sentence_of(refusal: DomainError, *said: Said) -> str | None:
    """What is said of a refusal, of the nearest kind that any of these knows; the first of several goes before.

    None where nobody has words for it: then it is answered by the page of its status (`foundation.http.errors`).
    """
    for kind in type(refusal).__mro__:
        for each in said:
            if kind in each:
                sentence = each[kind]
                return sentence(refusal) if callable(sentence) else str(sentence)
    return None
