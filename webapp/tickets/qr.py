"""QR codes of ticket addresses: a quarter of the code may be hidden by a thumb and it still reads."""

import io
import re
import struct
import zlib
from functools import lru_cache
from typing import Any

from PIL.PngImagePlugin import putchunk
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4  # modules of white around the code, as the standard wants
_PIXELS_PER_MODULE = 8
# Trying all eight masks takes many times as long, and what we write looks like noise whichever is laid over it.
_MASK = 0
_KEPT = 1024
_RUN = re.compile(rb"\x01+")
_SHADES = bytes([255, 0])  # eight pixels of a module in one bit each: white, black
_GREY, _ONE_BIT = 0, 1
_AS_IT_IS, _LIKE_ABOVE = b"\0", b"\2"  # how a line of a PNG is told


@lru_cache(_KEPT)
def svg(url: str) -> str:
    """The code as an SVG document that scales to its place, dark on white by day and by night."""
    rows = _rows(url)
    side = len(rows) + 2 * _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{_strokes(rows)}"/></svg>'
    )


@lru_cache(_KEPT)
def png(url: str) -> bytes:
    """The code as a PNG picture of one bit a pixel."""
    rows = _rows(url)
    side = len(rows) + 2 * _QUIET
    margin = [bytes(side)] * _QUIET
    lines = (row.translate(_SHADES + bytes(254)) for row in [*margin, *map(_framed, rows), *margin])
    # A module is eight lines high: one is told, seven are like it. Pillow's own choice of filters takes a fifth more.
    repeated = (_LIKE_ABOVE + bytes(side)) * (_PIXELS_PER_MODULE - 1)
    width = side * _PIXELS_PER_MODULE
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    putchunk(out, b"IHDR", struct.pack(">IIBBBBB", width, width, _ONE_BIT, _GREY, 0, 0, 0))
    putchunk(out, b"IDAT", zlib.compress(b"".join(_AS_IT_IS + line + repeated for line in lines), 9))
    putchunk(out, b"IEND")
    return out.getvalue()


def _rows(url: str) -> list[bytes]:
    """The modules of the code row by row, a byte for each: 1 where it is dark."""
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=_MASK)
    code.add_data(url, optimize=0)
    code.make()
    return [bytes(map(bool, row)) for row in code.modules]


def _framed(row: bytes) -> bytes:
    return bytes(_QUIET) + row + bytes(_QUIET)


def _strokes(rows: list[bytes]) -> str:
    """All dark modules as one path: a stroke for each run of them, told from where the last one ended."""
    told, x, y = [f"M{_QUIET} {_QUIET}.5"], 0, 0
    for number, row in enumerate(rows):
        for run in _RUN.finditer(row):
            start, end = run.span()
            told.append(f"h{end - start}" if (start, number) == (x, y) else f"m{start - x} {number - y}h{end - start}")
            x, y = end, number
    return "".join(told)
