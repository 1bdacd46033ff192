"""A server that may be starting or stopping is asked over a line that is closed in any case."""

from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tests.waiting import LONG_SECONDS


def answer_of(url: str, sent: bytes | None = None) -> tuple[int, str]:
    """Status and text of what `url` answers, to the form `sent` if there is one; (0, "") when nobody does."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=LONG_SECONDS)) as line:
        try:
            form = {} if sent is None else {"Content-Type": "application/x-www-form-urlencoded"}
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            line.request("GET" if sent is None else "POST", target, sent, form)
            answer = line.getresponse()
            return answer.status, answer.read().decode().strip()
        except (OSError, HTTPException):
            return 0, ""
