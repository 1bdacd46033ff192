"""People put down at the door count on the device before the server knows them, and can be taken back."""

import subprocess
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT


def test_whoever_is_put_down_counts_at_once_and_may_be_taken_back():
    command = [node(), str(Path(__file__).with_name("walk_ins.mjs")), str(ROOT / "assets" / "checkin")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout.strip()) == (0, "counted"), run.stderr
