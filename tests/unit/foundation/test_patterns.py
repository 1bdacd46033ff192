"""No pattern takes the square of what it is given: thirty thousand blanks in a field would hold up everybody."""

import re
import resource
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.fuzzing.patterns import LENGTH, try_on_runs
from webapp.foundation.settings import ROOT
from webapp.foundation.text import lines

# A loop without end is ended; what grows with the length alone takes a tenth of it on a slow machine.
_MOST_SECONDS = 60


def _bounded(seconds: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def test_every_pattern_gets_to_the_end_of_long_runs():
    command = [sys.executable, "-m", "tests.fuzzing.patterns"]
    done = subprocess.run(
        command, cwd=ROOT, preexec_fn=_bounded(_MOST_SECONDS), capture_output=True, text=True, check=False
    )
    *_, last = done.stdout.splitlines() or [""]
    assert done.returncode == 0, f"never came back from {last}\n{done.stderr[-2000:]}"
    assert len(done.stdout.splitlines()) > 120


@pytest.mark.proof
def test_control_a_pattern_that_begins_at_each_place_of_a_run_never_gets_there():
    head = ["import re", "from tests.fuzzing.patterns import LENGTH, try_on_runs"]
    script = "\n".join([*head, r"try_on_runs(re.compile(r'[ ]+(?=$|x)'), 'sub', LENGTH)"])
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, preexec_fn=_bounded(4), check=False)
    assert done.returncode < 0
    try_on_runs(re.compile(r"(?<! )[ ]+(?=$|x)"), "sub", LENGTH)


@pytest.mark.parametrize("blank", [" ", "\t", " \t"])
def test_blanks_at_the_end_of_headgo_and_all_others_stay(blank):
    assert lines(f"a{blank * 3}b{blank * 9_999}\n{blank}c{blank}") == f"a{blank * 3}b\n{blank}c"
