"""Front-end files: logical names to the hashed files that the build wrote, served with a year's caching."""

import json
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from webapp.foundation.settings import ROOT

BUILD = ROOT / "static" / "build"


class AssetMissingError(RuntimeError):
    """The build did not write this file: run `make assets`."""


def init_app(app: Flask) -> None:
    """Offer `asset_url` to templates and serve the files before any route is asked."""
    app.add_template_global(asset_url)
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
