"""Front-end files: logical names to the hashed files that the build wrote, served with a year's caching."""

import json
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise

from webapp.foundation.settings import ROOT

BUILD = ROOT / "static" / "build"
_ICON = Markup('<svg class="dw-icon{}" {}><use href="{}#{}" /></svg>')


class AssetMissingError(RuntimeError):
    """The build did not write this file: run `make assets`."""


def init_app(app: Flask) -> None:
    """Offer `asset_url` and `draw` (an icon) to templates and serve the files before any route is asked."""
    app.add_template_global(asset_url)
    app.add_template_global(icon, "draw")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="static/",
        max_age=3600,
        immutable_file_test=_is_hashed,
    )


def asset_url(name: str) -> str:
    """The address of a built file, as `site.css` or `canvases/editor.js`."""
    try:
        return f"/static/build/{manifest(BUILD)[name]}"
    except KeyError:
        raise AssetMissingError(name) from None


@cache
def read(name: str) -> bytes:
    """What stands in a built file, for one that has to be served under another address."""
    try:
        return (BUILD / manifest(BUILD)[name]).read_bytes()
    except KeyError:
        raise AssetMissingError(name) from None


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
