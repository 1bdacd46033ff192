"""Front-end files by logical name: those that the build wrote, and those made by hand that need no building.

A built file has the hash of its content in its name and may be kept for a year; one made by hand has it behind its
address, so that a new one is asked for at once.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from markupsafe import Markup
from werkzeug.http import parse_accept_header, parse_etags, unquote_etag
from whitenoise import WhiteNoise

from webapp.foundation.settings import ROOT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from whitenoise.responders import StaticFile

BY_HAND = ROOT / "static"
BUILD = BY_HAND / "build"
HOUR_SECONDS = 3600
_ICON = Markup('<svg class="dw-icon{}" {}><use href="{}#{}" /></svg>')


class AssetMissingError(RuntimeError):
    """The build did not write this file: run `make assets`."""


class _Files(WhiteNoise):  # type: ignore[misc]
    """Reads two headers by the standard that the library searches for a word: what is refused, and lists of tags."""

    @staticmethod
    def serve(
        static_file: "StaticFile", environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        accepted = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING"))
        asked = {"HTTP_ACCEPT_ENCODING": ", ".join(name for name, quality in accepted if quality > 0)}
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and parse_etags(known).contains_weak(unquote_etag(static_file.etag)[0]):
            asked["HTTP_IF_NONE_MATCH"] = static_file.etag
        served: Iterable[bytes] = WhiteNoise.serve(static_file, environ | asked, start_response)
        return served


def init_app(app: Flask) -> None:
    """Offer `asset_url` and `draw` (an icon) to templates and serve the files before any route is asked."""
    app.add_template_global(asset_url)
    app.add_template_global(icon, "draw")
    app.wsgi_app = _Files(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(BY_HAND),
        prefix="static/",
        max_age=HOUR_SECONDS,
        immutable_file_test=_is_hashed,
    )


def asset_url(name: str) -> str:
    """The address of a file, built as `site.css` or `canvases/editor.js` or made by hand as `favicon.svg`."""
    built = manifest(BUILD).get(name)
    return f"/static/build/{built}" if built else f"/static/{name}?v={_hash_of(name)}"


@cache
def read(name: str) -> bytes:
    """What stands in a file, for one that has to be served under another address."""
    built = manifest(BUILD).get(name)
    file = BUILD / built if built else BY_HAND / name
    if not file.is_file():
        raise AssetMissingError(name)
    return file.read_bytes()


@cache
def _hash_of(name: str) -> str:
    return hashlib.sha256(read(name)).hexdigest()[:8]


@lru_cache(maxsize=512)
def icon(name: str, label: str | None = None, size: str | None = None) -> Markup:
    """An icon of assets/site/icons.svg; with a label it is read out, else it only decorates."""
    # A function and no macro: pages draw dozens.
    about = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return _ICON.format(f" dw-icon--{size}" if size else "", about, asset_url("icons.svg"), name)


@cache
def manifest(build: Path) -> dict[str, str]:
    """Logical name to file name; empty before the first build."""
    file = build / "manifest.json"
    names: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return names


def _is_hashed(path: str, _url: str) -> bool:
    return (
        Path(path).is_relative_to(BUILD) and Path(path).name.removesuffix(".gz").removesuffix(".br") in _hashed_names()
    )


@cache
def _hashed_names() -> frozenset[str]:
    return frozenset(Path(file).name for file in manifest(BUILD).values())
