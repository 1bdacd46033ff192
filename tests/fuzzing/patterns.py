"""Every pattern of the product on long runs of one thing, in the ways it is used: `python -m tests.fuzzing.patterns`.

Says which one it is at before it begins: what takes the square of the length never ends, and is the last one named.
"""

import ast
import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

import webapp
from webapp.foundation.settings import ROOT

LENGTH = 100_000
_RUNS = (" ", "\n", "-", "1", "a", "a,", "(", "[", "<", "@", "/", "und ")
_WAYS = ("search", "sub", "split", "findall", "finditer", "match", "fullmatch")
# What these are given is cut to so many letters before.
_CUT = {
    "webapp.calendar.online._PARTS": 2_500,
    "webapp.calendar.rules._ADDRESS": 500,
    "webapp.calendar.rules._PARTS": 500,
    "webapp.calendar.titles._SIGNS": 500,
}
_LEFT_OUT = ("__main__", "webapp.cli", "gunicorn")


def patterns() -> Iterator[tuple[str, re.Pattern, set[str]]]:
    """Name, pattern and the methods that are called on a pattern of that name."""
    ways = _ways()
    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if any(part in module.name for part in _LEFT_OUT):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value, ways[name]


def _ways() -> dict[str, set[str]]:
    found = defaultdict(set)
    for file in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in _WAYS and isinstance(node.value, ast.Name):
                found[node.value.id].add(node.attr)
    return found


def try_on_runs(pattern: re.Pattern, way: str, length: int) -> None:
    """Use it that way on each run."""
    for run in _RUNS:
        text = "b" + run * (length // len(run)) + "!"
        said = text if isinstance(pattern.pattern, str) else text.encode()
        if way == "sub":
            pattern.sub(said[:0], said)
        elif way == "finditer":
            list(pattern.finditer(said))
        else:
            getattr(pattern, way)(said)


def main() -> None:
    for name, pattern, ways in patterns():
        for way in sorted(ways):
            sys.stdout.write(f"{name} {way}\n")
            sys.stdout.flush()
            try_on_runs(pattern, way, min(LENGTH, _CUT.get(name, LENGTH)))


if __name__ == "__main__":
    main()
