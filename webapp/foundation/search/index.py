"""The index: what is found of everything, kept up by the transaction that changes it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from sqlalchemy import delete, event, inspect, select
from sqlalchemy.orm import Session

from webapp.foundation import revisions, transaction
from webapp.foundation.database import Model, OneBindSession, session
from webapp.foundation.search.models import SearchRules, SearchWord
from webapp.foundation.search.scopes import SEARCH
from webapp.foundation.search.words import shapes, told_in

# Rises whenever words are brought to other stems, or other texts are found.
_RULES = 4
_STALE = "search_stale"

M = TypeVar("M", bound=Model)
_Targets = Callable[..., Iterable[int | None]]
_everything: dict[str, Callable[[], Iterable[int]]] = {}
_sources: dict[str, list[Callable[[int], Iterable[str]]]] = defaultdict(list)
_watched: dict[type[Model], tuple[str, frozenset[str], _Targets]] = {}


def add_kind(kind: str, everything: Callable[[], Iterable[int]]) -> None:
    """Name something that can be searched; `everything` lists the ids of all there are."""
    _everything[kind] = everything


def add_source(kind: str, texts: Callable[[int], Iterable[str]]) -> None:
    """Have the texts that `texts` gives for an id found under it."""
    if texts not in _sources[kind]:
        _sources[kind].append(texts)


def watch(model: type[M], kind: str, columns: Iterable[str], targets: Callable[[M], Iterable[int | None]]) -> None:
    """Bring the index up to date for `targets` of a row whenever it comes, goes, or changes in one of the columns."""
    _watched[model] = (kind, frozenset(columns), targets)


def rebuild_if_old() -> bool:
    """Make the whole index anew when it was made by other rules, or never; true when that was so."""
    rules = session().get(SearchRules, 1)
    if rules is not None and rules.version == _RULES:
        return False
    for kind, everything in _everything.items():
        for target in everything():
            _index(kind, target)
    session().merge(SearchRules(id=1, version=_RULES))
    revisions.bump(SEARCH)
    return True


def _note_changes(current: Session, _context: object) -> None:
    for row in (*current.new, *current.deleted, *current.dirty):
        if type(row) in _watched:
            kind, columns, targets = _watched[type(row)]
            if row not in current.dirty or _has_changed(row, columns):
                # Which ids that are is asked when all is flushed: a new row has none yet, a series of rows one answer.
                _stale().append((kind, targets, row))


def _has_changed(row: Model, columns: frozenset[str]) -> bool:
    state = inspect(row)
    return any(state.attrs[column].history.has_changes() for column in columns)


def _stale() -> list[tuple[str, _Targets, Model]]:
    return cast("list[tuple[str, _Targets, Model]]", transaction.noted(_STALE))


def index_what_changed() -> None:
    """Bring the index up to date with what this transaction wrote; called before each commit."""
    noted = _stale()
    changes, noted[:] = list(noted), []
    stale = {(kind, target) for kind, targets, row in changes for target in targets(row) if target is not None}
    changed = [_index(kind, target) for kind, target in sorted(stale)]
    if any(changed):
        revisions.bump(SEARCH)


def _index(kind: str, target: int) -> bool:
    texts = [text for source in _sources[kind] for text in source(target)]
    words = {shape for text in texts for word in told_in(text) for shape in shapes(word)}
    here = (SearchWord.kind == kind, SearchWord.target == target)
    known = set(session().scalars(select(SearchWord.word).where(*here)))
    if known - words:
        session().execute(delete(SearchWord).where(*here, SearchWord.word.in_(known - words)))
    rows = [{"kind": kind, "target": target, "word": word} for word in sorted(words - known)]
    if rows:
        session().execute(SearchWord.__table__.insert(), rows)  # type: ignore[attr-defined]
    return known != words


event.listen(OneBindSession, "after_flush", _note_changes)
transaction.before_each_commit(index_what_changed)
