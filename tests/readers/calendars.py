"""Two calendar programs that know nothing of ours."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.programs import node
from webapp.foundation.settings import ROOT

_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as a reader shows it."""

    title: str
    starts: str
    ends: str
    status: str


class Subscriber:
    """A person with vdirsyncer and khal in Berlin, subscribed to one feed.

    vdirsyncer gives what it fetches a UID of its own; a double or a ghost shows in the number of entries.
    """

    def __init__(self, home: Path, feed: str) -> None:
        self._home = home
        (home / "entries").mkdir(parents=True)
        (home / "vdirsyncer").write_text(
            f'[general]\nstatus_path = "{home}/status"\n'
            '[pair feed]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{home}/entries"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "http"\nurl = "{feed}"\n',
            encoding="utf-8",
        )
        (home / "khal").write_text(
            f"[calendars]\n[[feed]]\npath = {home}/entries\nreadonly = False\n"
            f"[sqlite]\npath = {home}/khal.db\n"
            "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "default_timezone = Europe/Berlin\nlocal_timezone = Europe/Berlin\n"
            "[default]\ndefault_calendar = feed\n",
            encoding="utf-8",
        )
        self._run("vdirsyncer", "-c", str(home / "vdirsyncer"), "discover")

    def sync(self) -> None:
        """Fetch what is new."""
        self._run("vdirsyncer", "-c", str(self._home / "vdirsyncer"), "sync")

    def sees(self, start: str = "2026-01-01", end: str = "2028-12-31") -> list[Seen]:
        """All entries between two dates as khal lists them, each once."""
        listing = "{title}\t{start-long}\t{end-long}\t{status}"
        out = self._run("khal", "-c", str(self._home / "khal"), "list", "--once", "-df", "", "-f", listing, start, end)
        rows = [line.split("\t") for line in out.splitlines() if line.count("\t") == 3]
        return [Seen(title, starts, ends, status.strip()) for title, starts, ends, status in rows]

    def _run(self, program: str, *arguments: str) -> str:
        environ = {
            **os.environ,
            "HOME": str(self._home),
            "XDG_CACHE_HOME": str(self._home / "cache"),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [str(_BIN / program), *arguments], capture_output=True, text=True, check=False, env=environ, input="y\n"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def read_with_ical_js(calendar: bytes) -> list[dict[str, object]]:
    """The entries of a calendar as ical.js reads them, moments in UTC."""
    done = subprocess.run(
        [node(), str(ROOT / "tests" / "readers" / "ical.mjs")],
        input=calendar,
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr.decode()
    entries: list[dict[str, object]] = json.loads(done.stdout)
    return entries
