"""The table of a run: ratios first, goals beside them."""

import gzip
import re
import sys
import urllib.request
from datetime import UTC, datetime

from tests.bench.load import Pair
from tests.bench.machine import at_reference
from tests.bench.servers import Server, memory_of, workers_of
from webapp.foundation.settings import ROOT

_DOCUMENT = ROOT / "docs" / "performance.md"
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"


class Report:
    """Collects rows (what, ratio, absolute, goal, reached)."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str, str]] = []

    def add(self, what: str, pair: Pair, *, at_least: float | None = None, p95_below: float | None = None) -> None:
        """Note a rate as a ratio to "hello" with its goals."""
        goals = [f"≥ {at_least:g} of hello" if at_least else "", f"p95 < {p95_below:g} ms" if p95_below else ""]
        reached = None
        if at_least is not None:
            quick = p95_below is None or at_reference(pair.rate.p95) < p95_below
            reached = pair.ratio >= at_least and quick and not pair.rate.refused
        self._row(what, pair, ", ".join(goal for goal in goals if goal), reached=reached)

    def form(self, pair: Pair) -> None:
        """Note our registration form against the minimal one."""
        reached = pair.ratio >= 0.3 and at_reference(pair.rate.p95) < 100 and not pair.rate.refused
        goal = "≥ 0.3 of the minimal form, p95 < 100 ms"
        self._row("registration, GET + POST, 8 clients", pair, goal, reached=reached)

    def memory(self, server: Server) -> None:
        """Note what both workers hold together."""
        figures = [memory_of(pid) for pid in workers_of(server.pid)]
        resident, proportional = (sum(figure[i] for figure in figures) for i in (0, 1))
        # Forked workers share what was loaded before: together they hold the second figure.
        said = f"{proportional:.0f} MiB together ({resident:.0f} MiB when shared pages are counted twice)"
        self.row(("memory of two workers", "", said, "≤ 200 MiB", _yes(reached=proportional <= 200)))

    def first_answer(self, server: Server) -> None:
        """Note how long a start takes until the first page is answered."""
        goal = _yes(reached=at_reference(server.first_answer) <= 1.5)
        self.row(("first answer after start", "", f"{server.first_answer:.2f} s", "≤ 1.5 s", goal))

    def weight(self, url: str) -> None:
        """Note the compressed bytes of a page with everything it loads but fonts."""
        page = _fetch(url)
        html = gzip.decompress(page).decode()
        host = re.match(r"https?://[^/]+", url).group(0)  # type: ignore[union-attr]
        loaded = set(
            re.findall(
                r'(?:<script[^>]+src|<link[^>]+rel="(?:stylesheet|icon|modulepreload)"[^>]+href|<use[^>]+href|<img[^>]+src)="([^"#]+)',
                html,
            )
        )
        total = len(page) + sum(len(_fetch(host + path)) for path in loaded if path.startswith("/"))
        foreign = [path for path in loaded if not path.startswith(("/", "data:"))]
        said = f"{total / 1000:.1f} kB in {len(loaded) + 1} files, {len(foreign)} foreign"
        self.row(
            (
                "event page with all it loads",
                "",
                said,
                "≤ 60 kB, no third host",
                _yes(reached=total <= 60_000 and not foreign),
            )
        )

    def queries(self, queries: int) -> None:
        """Note how many statements the event page sends."""
        self.row(("queries of the event page", "", str(queries), "≤ 4", _yes(reached=queries <= 4)))

    def row(self, row: tuple[str, str, str, str, str]) -> None:
        """Note a row as it is, and show it: a run takes long and may be broken off."""
        self._rows.append(row)
        print(" | ".join(row), file=sys.stderr, flush=True)

    def text(self) -> str:
        """The table in Markdown."""
        head = "| what | ratio | measured | goal | reached |\n| --- | --- | --- | --- | --- |"
        return "\n".join([head, *("| " + " | ".join(row) + " |" for row in self._rows)])

    def write(self) -> None:
        """Put the table into docs/performance.md."""
        before, _, rest = _DOCUMENT.read_text(encoding="utf-8").partition(_BEGIN)
        _, _, after = rest.partition(_END)
        stamp = f"Measured on {datetime.now(UTC):%d %B %Y}, two cores."
        _DOCUMENT.write_text(f"{before}{_BEGIN}\n{stamp}\n\n{self.text()}\n{_END}{after}", encoding="utf-8")

    def _row(self, what: str, pair: Pair, goal: str, *, reached: bool | None) -> None:
        refused = f", {pair.rate.refused} refused" if pair.rate.refused else ""
        said = f"{pair.rate.per_second:,.0f}/s beside {pair.yardstick.per_second:,.0f}/s, p95 {pair.rate.p95:.1f} ms"
        self.row((what, f"{pair.ratio:.2f}", said + refused, goal, "" if reached is None else _yes(reached=reached)))


def _yes(*, reached: bool) -> str:
    return "yes" if reached else "**no**"


def _fetch(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body: bytes = answer.read()
        return body if answer.headers.get("Content-Encoding") == "gzip" else gzip.compress(body, 6)
