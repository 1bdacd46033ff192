"""Prepare and run every check and test, with a summary: `python3 -m tools.check`; `--proofs`: the giants, whole."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tools.debian import get_program
from tools.frontend import node_environment
from tools.packages import PYTHON
from tools.prepare import prepare
from tools.refusals import ROOT, RefusalError, run_main
from tools.steps import in_ci

Outcome = Literal["ok", "failed", "skipped"]
# A giant may take an hour on a slow machine; what hangs still ends.
PROOFS = ["-m", "giant or proof", "--timeout", "7200"]
TESTS = ["-m", "not proof"]
SLOWEST = 10
DURATION = re.compile(r"^(\d+\.\d+)s (?:call|setup|teardown) +\S")
SKIPPED_TESTS = re.compile(r"^=*.*\b(\d+) skipped\b.* in [\d.]+s")


@dataclass(frozen=True)
class Check:
    """A program that ends with 0 when all is well, and the program without which it cannot be run."""

    name: str
    command: Sequence[str]
    needs: str = ""
    package: str = ""


@dataclass(frozen=True)
class Result:
    """How a check went and what it had to leave out."""

    name: str
    outcome: Outcome
    seconds: float
    left_out: str = ""
    slowest: tuple[str, ...] = ()


def checks() -> list[Check]:
    """All checks in the order in which they run: the quick ones first."""
    return [
        Check("ruff check", ["ruff", "check", "."]),
        Check("ruff format", ["ruff", "format", "--check", "."]),
        Check("djlint", ["djlint", "templates", "--lint", "--quiet"]),
        Check("djlint format", ["djlint", "templates", "--check", "--quiet"]),
        Check("codespell", ["codespell"]),
        Check("biome", ["node_modules/.bin/biome", "check", "--error-on-warnings"]),
        Check("tsc", ["node_modules/.bin/tsc", "--project", "."]),
        Check("mypy", ["mypy"]),
        Check("lint-imports", ["lint-imports"]),
        # An independent reader of the signatures on passes.
        Check("unit and integration", pytest(*TESTS, "--ignore", "tests/e2e"), needs="openssl", package="openssl"),
        end_to_end("end to end", TESTS),
    ]


def proofs() -> list[Check]:
    """The tests that `checks` runs at a tenth of their size, whole, the cases that it leaves out; and the branches."""
    return [
        Check("giants", pytest(*PROOFS, "--ignore", "tests/e2e")),
        end_to_end("walks", PROOFS),
        Check("branches", [str(PYTHON), "-m", "tools.branches"], needs="openssl", package="openssl"),
    ]


def end_to_end(name: str, chosen: Sequence[str]) -> Check:
    """The tests in browsers that `chosen` picks."""
    command = pytest(*chosen, "tests/e2e", beside=1)
    return Check(name, command, needs="chromium-headless-shell", package="chromium-headless-shell")


def pytest(*options: str, beside: int = 0) -> list[str]:
    """The command that runs the tests so chosen on all cores; whoever is through takes over from others.

    `beside`: how many more than there are cores, for tests that wait for browsers.
    """
    workers = str(max(2, min(8, len(os.sched_getaffinity(0)))) + beside)
    spread = ("-n", workers, "--dist", "worksteal")
    return [str(PYTHON), "-m", "pytest", "--tb=short", f"--durations={SLOWEST}", *spread, *options]


def main() -> int:
    """Run all checks, also after a failure; with CI=true something left out is a failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proofs", action="store_true", help="run the giants at their whole size instead")
    whole = parser.parse_args().proofs
    started = time.monotonic()
    prepare(dev=True)
    results = [Result("preparation", "ok", time.monotonic() - started)]
    env = node_environment() | ({"GIANTS": "whole"} if whole else {})
    for check in proofs() if whole else checks():
        result = run_check(check, env)
        results.append(result)
    report(results)
    return exit_code(results, strict=in_ci())


def exit_code(results: Sequence[Result], *, strict: bool) -> int:
    """1 when a check failed or, where the judge is strict, when one was left out."""
    failed = any(result.outcome == "failed" for result in results)
    left_out = any(result.left_out for result in results)
    return int(failed or (strict and left_out))


def run_check(check: Check, env: dict[str, str]) -> Result:
    """Run one check and let its output pass through."""
    sys.stdout.write(f"\n── {check.name}\n")
    sys.stdout.flush()
    started = time.monotonic()
    try:
        if check.needs:
            get_program(check.needs, check.package)
    except RefusalError as refusal:
        sys.stdout.write(f"{refusal}\n")
        return Result(check.name, "skipped", time.monotonic() - started, left_out=str(refusal))
    code, last_line, slowest = pass_through(check.command, env)
    skipped = SKIPPED_TESTS.match(last_line)
    left_out = f"{skipped[1]} tests skipped themselves" if skipped else ""
    return Result(check.name, "failed" if code else "ok", time.monotonic() - started, left_out, slowest)


def pass_through(command: Sequence[str], env: dict[str, str]) -> tuple[int, str, tuple[str, ...]]:
    """Run a program, show its output as it comes; its exit code, last line and what it says of its slowest tests."""
    last_line, slowest = "", []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last_line = line.strip() or last_line
            if DURATION.match(line):
                slowest.append(line.strip())
    return running.returncode, last_line, tuple(slowest)


def report(results: Sequence[Result]) -> None:
    """Print the slowest tests, the table, what failed and, last, what could not be had."""
    slowest = sorted((line for result in results for line in result.slowest), key=seconds_of, reverse=True)[:SLOWEST]
    rows = [f"{result.name:<22} {result.outcome:<8} {result.seconds:>7.1f}" for result in results]
    total = sum(result.seconds for result in results)
    failed = [result.name for result in results if result.outcome == "failed"]
    lines = [f"The {SLOWEST} slowest tests:", *slowest, ""] if slowest else []
    lines += [f"{'check':<22} {'result':<8} seconds", *rows, f"{'all':<22} {'':<8} {total:>7.1f}"]
    lines.append(f"failed: {', '.join(failed)}" if failed else "Nothing failed.")
    lines += [f"skipped: {result.name} – {result.left_out}" for result in results if result.left_out]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    sys.stdout.flush()


def seconds_of(line: str) -> float:
    """The seconds at the beginning of a line about a slow test."""
    found = DURATION.match(line)
    return float(found[1]) if found else 0.0


if __name__ == "__main__":
    run_main(main)
