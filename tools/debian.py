"""Programs that come as Debian packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.refusals import RefusalError, reason_in


def get_program(program: str, package: str) -> None:
    """Make sure that a program is there, by installing its Debian package where that is allowed."""
    if shutil.which(program):
        return
    if not shutil.which("apt-get"):
        raise RefusalError(f"{program} is missing and this is no Debian machine")
    if os.geteuid() != 0:
        raise RefusalError(f"{program} is missing: sudo apt-get install {package}")
    sys.stdout.write(f"Installing {package} with apt-get …\n")
    sys.stdout.flush()
    apt("update")
    apt("install", "--yes", "--no-install-recommends", *package.split())
    if not shutil.which(program):
        raise RefusalError(f"{program} is missing although {package} was installed")


def apt(*arguments: str) -> None:
    """Run apt-get without a question."""
    done = subprocess.run(
        ["apt-get", "--quiet", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise RefusalError(f"apt-get {arguments[0]} failed: {reason_in(done.stdout)}")
