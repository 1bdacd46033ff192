"""What the app at the door says, in the words of its page."""

import subprocess
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT


def test_an_entry_of_another_day_is_said_with_its_day():
    command = [node(), str(Path(__file__).with_name("words.mjs")), str(ROOT / "assets" / "checkin")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout.strip()) == (0, "said"), run.stderr
