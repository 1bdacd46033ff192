"""The editor's own bookkeeping, played through in the script's language."""

import subprocess
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT

STORM = Path(__file__).with_name("editor_storm.mjs")


def test_no_word_is_lost_in_a_storm_of_lost_answers_crashes_and_other_writers():
    command = [node(), str(STORM), str(ROOT / "assets" / "canvases" / "_sheet.js")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout.strip()) == (0, "no word was lost"), run.stderr
