"""What a name may be, and by which words somebody is found."""

import unicodedata
from collections.abc import Sequence

from webapp.foundation.matching import folded
from webapp.foundation.text import one_line
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, LONGEST_TAG, CategoryTerms, Head, Problem


def tidy(typed: str) -> str:
    """A name on one line, in one spelling (NFC), free of controls and turned text; empty when nothing can be seen."""
    name = one_line(typed)
    return name if any(unicodedata.category(char)[0] in "LNPS" for char in name) else ""


def tidy_tag(typed: str) -> str:
    """A word of the organizer's own as it is kept."""
    return tidy(typed)


def tag_problem(tag: str) -> Problem | None:
    """What keeps a tidy tag from being put on anybody."""
    return Problem.TOO_LONG if len(tag) > LONGEST_TAG else None


def found_by(*texts: str) -> str:
    """The words by which the desk finds somebody, as they are compared."""
    return " ".join(dict.fromkeys(folded(" ".join(texts)).split()))


def name_problem(typed: str) -> Problem | None:
    """What keeps somebody's name from being taken."""
    name = tidy(typed)
    if not name:
        return Problem.MISSING
    return Problem.TOO_LONG if len(name) > LONGEST_NAME else None


def organisation_problem(typed: str) -> Problem | None:
    """As `name_problem` for a firm or body, which may be left out."""
    return Problem.TOO_LONG if len(tidy(typed)) > LONGEST_ORGANISATION else None


def size_problem(count: int, terms: CategoryTerms) -> Problem | None:
    """What keeps so many people from coming with one registration of this category."""
    if count > terms.most_heads:
        return Problem.TOO_MANY
    return Problem.TOO_LARGE if terms.places is not None and count > max(terms.places, 1) else None


def heads_problem(heads: Sequence[Head], terms: CategoryTerms) -> Problem | None:
    """What keeps a group from coming in this category."""
    if (problem := size_problem(len(heads), terms)) is not None:
        return problem
    if terms.named and any(name_problem(head.name) for head in heads):
        return Problem.MISSING
    return Problem.TOO_LONG if any(len(tidy(head.name)) > LONGEST_NAME for head in heads) else None
