"""A server that may be starting or stopping is asked over a line that is closed in any case."""

from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tests.waiting import LONG_SECONDS


def answer_of(url: str) -> tuple[int, str]:
    """Status and text of what `url` answers; (0, "") when nobody does."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=LONG_SECONDS)) as line:
        try:
            line.request("GET", parts.path or "/")
            answer = line.getresponse()
            return answer.status, answer.read().decode().strip()
        except (OSError, HTTPException):
            return 0, ""
