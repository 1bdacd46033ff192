"""A letter in a browser, as programs with HTML show it."""

import hashlib
import re
from base64 import b64encode

from flask import Response

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def shown(html: str, *, inside: bool = False) -> Response:
    """The letter in its own style, where nothing else may style it and nothing in it may act.

    `inside`: a page of our own may show it in a frame.
    """
    response = Response(html)
    around = "'self'" if inside else "'none'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_styles_of(html)}; frame-ancestors {around}; base-uri 'none'; "
        "form-action 'none'"
    )
    if inside:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _styles_of(html: str) -> str:
    """What the letter's own style is allowed by: its digest."""
    style = _STYLE.search(html.replace("\r\n", "\n"))
    if style is None:
        return "'none'"
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return f"'sha256-{digest}'"
