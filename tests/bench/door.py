"""The door with 20,000 tickets: sixteen devices with a network, a device that comes back to it, and the list."""

import gzip
import json
import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import dialogwerk
from tests.bench.machine import at_reference
from tests.bench.servers import serving
from webapp.checkin.services import MOST_AT_ONCE

DEVICES = 16
ONLINE = 5_000
QUEUED = 10_000
_PATIENCE_MS = 250  # after which a device decides by itself
_LISTS = 5


class Device:
    """A device at the door on a connection of its own, as the app talks."""

    def __init__(self, base: str, content: dialogwerk.Content) -> None:
        cookie, self._token, _tickets = dialogwerk.at_the_door(base, content)
        self._headers = {"Cookie": cookie, "X-CSRFToken": self._token, "Accept": "application/json"}
        self._line = HTTPConnection(urlsplit(base).netloc, timeout=60)
        self._path = f"/checkin/{content.slug}"
        self._id, self._last = str(uuid.uuid4()), 0

    def scan(self, shown: str) -> float:
        """Ask about one ticket; the milliseconds until the answer."""
        fact = {"id": str(uuid.uuid4()), "at": _now(), "shown": shown}
        return self._send([fact])

    def upload(self, references: list[str], at: int) -> float:
        """Tell what was decided without a network."""
        facts = [
            {"id": str(uuid.uuid4()), "at": at + number, "ticket": reference, "verdict": "admitted"}
            for number, reference in enumerate(references)
        ]
        return self._send(facts)

    def fetch(self) -> tuple[float, int, dict]:
        """Fetch the whole list: milliseconds, bytes on the line, and what it says."""
        began = time.perf_counter()
        self._line.request("GET", f"{self._path}/list", headers={**self._headers, "Accept-Encoding": "gzip"})
        packed = self._line.getresponse().read()
        took = (time.perf_counter() - began) * 1000
        return took, len(packed), json.loads(gzip.decompress(packed))

    def _send(self, facts: list[dict]) -> float:
        body = {"device": self._id, "sent_at": _now(), "since": self._last, "facts": facts}
        headers = {**self._headers, "Content-Type": "application/json"}
        began = time.perf_counter()
        self._line.request("POST", f"{self._path}/facts", body=json.dumps(body), headers=headers)
        answer = self._line.getresponse()
        said = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise RuntimeError(f"the door answered {answer.status}")
        told = json.loads(said)
        if len(told["answers"]) != len(facts):
            raise RuntimeError("not every scan was answered")
        self._last = told["last"]
        return took


def measured(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Rows for the table."""
    content = dialogwerk.prepare(folder)
    tickets = content.tickets.read_text(encoding="ascii").split()
    with serving("wsgi:app", path="/livez", environ=dict(content.environ)) as server:
        devices = [Device(server.url, content) for _ in range(DEVICES)]
        lists = [devices[0].fetch() for _ in range(_LISTS)]
        online = _online(devices, tickets[:ONLINE])
        queued = _queued(Device(server.url, content), lists[0][2])
    return [_list_row(lists), online, queued]


def _list_row(lists: list) -> tuple[str, str, str, str, str]:
    times, size = [took for took, _, _ in lists], lists[0][1]
    guests = sum(len(rows) for _digest, rows in lists[0][2]["parts"].values())
    told = f"{size / 1000:.0f} kB packed; {times[0]:.0f} ms made anew, {statistics.median(times[1:]):.0f} ms after that"
    return (f"door: list of {guests:,} tickets", "", told, "", "")


def _online(devices: list[Device], tickets: list[str]) -> tuple[str, str, str, str, str]:
    shares = [tickets[number :: len(devices)] for number in range(len(devices))]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(devices)) as crowd:
        taken = list(
            crowd.map(lambda pair: [pair[0].scan(each) for each in pair[1]], zip(devices, shares, strict=True))
        )
    seconds = time.perf_counter() - began
    p95 = statistics.quantiles([each for share in taken for each in share], n=20)[-1]
    told = f"{len(tickets) / seconds:.0f} a second, p95 {p95:.0f} ms"
    goal = f"p95 < {_PATIENCE_MS} ms"
    reached = "yes" if at_reference(p95) < _PATIENCE_MS else "**no**"
    return (f"door: {len(tickets):,} check-ins, {len(devices)} devices without a pause", "", told, goal, reached)


def _scan_all(device: Device, tickets: list[str]) -> list[float]:
    return [device.scan(each) for each in tickets]


def _queued(device: Device, known: dict) -> tuple[str, str, str, str, str]:
    references = [row[0] for _digest, rows in known["parts"].values() for row in rows]
    queued = references[:QUEUED]
    parts = [queued[at : at + MOST_AT_ONCE] for at in range(0, len(queued), MOST_AT_ONCE)]
    began, an_hour_ago = time.perf_counter(), _now() - 3_600_000
    worst = max(device.upload(part, an_hour_ago) for part in parts)
    seconds = time.perf_counter() - began
    told = f"{seconds:.1f} s in {len(parts)} uploads, the longest {worst:.0f} ms"
    return (f"door: one sync of {len(queued):,} queued facts", "", told, "", "")


def _now() -> int:
    return round(time.time() * 1000)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dw-door-") as room:
        for row in measured(Path(room)):
            print(" | ".join(row))
