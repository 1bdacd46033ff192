"""What a setting may be: each reader returns the value, or raises ValueError that says what would do."""

import re
import unicodedata
from collections.abc import Callable
from email.utils import getaddresses
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DARKEST_GROUND = "#f3f1eb"  # of light pages, as assets/site has it: what reads well there reads well on white
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}", re.ASCII)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", re.ASCII)
_LEAST_SECRET = 16
_LONGEST_NAME = 80
_PORTS = range(1, 65_536)
_UTC = ("UTC", "Etc/UTC")
_AREAS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


def one_line(value: str) -> str:
    """Text that breaks no line and hides no character."""
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in value):
        raise ValueError("must be plain text in one line.")
    return value


def name(value: str) -> str:
    """A name that fits into the head of a page."""
    if len(value) > _LONGEST_NAME:
        raise ValueError(f"must be a name of at most {_LONGEST_NAME} characters.")
    return value


def one_of(*allowed: str) -> Callable[[str], str]:
    """One of these words, in small or capital letters."""

    def read(value: str) -> str:
        if value.lower() not in allowed:
            raise ValueError(f"must be one of: {', '.join(allowed)}.")
        return value.lower()

    return read


def yes_or_no(value: str) -> bool:
    """1 for yes, 0 for no."""
    if value not in {"0", "1"}:
        raise ValueError("must be 1 (yes) or 0 (no).")
    return value == "1"


def number(least: int, most: int, what: str) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
            raise ValueError(f"must be {what}, a number from {least} to {most}.")
        return int(value)

    return read


def secret(value: str) -> str:
    """Long enough that nobody guesses it."""
    if len(value) < _LEAST_SECRET:
        raise ValueError(f"must have at least {_LEAST_SECRET} characters that nobody can guess.")
    return value


def base_url(value: str) -> str:
    """The address of the installation, without a path."""
    url = value.rstrip("/")
    parts = _parts(url)
    plain = parts is not None and not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    if parts is None or not plain or parts.scheme not in {"http", "https"} or "?" in url or "#" in url:
        raise ValueError("must look like https://events.example.org, without a path.")
    return url


def hosts(value: str) -> tuple[str, ...]:
    """Names of hosts, separated by spaces; a dot in front takes in all names below."""
    names = tuple(value.split())
    if not all(_HOST.fullmatch(each.removeprefix(".").removeprefix("[").removesuffix("]")) for each in names):
        raise ValueError("must be host names separated by spaces, like events.example.org, without https://.")
    return names


def database_url(value: str) -> str:
    """SQLite in a file or PostgreSQL; whether it can be reached shows when it is opened."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    wanted = "must look like sqlite:////srv/dialogwerk/data.sqlite3 or postgresql://user:password@host/name."
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError(wanted) from None
    known = {"sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg"}
    if url.drivername not in known or url.database in {None, "", ":memory:"}:
        raise ValueError(wanted)
    if url.get_backend_name() == "sqlite" and (url.database or "").startswith("file:"):
        raise ValueError("must name a file by its path, like sqlite:////srv/dialogwerk/data.sqlite3, without file:.")
    if url.port is not None and url.port not in _PORTS:
        raise ValueError(wanted)
    return value


def smtp_url(value: str) -> str:
    """A mail server with its way of encryption."""
    parts = _parts(value)
    if parts is None or parts.scheme not in {"smtp", "smtps"} or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must look like smtp://user:password@mail.example.org:587 or smtps://….")
    if parts.username is not None and not (parts.username and parts.password):
        raise ValueError("names a user without a password; write smtp://user:password@host:587.")
    return value


def sender(value: str) -> str:
    """One address, with a name before it or not."""
    found = getaddresses([value])
    bare = found[0][1] if len(found) == 1 else ""
    if not _ADDRESS.fullmatch(bare) or ".." in bare or not (value == bare or value.endswith(f"<{bare}>")):
        raise ValueError('must be one address like Dialogwerk <dialogwerk@example.org>; "quote" a name with a comma.')
    return value


def address(value: str) -> str:
    """One bare address."""
    if not _ADDRESS.fullmatch(value) or ".." in value:
        raise ValueError("must be an email address like kontakt@example.org.")
    return value


def zone(value: str) -> str:
    """A time zone of the IANA list by the name of a place; others mean whatever the machine makes of them."""
    wanted = "must be a time zone named by a place, like Europe/Berlin, or UTC."
    if value not in _UTC and value.partition("/")[0] not in _AREAS:
        raise ValueError(wanted)
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise ValueError(wanted) from None
    return value


def colour(value: str) -> str:
    """A colour that can be read on every ground of light pages."""
    if not COLOUR.fullmatch(value):
        raise ValueError("must be a colour like #00587a.")
    if contrast(value, DARKEST_GROUND) < LEAST_CONTRAST:
        raise ValueError(f"needs a contrast of at least {LEAST_CONTRAST}:1 to {DARKEST_GROUND}.")
    return value.lower()


def is_local(url: str) -> bool:
    """True when only this very machine can reach the address."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)  # noqa: PLR2004 - sRGB
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(url: str) -> SplitResult | None:
    """The parts of an address with a host that can exist; None for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    known = parts.hostname is not None and _HOST.fullmatch(parts.hostname) and ".." not in parts.hostname
    return parts if known and (port is None or port in _PORTS) and not any(c.isspace() for c in url) else None
