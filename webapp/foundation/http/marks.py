"""Marks of values: short texts by which a form tells whether what it showed is still what is there."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, time

_MARK_LENGTH = 12


def read_marks(sent: str | None) -> dict[str, str]:
    """The marks that a form brought along; none where they can't be read."""
    try:
        marks = json.loads(sent or "{}")
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}


def mark(value: object) -> str:
    """A short text that differs wherever a value does; what is empty is empty, however it is said."""
    said = json.dumps(_plain(value), sort_keys=True)
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:_MARK_LENGTH]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        kept = {str(name): _plain(each) for name, each in value.items()}
        return kept if any(kept.values()) else ""
    if isinstance(value, list | tuple | set | frozenset):
        several = [plain for each in value if (plain := _plain(each)) != ""]
        return several or ""
    if isinstance(value, datetime | time):
        return value.replace(tzinfo=None, microsecond=0).isoformat()
    return "" if value is None or value is False else "\n".join(str(value).split("\r\n")).strip()
