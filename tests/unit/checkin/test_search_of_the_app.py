"""Who is found at the door by what staff type."""

import subprocess
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT


def test_a_class_is_found_by_whoever_registered_it():
    command = [node(), str(Path(__file__).with_name("search.mjs")), str(ROOT / "assets" / "checkin")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout.strip()) == (0, "found"), run.stderr
