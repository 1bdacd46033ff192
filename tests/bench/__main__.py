"""`python -m tests.bench [seconds] [--write]`: measure everything in one run and print a table, ratios first."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.bench import (
    announcing,
    burst,
    contacts,
    desk,
    dialogwerk,
    door,
    feeds,
    machine,
    papers,
    phone,
    pieces,
    viewers,
)
from tests.bench.load import Rate, compare, load
from tests.bench.report import Report
from tests.bench.servers import Server, serving

DEFAULT_SECONDS = 3.0
ROUNDS = 5
_COOKIE = {"Cookie": "lang=de"}  # a reader with a cookie is never answered from the page cache

Measure = Callable[[], Rate]


def main() -> None:
    """Run all measurements, each in turns with its yardstick."""
    numbers = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    seconds = float(numbers[0]) if numbers else DEFAULT_SECONDS
    with tempfile.TemporaryDirectory(prefix="dw-bench-") as folder:
        os.environ["BENCH_DIR"] = folder
        report = Report()
        content = dialogwerk.prepare(Path(folder))
        with _baselines() as (hello, rows, form):
            plain = partial(load, hello.url + "/", seconds=seconds)
            first = _turns(_get(rows, "/events/bench", seconds), plain)
            report.row(machine.learn(first.yardstick.per_second))
            report.add("event page of tutorials: 2 queries, 12 rows", first)
            minimal = partial(_form, form, "/register", seconds, run="base")
            report.add("minimal form, GET + POST", _turns(minimal, plain).halved())
            with _dialogwerk(content) as server:
                _pages(report, server, content, seconds, plain)
                ours = partial(_register, server, content, seconds)
                report.form(_turns(ours, minimal).halved())
                report.add(
                    "check-in, 8 devices",
                    _turns(partial(_check_in, server, content, seconds), plain),
                    at_least=0.06,
                    p95_below=50,
                )
                report.memory(server)
                report.weight(f"{server.url}/events/{content.slug}")
                for row in phone.measured(server, content, hello):
                    report.row(row)
        with _dialogwerk(content) as server:
            report.first_answer(server)
        report.queries(dialogwerk.queries_of_the_event_page(content))
    for measure in (burst.on_sqlite, burst.on_postgresql):
        with tempfile.TemporaryDirectory(prefix="dw-burst-") as folder:
            report.row(measure(Path(folder)).row())
    for measure in (contacts.on_sqlite, contacts.on_postgresql):
        with tempfile.TemporaryDirectory(prefix="dw-contacts-") as folder:
            report.row(measure(Path(folder)))
    with tempfile.TemporaryDirectory(prefix="dw-desk-") as folder:
        report.row(desk.measured(Path(folder)))
    with tempfile.TemporaryDirectory(prefix="dw-door-") as folder:
        for row in door.measured(Path(folder)):
            report.row(row)
    with tempfile.TemporaryDirectory(prefix="dw-viewers-") as folder:
        report.row(viewers.measured(Path(folder)))
    with tempfile.TemporaryDirectory(prefix="dw-papers-") as folder:
        report.row(papers.measured(Path(folder)))
    with tempfile.TemporaryDirectory(prefix="dw-pieces-") as folder:
        for row in pieces.measured(Path(folder)):
            report.row(row)
    with tempfile.TemporaryDirectory(prefix="dw-feeds-") as folder:
        for row in feeds.measured(Path(folder)):
            report.row(row)
    with tempfile.TemporaryDirectory(prefix="dw-announcing-") as folder:
        report.row(announcing.measured(Path(folder)))
    print(report.text())
    if "--write" in sys.argv:
        report.write()


def _pages(report: Report, server: Server, content: dialogwerk.Content, seconds: float, plain: Measure) -> None:
    page, calendar = f"/events/{content.slug}", f"/events/{content.slug}/agenda.ics"
    known = {"If-None-Match": dialogwerk.tag_of(server.url + page)}
    for what, path, headers, goal in (
        ("event page, from the revision cache", page, {}, 0.7),
        ("event page, 304", page, known, 0.7),
        ("event page, 304 past the cache", page, {**known, **_COOKIE}, None),
        ("event page, made anew, 12 items", page, _COOKIE, 0.10),
        ("calendar of 12 items, made anew", calendar, _COOKIE, 0.10),
        ("calendar of 12 items, from the cache", calendar, {}, None),
    ):
        report.add(what, _turns(_get(server, path, seconds, headers), plain), at_least=goal)


def _turns(measure: Measure, yardstick: Measure):
    return compare(measure, yardstick, ROUNDS)


def _get(server: Server, path: str, seconds: float, headers: dict[str, str] | None = None) -> Measure:
    return partial(load, server.url + path, seconds=seconds, headers=headers)


@contextmanager
def _baselines() -> Iterator[tuple[Server, Server, Server]]:
    from tests.bench.baselines import form, rows

    rows.fill()
    form.fill()
    with (
        serving("tests.bench.baselines.hello:app", path="/") as hello,
        serving("tests.bench.baselines.rows:app", path="/events/bench") as paged,
        serving("tests.bench.baselines.form:app", path="/register") as least,
    ):
        yield hello, paged, least


@contextmanager
def _dialogwerk(content: dialogwerk.Content) -> Iterator[Server]:
    with serving("wsgi:app", path=f"/events/{content.slug}", environ=content.environ) as server:
        yield server


def _form(server: Server, path: str, seconds: float, *, run: str, fields: str = "") -> Rate:
    _form.runs += 1
    name = f"{run}{_form.runs}"  # every run registers people of its own
    return load(
        server.url + path, seconds=seconds, connections=8, threads=8, script="form.lua", arguments=(fields, name)
    )


_form.runs = 0


def _register(server: Server, content: dialogwerk.Content, seconds: float) -> Rate:
    return _form(server, f"/events/{content.slug}/register", seconds, run="ours", fields=content.form_fields)


def _check_in(server: Server, content: dialogwerk.Content, seconds: float) -> Rate:
    return load(
        f"{server.url}/checkin/{content.slug}/facts",
        seconds=seconds,
        connections=8,
        threads=8,
        script="checkin.lua",
        arguments=dialogwerk.at_the_door(server.url, content),
    )


if __name__ == "__main__":
    main()
