"""Who may look into the mailbox: its mails open tickets and registrations."""

from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, request

from webapp.accounts import rights
from webapp.foundation.http import links
from webapp.foundation.settings import Settings

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


_KEY_OF = "mailbox-of-this-server"
KEY, COOKIE = "key", "dialogwerk_mailbox"


def may_read() -> bool:
    """True for administrators, and for whoever tries the program out on this very machine and has the key."""
    return rights.is_admin() or (is_tried_out_here() and has_key())


def key() -> str:
    """What the server prints when it starts, for whoever started it."""
    return links.seal("mailbox", _KEY_OF)


def has_key() -> bool:
    """True for a browser that opened the printed link.

    A proxy that forwards nothing makes everybody look like somebody on this machine; only the key tells them apart.
    """
    shown = request.args.get(KEY) or request.cookies.get(COOKIE, "")
    return compare_digest(shown.encode("utf-8", "replace"), key().encode())


def is_tried_out_here() -> bool:
    """True when server and reader are one machine and no proxy stands between: all three must say so.

    The base address has to be a loopback address with a port, as no public installation has; the reader's address has
    to be loopback, which alone would also be true of everybody behind a proxy on this machine; and the request must
    name that very base and bear no trace of a proxy.
    """
    settings: Settings = current_app.config["SETTINGS"]
    base = urlsplit(settings.base_url)
    return (
        settings.mail_delivery == "mailbox"
        and not settings.proxy_hops
        and base.port is not None
        and _is_loopback(base.hostname)
        and _is_loopback(request.remote_addr)
        and request.host == base.netloc
        and not any(name in request.headers for name in _FORWARDED)
    )


def _is_loopback(host: str | None) -> bool:
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
