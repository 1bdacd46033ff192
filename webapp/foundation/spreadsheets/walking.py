"""XML of strangers, walked through without a tree: nothing grows with what a file says, and entities are refused.

No reading library bounds what it builds: rows that aren't there are padded, one row is one tree (ADR 18).
"""

from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from webapp.foundation.spreadsheets.types import LONGEST_CELL, Budget, TableInvalidError, TableProblem

_CHUNK = 64 * 1024
_LARGEST_PIECE = 4 * 1024 * 1024


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...


class Walker:
    """Is told of the elements of a part by their local names; `texts` is the text since it was emptied last."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.texts: list[str] | None = None
        self._length = 0

    def begin(self, name: str, said: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def listen(self) -> None:
        """Keep the text that follows."""
        self.texts, self._length = [], 0

    def heard(self) -> str:
        """The text since `listen`, no longer than a cell may be."""
        text = "".join(self.texts or ())[:LONGEST_CELL]
        self.texts = None
        return text

    def say(self, text: str) -> None:
        """A piece of text."""
        if self.texts is not None and self._length <= LONGEST_CELL:
            self.texts.append(text)
            self._length += len(text)


def walk(stream: Stream, walker: Walker) -> Iterator[None]:
    """Tell the walker of all elements; stops after each piece, so that what was found can be taken meanwhile.

    TableInvalidError for a document type, by which entities are defined; expat.ExpatError for what is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, said: _begin(walker, name, said)
    parser.EndElementHandler = lambda name: walker.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = walker.say
    fed = 0
    while piece := stream.read(_CHUNK):
        walker.budget.look()
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - max(0, parser.CurrentByteIndex) > _LARGEST_PIECE:  # one value that never ends
            raise TableInvalidError(problem=TableProblem.TOO_LARGE)
        yield
    parser.Parse(b"", True)
    yield


def walk_through(stream: Stream, walker: Walker) -> None:
    """As `walk`, in one go."""
    for _ in walk(stream, walker):
        pass


def _begin(walker: Walker, name: str, said: dict[str, str]) -> None:
    walker.budget.step()
    walker.begin(name.rpartition(":")[2], said)


def _refuse(*_: object) -> None:
    raise TableInvalidError(problem=TableProblem.SUSPICIOUS)
