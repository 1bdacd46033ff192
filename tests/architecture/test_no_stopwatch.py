"""No test judges how long something takes: it would turn red on a busy machine and teach people to run it again.

Tests count statements, rows and bytes and wait for events; speed is measured by `make bench`, as a ratio.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.waiting import LONG_SECONDS
from webapp.foundation.settings import ROOT

CLOCKS = {
    *("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns"),
    *("thread_time", "thread_time_ns", "time_ns", "timeit", "default_timer", "clock_gettime"),
}
STOPWATCHES_OF_PAGES = ("performance" + ".now(", "Date" + ".now(")
DURATIONS = {"seconds", "elapsed", "duration"}
SLEEPS = {"sleep", "wait_for_timeout"}
LEAST_SECONDS = 60
# A pause that is no waiting for something: longer or shorter, the test says the same.
PAUSES = {
    "integration/registration/test_killed.py": "kills come in the middle of whatever is going on",
    "integration/mail/test_smtp.py": "a mail server that is slower than our patience with it",
    "e2e/checkin/test_door.py": "nothing may happen meanwhile",
    "e2e/checkin/test_offline.py": "moments that must differ",
}
FILES = sorted(
    path
    for path in (ROOT / "tests").rglob("*.py")
    if path.relative_to(ROOT / "tests").parts[0] not in {"bench", "waiting.py", "crowds.py"}
)


def offences(code: str, *, may_pause: bool = False) -> Iterator[str]:
    """What in a test's code looks at a clock, or ends a wait before a slow machine is through."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(value=ast.Name("time"), attr="time"):
                yield "time.time"
            case ast.Attribute(attr=name) | ast.Name(name) if name in CLOCKS:
                yield name
            case ast.ImportFrom(module="time", names=names):
                yield from (f"from time import {each.name}" for each in names if each.name != "sleep")
            case ast.Constant(str(text)):
                yield from (said for said in STOPWATCHES_OF_PAGES if said in text)
            case ast.Assert():
                yield from (
                    f"assert about .{part.attr}"
                    for part in ast.walk(node)
                    if isinstance(part, ast.Attribute) and part.attr in DURATIONS
                )
            case ast.Call():
                yield from _in_a_call(node, may_pause=may_pause)


def _in_a_call(call: ast.Call, *, may_pause: bool) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called == "timeout":
        yield "a timeout of one test"
    if called in SLEEPS and not may_pause and not _is_zero(call):
        yield f"{called} instead of an event"
    for given in call.keywords:
        number = given.value.value if isinstance(given.value, ast.Constant) else None
        if given.arg == "deadline" and number is not None:
            yield "deadline of an example"
        if given.arg == "timeout" and isinstance(number, int | float) and 0 < number < LEAST_SECONDS:
            yield f"timeout={number}"


def _is_zero(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0


def test_no_test_judges_time():
    codes = {path.relative_to(ROOT / "tests").as_posix(): path.read_text(encoding="utf-8") for path in FILES}
    found = {name: sorted(offences(code, may_pause=name in PAUSES)) for name, code in codes.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_scripts_beside_the_tests_judge_no_time():
    scripts = [path for path in (ROOT / "tests").rglob("*.mjs") if "bench" not in path.parts]
    assert scripts
    found = [(path.name, said) for path in scripts for said in STOPWATCHES_OF_PAGES if said in path.read_text("utf-8")]
    assert found == []


def test_who_may_pause_does():
    for name in PAUSES:
        code = (ROOT / "tests" / name).read_text(encoding="utf-8")
        assert any("instead of an event" in said for said in offences(code)), name


def test_waiting_ends_long_after_the_slowest_machine_is_through():
    assert LONG_SECONDS >= 2 * LEAST_SECONDS


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("began = time.monotonic()\nassert time.monotonic() - began < 2", "monotonic"),
        ("from time import perf_counter", "from time import perf_counter"),
        ("assert time.time() - began < 1", "time.time"),
        ("page.evaluate('performance' '.now()')", "performance" + ".now("),
        ("assert told.seconds < 3", "assert about .seconds"),
        ("@settings(deadline=200)\ndef test(): pass", "deadline of an example"),
        ("@pytest.mark.timeout(60)\ndef test(): pass", "a timeout of one test"),
        ("barrier.wait(timeout=1)", "timeout=1"),
        ("asyncio.sleep(0.5)", "sleep instead of an event"),
    ],
)
def test_control_a_stopwatch_is_found(code, said):
    assert said in list(offences(code))


def test_control_counting_and_waiting_for_events_is_fine():
    code = "assert event.wait(LONG_SECONDS)\nawait asyncio.sleep(0)\n@settings(deadline=None)\ndef t(): 0"
    assert list(offences(code)) == []


SIZES = {"giant", "giants_share", "giants_turn", "run_machine"}


def test_who_uses_a_giant_s_size_is_marked_as_one_and_run_whole_by_make_proofs():
    for path in (each for each in FILES if each.name.startswith("test_")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        sized = any(isinstance(node, ast.Call) and getattr(node.func, "id", "") in SIZES for node in ast.walk(tree))
        marked = any(
            isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.giant" for node in ast.walk(tree)
        )
        assert sized == marked, path.name
