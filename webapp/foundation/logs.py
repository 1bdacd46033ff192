"""What reaches a log: what happened and where in the code, never whom it happened to.

Values stand in the words of exceptions (a database names the row that it refuses), in addresses of pages and in the
arguments of libraries' messages. None of them is written: of an exception the log has its type and its way through the
code, of a library's message the words that stand in that library's code.
"""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from logging import _SysExcInfoType

_OWN = ("webapp", "wsgi")
_LINE = "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"
_ADDRESS = re.compile(r"""(?<![^\s<>"'(),;:=])[^\s<>"'(),;:=]+@[^\s<>"'(),;:=]+""")
# Words that a library has put together before it hands them over.
_MADE_BEFORE = re.compile(r"(Invalid request from) .*", re.DOTALL)
_HIDDEN = "…"
_LONGEST_CHAIN = 5
_AGAIN_AFTER_SECONDS = 60.0
_MOST_REMEMBERED = 200

_Args = tuple[object, ...] | Mapping[str, object]

log = logging.getLogger(__name__)


class Reticent(logging.Formatter):
    """Formats a record without anything that somebody typed."""

    def __init__(self) -> None:
        super().__init__(_LINE)

    def format(self, record: logging.LogRecord) -> str:
        copy = logging.makeLogRecord(record.__dict__)
        copy.exc_text = None  # another handler may have written it with all its values
        if not record.name.startswith(_OWN):
            copy.msg, copy.args = _words_of(record.msg), _shown_args(record.args)
        return _ADDRESS.sub(f"{_HIDDEN}@{_HIDDEN}", super().format(copy))

    def formatException(self, ei: "_SysExcInfoType") -> str:  # noqa: N802 - the library's name
        return told(ei[1]) if ei[1] is not None else ""


class NotAgain(logging.Filter):
    """Lets a library say the same thing once a minute: one that can't reach its file says so several times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[object, ...], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(_OWN):
            return True
        key = (record.name, str(record.msg), type(record.exc_info[1]) if record.exc_info else None)
        if record.created - self._said.get(key, 0.0) < _AGAIN_AFTER_SECONDS:
            return False
        if len(self._said) > _MOST_REMEMBERED:
            self._said.clear()
        self._said[key] = record.created
        return True


def be_as_loud_as(level: str) -> None:
    """Log from this level on."""
    logging.getLogger().setLevel(level.upper())


def set_up(level: str) -> None:
    """Have all that this process logs, and all that it dies of, written to standard error, without values."""
    handler = logging.StreamHandler()
    handler.setFormatter(Reticent())
    handler.addFilter(NotAgain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    be_as_loud_as(level)
    logging.raiseExceptions = False  # a full disk under the log must not make for more lines, with values in them
    sys.excepthook = _died
    threading.excepthook = _thread_died
    sys.unraisablehook = lambda it: log.error("passed over: %s", type(it.exc_value).__name__)
    warnings.showwarning = _warned


def told(problem: BaseException) -> str:
    """The types of an exception and of what led to it, with the places in the code."""
    lines: list[str] = []
    current: BaseException | None = problem
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            break
        lines[:0] = [*_places(current), _kind(current)]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def _places(problem: BaseException) -> list[str]:
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]


def _kind(problem: BaseException) -> str:
    """The type, and the number that a system or database gave it; both are the same for everybody."""
    own = type(problem)
    codes = [
        str(code)
        for code in (getattr(problem, each, None) for each in ("errno", "sqlite_errorname", "sqlstate"))
        if isinstance(code, int | str) and len(str(code)) < 40  # noqa: PLR2004 - a code, not a sentence
    ]
    return f"{own.__module__}.{own.__qualname__}" + (f" ({', '.join(codes)})" if codes else "")


def _words_of(said: object) -> str:
    return _MADE_BEFORE.sub(r"\1 " + _HIDDEN, said) if isinstance(said, str) else type(said).__name__


def _shown_args(args: _Args | None) -> _Args:
    if isinstance(args, dict):
        return {name: _shown(value) for name, value in args.items()}
    return tuple(_shown(value) for value in args or ())


def _shown(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _HIDDEN


def _died(_kind: type[BaseException], problem: BaseException, _way: TracebackType | None) -> None:
    if isinstance(problem, KeyboardInterrupt):
        return
    log.critical("the program ended by an error", exc_info=problem)


def _thread_died(it: threading.ExceptHookArgs) -> None:
    if it.exc_value is not None and not isinstance(it.exc_value, SystemExit):
        log.error("a thread ended by an error", exc_info=it.exc_value)


def _warned(
    message: Warning | str,  # noqa: ARG001 - it may hold a value
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - all of this is the library's signature
    line: str | None = None,  # noqa: ARG001 - as above
) -> None:
    log.warning("%s at %s:%s", category.__name__, filename, lineno)
