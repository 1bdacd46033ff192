"""Compiled translations."""

from __future__ import annotations

from pathlib import Path

from tools.refusals import ROOT
from tools.steps import VENV, fingerprint, is_fresh, run, stamped


def catalogues() -> list[Path]:
    """The catalogues of all rooms."""
    return sorted((ROOT / "webapp").glob("**/translations/*/LC_MESSAGES/*.po"))


def compile_translations() -> None:
    """Compile all catalogues when a text in one of them has changed."""
    found = catalogues()
    key = fingerprint(found)
    if is_fresh("translations", key) and all(file.with_suffix(".mo").is_file() for file in found):
        return
    with stamped("translations", key):
        run("Compiling translations", [VENV / "bin" / "python", "-m", "tools.catalogues"])
