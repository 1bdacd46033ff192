"""Steps that run once and again only when what they were made from has changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.refusals import ROOT, RefusalError, reason_in

VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
LOGS = VENV / "logs"
BEGUN = "begun"


def in_ci() -> bool:
    """True when a build server is watching."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Hash names and contents of the files, and the words, into one key."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"{word}\0".encode())
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"
        digest.update(f"{file.relative_to(ROOT)}\0{content}\0".encode())
    return digest.hexdigest()


def is_fresh(name: str, key: str) -> bool:
    """True when the step was finished with exactly this key."""
    return stamp(name) == key


def stamp(name: str) -> str | None:
    """The key with which a step was finished, BEGUN when it never came to its end, None when it never ran."""
    try:
        return (STAMPS / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


@contextmanager
def stamped(name: str, key: str) -> Iterator[None]:
    """Record the key once the step in the block is through; an interrupted step stays marked as begun."""
    mark(name, BEGUN)
    yield
    mark(name, key)


def mark(name: str, key: str) -> None:
    """Record the key of a step."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(key, encoding="utf-8")


def run(label: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a program quietly; refuse with one line when it fails and keep its output in a log."""
    say(f"{label} …")
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    say(f"{label}: {time.monotonic() - started:.1f} s" if done.returncode == 0 else f"{label}: failed")
    if done.returncode != 0:
        if in_ci():
            sys.stdout.write(done.stdout)
        raise RefusalError(f"{label}: {reason_in(done.stdout)}{keep_log(label, done.stdout)}")


def say(line: str) -> None:
    """Write one line at once, so that steps side by side keep theirs whole."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def keep_log(label: str, output: str) -> str:
    """Write the output beside the stamps and say where; a full disk keeps nothing."""
    log = LOGS / (re.sub(r"\W+", "-", label.lower()).strip("-") + ".log")
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        log.write_text(output, encoding="utf-8")
    except OSError:
        return ""
    return f" (details: {log.relative_to(ROOT)})"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up in the same directory wait for the first."""
    with (ROOT / "Makefile").open("rb") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is running here; waiting for it …")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield
