"""A running Dialogwerk with demo content, as a newcomer has it after `make serve`."""

import email
import email.policy
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from tests.asking import answer_of
from tests.waiting import LONG_SECONDS, until
from webapp.foundation.settings import ROOT


@dataclass(frozen=True, slots=True)
class Site:
    """Where it runs and how the demo organizer signs in, or where an empty one is set up."""

    url: str
    data_dir: Path
    email: str = ""
    password: str = ""
    set_up: str = ""

    def mail_to(self, address: str, about: str = "") -> EmailMessage:
        """The newest delivered mail to `address` whose subject begins with `about`; waits for the worker."""

        def found() -> list[EmailMessage]:
            return [mail for mail in self._mails() if address in mail["To"] and mail["Subject"].startswith(about)]

        return until(found, f"a mail about {about!r} to {address}")[-1]

    def _mails(self) -> list[EmailMessage]:
        files = sorted((self.data_dir / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [_read(path) for path in files]


@cache
def _read(path: Path) -> EmailMessage:
    """A delivered mail, which never changes; many are looked at many times while one is waited for."""
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def link_in(mail: EmailMessage, path: str) -> str:
    """The first address in the mail's text that holds `path`."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S*{re.escape(path)}\S*", body.get_content())
    assert found is not None, body.get_content()
    return found.group(0).rstrip(".,)>")


@contextmanager
def running_site(data_dir: Path, *, demo: bool = True, **environ: str) -> Iterator[Site]:
    """`dialogwerk serve` on a free port over an empty folder, with worker and `demo` content."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = data_dir / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "webapp", "serve", "--port", str(port), "--demo" if demo else "--no-demo"],
            cwd=ROOT,
            env={**os.environ, "DIALOGWERK_DATA_DIR": str(data_dir), **environ},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url + "/livez", process, said)
        text = said.read_text()
        if not demo:
            yield Site(url, data_dir, set_up=_found(r"\S+/set-up/\S+", text))
            return
        address, password = (_found(rf"(?<={what})\s+\S+", text).strip() for what in ("address ", "password"))
        yield Site(url, data_dir, address, password)
    finally:
        process.terminate()
        process.wait(timeout=LONG_SECONDS)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None
    return found[0]


def _wait_for(url: str, process: subprocess.Popen[bytes], said: Path) -> None:
    def answers() -> bool:
        assert process.poll() is None, said.read_text()
        return answer_of(url)[0] == 200

    until(answers, f"an answer from {url}")
