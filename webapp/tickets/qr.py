"""QR codes of ticket addresses: a quarter of the code may be hidden by a thumb and it still reads."""

import io
from functools import lru_cache

import segno

_QUIET = 4  # modules of white around the code, as the standard wants
_PIXELS_PER_MODULE = 8
_MASK = 0
_KEPT = 1024


@lru_cache(_KEPT)
def svg(url: str) -> str:
    """The code as an SVG document that scales to its place, dark on white by day and by night."""
    out = io.BytesIO()
    _code(url).save(out, kind="svg", border=_QUIET, light="#fff", xmldecl=False, omitsize=True, nl=False)
    return out.getvalue().decode("utf-8")


@lru_cache(_KEPT)
def png(url: str) -> bytes:
    """The code as a PNG picture."""
    out = io.BytesIO()
    _code(url).save(out, kind="png", border=_QUIET, scale=_PIXELS_PER_MODULE)
    return out.getvalue()


def _code(url: str) -> segno.QRCode:
    # Trying all eight masks takes five times as long, and what we write looks like noise whichever is laid over it.
    return segno.make_qr(url, error="m", boost_error=False, mask=_MASK)
