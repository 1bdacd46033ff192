"""This machine beside the one for which goals in seconds are written: there "hello" answers 4,200 times a second."""

REFERENCE = 4_200
_learned = {"factor": 1.0}


def learn(hello_per_second: float) -> tuple[str, str, str, str, str]:
    """Judge goals in seconds by this rate of "hello" from now on; a row that says so."""
    _learned["factor"] = hello_per_second / REFERENCE
    said = f"hello answers {hello_per_second:,.0f} times a second, at the reference {REFERENCE:,} times"
    return ("this machine's factor", f"{factor():.2f}", said, "goals in seconds are judged by seconds × factor", "")


def factor() -> float:
    """How quick this machine is; below 1 it is slower than the reference."""
    return _learned["factor"]


def at_reference(measured: float) -> float:
    """What was measured here, in any unit of time, as the reference would take."""
    return measured * factor()
