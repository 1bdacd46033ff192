"""The app at the door verifies and decides by itself, in its own language, by the same vectors."""

import json
import subprocess
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT

VECTORS = ROOT / "tests" / "vectors"


def test_the_app_agrees_with_every_vector():
    command = [node(), str(Path(__file__).with_name("rules.mjs")), str(ROOT / "assets" / "checkin"), str(VECTORS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    cases = [json.loads((VECTORS / name).read_text(encoding="utf-8")) for name in ("tickets.json", "door.json")]
    number = len(cases[0]["cases"])
    number += sum(len(cases[1][kind]) for kind in ("merge", "refusal", "shown"))
    assert (run.returncode, run.stdout.strip()) == (0, f"{number} agree"), run.stderr
