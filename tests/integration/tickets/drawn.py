"""QR codes of drawings as pixels: a reader of its own, so that another one can decode what was drawn."""

import re
from collections.abc import Iterable

from PIL import Image, ImageDraw

_PIXELS = 8
_STEP = re.compile(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?")
Line = tuple[float, float, float]


def picture_of(lines: Iterable[Line], side: int) -> Image.Image:
    """Dark horizontal lines (from x, to x, y; one module thick, y at their middle) on white, `side` modules wide."""
    image = Image.new("L", (side * _PIXELS, side * _PIXELS), 255)
    draw = ImageDraw.Draw(image)
    for start, end, middle in lines:
        left, right, top = round(start * _PIXELS), round(end * _PIXELS), round((middle - 0.5) * _PIXELS)
        draw.rectangle((left, top, right - 1, top + _PIXELS - 1), fill=0)
    return image


def lines_of(path: str) -> list[Line]:
    """The lines of an SVG path that knows moves and horizontal lines only; anything else fails."""
    assert _STEP.sub("", path).strip() == "", path
    lines, x, y = [], 0.0, 0.0
    for kind, first, second in _STEP.findall(path):
        if kind == "h":
            lines.append((x, x + float(first), y))
            x += float(first)
        elif kind == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    return lines
