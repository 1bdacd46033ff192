"""Write the locks anew from the .in files: `python3 -m tools.lock [--upgrade]`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from tools.packages import REQUIREMENTS, install_packages
from tools.refusals import run_main
from tools.steps import VENV, one_at_a_time, run

# A lock that names no address stays usable behind any mirror.
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--only-binary", ":all:"),
    *("--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "make lock"),
)
CONSTRAINTS: dict[str, tuple[str, ...]] = {
    "runtime": (),
    "build": (),
    "node": (),
    "dev": ("runtime", "build"),
}


def main() -> int:
    """Keep what still fits; with --upgrade take the newest of everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = ["--upgrade"] if parser.parse_args().upgrade else []
    with one_at_a_time():
        install_packages(dev=True)
        for name, others in CONSTRAINTS.items():
            command = [str(VENV / "bin" / "uv"), *COMPILE, *options, *arguments(name, others)]
            run(f"Locking {name}", command, env=environment(), cwd=REQUIREMENTS)
    return 0


def arguments(name: str, others: Sequence[str]) -> list[str]:
    """What goes in, what comes out, and the locks that a larger one must agree with."""
    given = [part for other in others for part in ("--constraints", f"{other}.lock")]
    return [*given, f"{name}.in", "--output-file", f"{name}.lock"]


def environment() -> dict[str, str]:
    """The environment in which uv asks the same index as pip."""
    index = os.environ.get("PIP_INDEX_URL")
    return {"UV_DEFAULT_INDEX": index, **os.environ} if index else dict(os.environ)


if __name__ == "__main__":
    run_main(main)
