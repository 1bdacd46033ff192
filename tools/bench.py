"""Prepare and run the benchmarks: `python3 -m tools.bench`."""

from __future__ import annotations

import os
import sys

from tools.debian import get_program
from tools.frontend import node_environment
from tools.packages import PYTHON
from tools.prepare import prepare
from tools.refusals import ROOT, run_main


def main() -> int:
    """Prepare, make sure of the load generator and the browser, then become the benchmark."""
    prepare(dev=True)
    get_program("wrk", "wrk")
    get_program("chromium-headless-shell", "chromium-headless-shell")
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [str(PYTHON), "-m", "tests.bench", *sys.argv[1:]]
    os.execve(PYTHON, command, node_environment())  # noqa: S606 - the benchmark takes over this process


if __name__ == "__main__":
    run_main(main)
