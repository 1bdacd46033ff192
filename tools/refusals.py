"""One clear line for whatever keeps a step from working."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DISK_FULL = re.compile(r"ENOSPC|EDQUOT|Errno (28|122)\b|no space left on device|quota exceeded", re.IGNORECASE)
FORBIDDEN = re.compile(r"EACCES|EPERM|Errno 13\b|permission denied", re.IGNORECASE)
READ_ONLY = re.compile(r"EROFS|Errno 30\b|read-only file system", re.IGNORECASE)
CERTIFICATE = re.compile(
    r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|SSLError|certificate verif",
    re.IGNORECASE,
)
WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES|EINTEGRITY", re.IGNORECASE)
NO_NETWORK = re.compile(
    r"EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|"
    r"connection broken by|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|"
    r"temporary failure (in name resolution|resolving)|name or service not known|network is unreachable|"
    r"could not (resolve|connect)|failed to fetch|error sending request|dns error",
    re.IGNORECASE,
)
COMPLAINT = re.compile(r"^\W*(?:npm )?(?:error|err!|e|fatal)\b:?\s+(?!code )\S", re.IGNORECASE)

# Below this a program that keeps its reason to itself has met the end of the disk.
LITTLE_SPACE = 16 * 2**20

KNOWN_REASONS = (
    (READ_ONLY, "the file system is read-only."),
    (
        CERTIFICATE,
        "the server's certificate is not trusted here; check the certificate settings of pip and npm.",
    ),
    (FORBIDDEN, f"no permission to write in {ROOT}."),
    (WRONG_HASH, "a downloaded file does not match its hash in the lock; try again, then check the mirror."),
    (NO_NETWORK, "no network. Check the connection or the proxy settings (HTTPS_PROXY), then start again."),
)


class RefusalError(Exception):
    """A reason, worded for the person at the keyboard, why a step cannot go on."""


def reason_in(output: str) -> str:
    """Say in one line why a program with this output failed."""
    if DISK_FULL.search(output):
        return disk_full()
    for pattern, reason in KNOWN_REASONS:
        if pattern.search(output):
            return reason
    if least_space()[0] < LITTLE_SPACE:
        return disk_full()
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    complaints = [line for line in lines if COMPLAINT.match(line)]
    return (complaints or lines[-1:] or ["it gave no reason."])[0]


def disk_full() -> str:
    """Name the place that has no room left."""
    free, place = least_space()
    return f"the disk is full: {free // 2**20} MB left in {place}; a set-up with tests takes about 1 GB."


def least_space() -> tuple[int, str]:
    """Free bytes in, and the name of, the fuller one of the two places that a set-up writes to."""
    places = {str(ROOT), os.environ.get("TMPDIR", "/tmp")}  # noqa: S108 - only looked at, never written
    return min((shutil.disk_usage(place).free, place) for place in places if Path(place).is_dir())


def reason_for(error: OSError) -> str:
    """Say in one line what an operating-system error means for the set-up."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full()
    if error.errno == errno.EROFS:
        return f"the file system is read-only ({error.filename or ROOT})."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"no permission to write {error.filename or ROOT}."
    return f"{error.strerror or error} {error.filename or ''}".strip()


def run_main(main: Callable[[], int]) -> None:
    """Run a command and turn every expected failure into one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no "…" is no reason to stop
    try:
        code = main()
    except RefusalError as refusal:
        sys.stderr.write(f"{refusal}\n")
        code = 1
    except OSError as error:
        reason = reason_for(error)
        sys.stderr.write(f"{reason[0].upper()}{reason[1:]}\n")
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
