"""wrk as a bounded load on loopback."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LUA = Path(__file__).with_name("lua")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers a second, the 95th percentile in milliseconds, and how many answers were no success."""

    per_second: float
    p95: float
    refused: int

    def halved(self) -> "Rate":
        """As many pairs of requests."""
        return Rate(self.per_second / 2, self.p95, self.refused)


def load(
    url: str,
    *,
    seconds: float,
    connections: int = 8,
    threads: int = 2,
    script: str | None = None,
    headers: dict[str, str] | None = None,
    arguments: tuple[str, ...] = (),
) -> Rate:
    """Ask `url` for `seconds`, each time on a connection of its own as different people do, and say how it went."""
    command = ["wrk", f"-d{seconds:.0f}s", f"-c{connections}", f"-t{threads}", "--latency", "--timeout", "10s"]
    command += ["-s", str(LUA / (script or "plain.lua"))]
    for name, value in {"Connection": "close", **(headers or {})}.items():
        command += ["-H", f"{name}: {value}"]
    run = subprocess.run([*command, url, *arguments], capture_output=True, text=True, check=True)
    return _read(run.stdout)


@dataclass(frozen=True, slots=True)
class Pair:
    """A rate beside its yardstick, measured in turns: the machine's speed may drift, a ratio of neighbours holds."""

    rate: Rate
    ratio: float
    yardstick: Rate

    def halved(self) -> "Pair":
        """Counted in pairs of requests."""
        return Pair(self.rate.halved(), self.ratio, self.yardstick.halved())


def compare(measure: Callable[[], Rate], yardstick: Callable[[], Rate], rounds: int) -> Pair:
    """Measure both in turns and give back the round with the middle ratio; refused answers of all rounds count."""
    found = []
    for _ in range(rounds):
        base, rate = yardstick(), measure()
        found.append(Pair(rate, rate.per_second / base.per_second, base))
    found.sort(key=lambda pair: pair.ratio)
    middle = found[len(found) // 2]
    refused = sum(pair.rate.refused for pair in found)
    return Pair(Rate(middle.rate.per_second, middle.rate.p95, refused), middle.ratio, middle.yardstick)


def _read(report: str) -> Rate:
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) (\d+)", report)
    if found is None:
        raise RuntimeError(report)
    answers, microseconds, p95, refused = (float(part) for part in found.groups())
    return Rate(per_second=answers / (microseconds / 1e6), p95=p95 / 1000, refused=int(refused))
