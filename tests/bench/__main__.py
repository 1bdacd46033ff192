"""`python -m tests.bench [seconds]`: measure everything in one run and print a table, ratios first."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import dialogwerk
from tests.bench.load import Rate, load
from tests.bench.report import Report
from tests.bench.servers import Server, serving

DEFAULT_SECONDS = 6.0
_COOKIE = {"Cookie": "lang=de"}  # a reader with a cookie is never answered from the page cache


def main() -> None:
    """Run all measurements; the yardsticks first and last, since machines drift."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_SECONDS
    with tempfile.TemporaryDirectory(prefix="dw-bench-") as folder:
        os.environ["BENCH_DIR"] = folder
        report = Report()
        hello = _hello(seconds)
        report.baseline("hello", hello)
        _baselines(report, seconds, hello)
        _ours(report, seconds, Path(folder))
        report.baseline("hello again", _hello(seconds))
    print(report.text())
    if "--write" in sys.argv:
        report.write()


def _hello(seconds: float) -> Rate:
    with serving("tests.bench.baselines.hello:app", path="/") as server:
        return load(server.url + "/", seconds=seconds)


def _baselines(report: Report, seconds: float, hello: Rate) -> None:
    from tests.bench.baselines import form, rows

    rows.fill()
    with serving("tests.bench.baselines.rows:app", path="/events/bench") as server:
        report.add(
            "event page of tutorials: 2 queries, 12 rows", load(server.url + "/events/bench", seconds=seconds), hello
        )
    form.fill()
    with serving("tests.bench.baselines.form:app", path="/register") as server:
        report.form_baseline(_form(server, "/register", seconds, run="base"), hello)


def _ours(report: Report, seconds: float, folder: Path) -> None:
    content = dialogwerk.prepare(folder)
    with _dialogwerk(content) as server:
        event = f"{server.url}/events/{content.slug}"
        tag = dialogwerk.tag_of(event)
        hello = report.yardstick
        report.add("event page, from the revision cache", load(event, seconds=seconds), hello, at_least=0.7)
        report.add("event page, 304", load(event, seconds=seconds, headers={"If-None-Match": tag}), hello, at_least=0.7)
        report.add(
            "event page, 304 past the cache",
            load(event, seconds=seconds, headers={"If-None-Match": tag, **_COOKIE}),
            hello,
        )
        report.add(
            "event page, made anew, 12 items", load(event, seconds=seconds, headers=_COOKIE), hello, at_least=0.10
        )
        report.add(
            "calendar of 12 items, made anew",
            load(f"{event}/agenda.ics", seconds=seconds, headers=_COOKIE),
            hello,
            at_least=0.10,
        )
        report.add("calendar of 12 items, from the cache", load(f"{event}/agenda.ics", seconds=seconds), hello)
        report.form(_form(server, f"/events/{content.slug}/register", seconds, run="ours", fields=content.form_fields))
        report.add("check-in", _check_in(server, content, seconds), hello, at_least=0.06, p95_below=50)
        report.memory(server)
        report.weight(event)
    with _dialogwerk(content) as server:
        report.first_answer(server)
    report.queries(dialogwerk.queries_of_the_event_page(content))


@contextmanager
def _dialogwerk(content: dialogwerk.Content) -> Iterator[Server]:
    with serving("wsgi:app", path=f"/events/{content.slug}", environ=content.environ) as server:
        yield server


def _form(server: Server, path: str, seconds: float, *, run: str, fields: str = "") -> Rate:
    return load(
        server.url + path, seconds=seconds, connections=8, threads=8, script="form.lua", arguments=(fields, run)
    )


def _check_in(server: Server, content: dialogwerk.Content, seconds: float) -> Rate:
    arguments = dialogwerk.at_the_door(server.url, content)
    return load(
        f"{server.url}/checkin/{content.slug}/scans",
        seconds=seconds,
        connections=16,
        threads=16,
        script="checkin.lua",
        arguments=arguments,
    )


if __name__ == "__main__":
    main()
