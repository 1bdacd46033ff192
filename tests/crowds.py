"""People at a form, many at once: bare sockets, so that the crowd costs less than what it visits."""

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.waiting import LONG_SECONDS

_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_KEY = re.compile(rb'name="once_key" value="([^"]+)"')
_VERSION = re.compile(rb'name="privacy_version"[^>]*value="([^"]+)"')
_PATIENCE_SECONDS = LONG_SECONDS


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody at the form was answered (0: nothing), where it led, and how long it took since they wanted to."""

    address: str
    status: int
    location: str
    seconds: float


async def register(base: str, slug: str, address: str, *, wanted_at: float | None = None) -> Told:
    """Open the form, fill it in and send it, on connections of one's own."""
    began = time.perf_counter() if wanted_at is None else wanted_at
    try:
        status, location = await asyncio.wait_for(
            _fill_in(base, f"/events/{slug}/register", address), _PATIENCE_SECONDS
        )
    except (TimeoutError, OSError, asyncio.IncompleteReadError, LookupError):
        status, location = 0, ""
    return Told(address, status, location, time.perf_counter() - began)


async def visit(base: str, path: str, *, wanted_at: float) -> Told:
    """Read a page."""
    try:
        status, _headers, _body = await asyncio.wait_for(_ask(base, "GET", path), _PATIENCE_SECONDS)
    except (TimeoutError, OSError, asyncio.IncompleteReadError, LookupError):
        status = 0
    return Told(path, status, "", time.perf_counter() - wanted_at)


async def _fill_in(base: str, path: str, address: str) -> tuple[int, str]:
    status, headers, body = await _ask(base, "GET", path)
    if status != 200:
        return status, ""
    version = _VERSION.search(body)
    typed = {
        "csrf_token": _found(_TOKEN, body),
        "once_key": _found(_KEY, body),
        "privacy_version": version[1].decode() if version else "none",
        "name": "Kim Muster",
        "email": address,
        "organisation": "Tischlerei",
        "consent": "y",
    }
    cookie = headers.get("set-cookie", "").partition(";")[0]
    status, headers, _body = await _ask(base, "POST", path, cookie=cookie, sent=urlencode(typed).encode())
    return status, headers.get("location", "")


async def _ask(
    base: str, method: str, path: str, *, cookie: str = "", sent: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    there = urlsplit(base)
    reader, writer = await asyncio.open_connection(there.hostname, there.port)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {there.netloc}", "Connection: close", f"Referer: {base}{path}"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    if sent:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(sent)}"]
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    first, *fields = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/1."):
        raise LookupError("no answer")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in fields)}
    if int(headers.get("content-length", len(body))) != len(body):
        raise LookupError("half an answer")
    return int(first.split()[1]), headers, body


def _found(pattern: re.Pattern[bytes], body: bytes) -> str:
    match = pattern.search(body)
    if match is None:
        raise LookupError(pattern.pattern.decode())
    return match[1].decode()
