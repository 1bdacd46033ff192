"""What stands before every route: unknown hosts are turned away, and HEAD is answered from what GET would say."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wsgi import get_host

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Said = tuple[str, list[tuple[str, str]], tuple[OptExcInfo | None, ...]]

_NOT_HERE = b"This host is not served here.\n"
_WITHOUT_LENGTH = ("1", "204", "304")


class KnownHosts:
    """WSGI middleware: nothing of ours is told under a foreign name, neither a kept page nor a file."""

    def __init__(self, app: "WSGIApplication", trusted: Sequence[str]) -> None:
        self._app = app
        self._is_trusted = lru_cache(maxsize=256)(lambda host: host_is_trusted(host, trusted))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if self._is_trusted(get_host(environ)):
            return self._app(environ, start_response)
        length = str(len(_NOT_HERE))
        start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", length)])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [_NOT_HERE]


class HeadsOfPages:
    """WSGI middleware: HEAD runs as GET and is answered with its headers, so that no view and no cache knows of it."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
            # It names no copy, so whoever sends it may hold none.
            environ = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        if environ["REQUEST_METHOD"] != "HEAD":
            return self._app(environ, start_response)
        said: list[Said] = []
        parts = self._app({**environ, "REQUEST_METHOD": "GET"}, _listener(said))
        try:
            length = sum(map(len, parts))
        finally:
            _close(parts)
        status, headers, trouble = said[-1]
        start_response(status, _measured(status, headers, length), *trouble)
        return []


def _listener(said: "list[Said]") -> "StartResponse":
    def listen(status: str, headers: list[tuple[str, str]], *trouble: "OptExcInfo | None") -> Callable[[bytes], object]:
        said.append((status, headers, trouble))
        return lambda _: None

    return listen


def _measured(status: str, headers: list[tuple[str, str]], length: int) -> list[tuple[str, str]]:
    has_length = any(name.lower() == "content-length" for name, _ in headers)
    if has_length or status.startswith(_WITHOUT_LENGTH):
        return headers
    return [*headers, ("Content-Length", str(length))]


def _close(parts: Iterable[bytes]) -> None:
    close = getattr(parts, "close", None)
    if close is not None:
        close()
