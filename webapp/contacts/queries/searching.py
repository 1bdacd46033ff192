"""What fits the words that somebody looks for: what begins so, and where nothing does, what is spelt nearly so."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, select, union

from webapp.contacts import rules
from webapp.contacts.models import ContactWord
from webapp.contacts.types import ContactId
from webapp.foundation.database import session
from webapp.organisations.types import OrganisationId

_AFTER_ALL = "\U0010ffff"  # behind every letter that may follow
_MOST_NEAR = 5_000
_LONGEST_WHOLE = 1  # a single letter stands for itself


def found_by(organisation_id: OrganisationId, words: str) -> list[Select[ContactId]] | None:
    """For each word the ids of contacts in which it fits; None where nobody can fit all of them.

    One statement for each word, and one more for a word that nothing begins with.
    """
    typed = rules.typed(words)
    if not typed:
        return None if words.strip() else []
    fitting = [_fitting(organisation_id, word) for word in typed]
    if any(each is None for each in fitting):
        return None
    return [_holding(organisation_id, each) for each in fitting if each is not None]


def in_all(found: Sequence[Select[ContactId]]) -> Select[ContactId]:
    """The ids that are in each of these, each once; asked of the index of words alone."""
    first, *others = found
    for each in others:
        first = first.where(ContactWord.contact_id.in_(each))
    return first.distinct()


def _holding(organisation_id: OrganisationId, fits: ColumnElement[bool]) -> Select[ContactId]:
    return select(ContactWord.contact_id).where(ContactWord.organisation_id == organisation_id, fits)


def _fitting(organisation_id: OrganisationId, word: str) -> ColumnElement[bool] | None:
    """What a word in use has to be like; None where none is."""
    begins = ContactWord.word == word if len(word) <= _LONGEST_WHOLE else _beginning(ContactWord.word, word)
    if session().scalar(_holding(organisation_id, begins).limit(1)) is not None:
        return begins
    near = _near(organisation_id, word)
    return ContactWord.word.in_(near) if near else None


def _near(organisation_id: OrganisationId, word: str) -> Sequence[str]:
    """Words in use that are spelt with the fewest errors, as many as are forgiven."""
    most = rules.forgiven(word)
    if not most:
        return ()
    front, back = rules.halves(word)
    beginning, ending = (
        select(ContactWord.word)
        .where(ContactWord.organisation_id == organisation_id, alike)
        .distinct()
        .limit(_MOST_NEAR)
        .subquery()
        for alike in (_beginning(ContactWord.word, front), _beginning(ContactWord.backwards, back))
    )
    alike = union(select(beginning.c.word), select(ending.c.word))
    errors = {each: OSA.distance(word, each, score_cutoff=most) for each in session().scalars(alike)}
    least = min(errors.values(), default=most + 1)
    return [each for each, count in errors.items() if count == least and count <= most]


def _beginning(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    """A range and not a pattern, so that the index answers on both databases."""
    return and_(column >= word, column < word + _AFTER_ALL)
