"""Measure which branches of rules and services the tests take: `python3 -m tools.branches`."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.check import pytest
from tools.refusals import ROOT, run_main

# Per cent of the branches that tests have to take. Services took 85.5 when it was measured first (November 2026); which
# branches a storm takes differs by a few from run to run.
LEAST = {"rules": 100.0, "services": 85.0}
# What a test draws at random differs from machine to machine (and with CI=true), so that it takes no branch for good.
# Of the rooms that have services, and of the desk, on one database: giants and the other one would only make it longer.
ROOMS = ("accounts", "admin", "agenda", "calendar", "canvases", "checkin", "contacts", "documents", "events", "mail")
ROOMS += ("office", "organising", "registration", "stations", "tickets")
TESTS = (
    *("-m", "not (giant or proof or hypothesis)", "-k", "not postgresql"),
    *("tests/unit", *(f"tests/integration/{room}" for room in ROOMS)),
)


@dataclass
class Part:
    """All modules of a kind: how many branches they have, how many tests take, and which none does, by file."""

    kind: str
    branches: int = 0
    taken: int = 0
    untaken: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def share(self) -> float:
        """Per cent, rounded down to a tenth, so that only all of them are 100."""
        return math.floor(1000 * self.taken / self.branches) / 10 if self.branches else 0.0

    @property
    def is_enough(self) -> bool:
        return self.share >= LEAST[self.kind]


def main() -> int:
    """Run the tests under coverage, then say for each kind what they take; 1 where that is too little."""
    with tempfile.TemporaryDirectory(prefix="dialogwerk-branches-") as folder:
        told = Path(folder) / "told.json"
        env = {name: value for name, value in os.environ.items() if name != "GIANTS"}
        env["COVERAGE_FILE"] = str(Path(folder) / "coverage")
        code = subprocess.run(command(told), cwd=ROOT, env=env, check=False).returncode
        if code:
            return code
        files: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))["files"]
    parts = [measure(kind, modules(kind), files) for kind in LEAST]
    sys.stdout.write("\n".join(line for part in parts for line in describe(part)) + "\n")
    return int(not all(part.is_enough for part in parts))


def command(told: Path) -> list[str]:
    """The tests under coverage, which writes what it found to `told`; pyproject.toml says of which files."""
    return pytest(*TESTS, "--cov", f"--cov-report=json:{told}")


def modules(kind: str) -> list[str]:
    """The files of a kind in all rooms, each one module or a package."""
    folder = ROOT / "webapp"
    found = [*folder.glob(f"**/{kind}.py"), *folder.glob(f"**/{kind}/**/*.py")]
    return sorted(each.relative_to(ROOT).as_posix() for each in found)


def measure(kind: str, names: Iterable[str], files: Mapping[str, Any]) -> Part:
    """What the report says of these files; one that no test loads counts as a branch that none takes."""
    part = Part(kind)
    for name in names:
        if name not in files:
            part.branches += 1
            part.untaken[name].append("is never loaded")
            continue
        part.branches += files[name]["summary"]["num_branches"]
        part.taken += files[name]["summary"]["covered_branches"]
        for start, end in files[name]["missing_branches"]:
            part.untaken[name].append(f"{start} → {end}" if end > 0 else f"{start} → end")
    return part


def describe(part: Part) -> list[str]:
    """The figure, and under it the lines between which no test goes."""
    figure = f"{part.kind}: {part.taken} of {part.branches} branches, {part.share:.1f} %"
    lines = [f"  {name}: {', '.join(untaken)}" for name, untaken in part.untaken.items()]
    return [figure if part.is_enough else f"{figure}, too few: at least {LEAST[part.kind]:.1f} %", *lines]


if __name__ == "__main__":
    run_main(main)
