"""What requests bring, made safe in one place, whichever route it is meant for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import Map, UnicodeConverter

# Neither can be shown, and PostgreSQL stores neither: a NUL is nothing, half a letter is shown as one that is broken.
_BROKEN = re.compile("[\ud800-\udfff]")
_PUT_INSTEAD = "\ufffd"
_LARGEST = 2**31 - 1
_MOST_DIGITS = 11

T = TypeVar("T")


class Fields(ImmutableMultiDict[str, Any]):
    """Fields of an address or form: text that can be stored and shown, whole numbers of a sensible size."""

    def __init__(self, mapping: Mapping[str, object] | Iterable[tuple[str, object]] | None = None) -> None:
        pairs = MultiDict(mapping).items(multi=True)
        super().__init__([(_writable(name), _writable(value)) for name, value in pairs])

    def get(self, key: str, default: object = None, type: Any = None) -> object:  # type: ignore[override]  # noqa: A002 - as Werkzeug has it
        """A field, or `default` where it is missing or no such thing; a whole number is one that a column takes."""
        return super().get(key, default, type=whole_number if type is int else type)


class IncomingRequest(Request):
    """A request whose fields are clean."""

    parameter_storage_class = Fields


class PathPart(UnicodeConverter):
    """A part of an address; none of ours holds a character that can't be stored."""

    def __init__(self, routes: Map, *values: int, **named: int) -> None:
        super().__init__(routes, *values, **named)
        self.regex = self.regex.replace("[^/]", "[^/\x00]")


def init_app(app: Flask) -> None:
    """Have every route of `app` read requests so; call it before routes are added."""
    app.request_class = IncomingRequest
    app.url_map.converters["default"] = app.url_map.converters["string"] = PathPart


def whole_number(typed: str) -> int:
    """The number that was typed; ValueError for what is none, or beyond what columns hold."""
    if len(typed) > _MOST_DIGITS or abs(number := int(typed)) > _LARGEST:
        raise ValueError("beyond all sense")
    return number


def _writable(value: T) -> T:
    return cast("T", _BROKEN.sub(_PUT_INSTEAD, value.replace("\x00", ""))) if isinstance(value, str) else value
