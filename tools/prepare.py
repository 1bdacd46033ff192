"""Everything that Dialogwerk needs before it can start: `python3 -m tools.prepare [--dev]`."""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor

from tools.frontend import build_assets
from tools.packages import install_packages, make_venv
from tools.refusals import run_main
from tools.steps import one_at_a_time
from tools.translations import compile_translations


def prepare(*, dev: bool) -> None:
    """Install packages, build assets and compile translations, each only when something has changed."""
    with one_at_a_time():
        make_venv()
        with ThreadPoolExecutor(1) as beside:
            assets = beside.submit(build_assets)
            install_packages(dev=dev)
            assets.result()
        compile_translations()


def main() -> int:
    """Prepare for running, or with --dev also for testing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    prepare(dev=parser.parse_args().dev)
    return 0


if __name__ == "__main__":
    run_main(main)
