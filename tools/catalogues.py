"""Compile every catalogue below webapp/ in one go: `.venv/bin/python -m tools.catalogues`."""

from __future__ import annotations

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.refusals import run_main
from tools.translations import catalogues


def main() -> int:
    """Write a .mo beside every .po; a text marked as fuzzy stays untranslated."""
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parents[1].name)
        unfinished = path.with_suffix(".mo.new")
        with unfinished.open("wb") as target:
            write_mo(target, catalogue)
        unfinished.replace(path.with_suffix(".mo"))
    return 0


if __name__ == "__main__":
    run_main(main)
