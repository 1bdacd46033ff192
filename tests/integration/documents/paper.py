"""A PDF as its readers meet it: text, tags, and the QR code drawn on it."""

import io

import pypdf
from PIL import Image

from tests.integration.tickets.drawn import picture_of

_UNSCALED = {0.0, 1.0}
_NEARLY = 0.01


def widths_of(font) -> dict[int, float]:
    """A width for each glyph, from the runs in which PDF keeps them."""
    widths: dict[int, float] = {}
    runs = list(font["/W"])
    while runs:
        first, second = int(runs.pop(0)), runs.pop(0)
        if isinstance(second, list):
            widths |= {first + number: float(width) for number, width in enumerate(second)}
        else:
            width = float(runs.pop(0))
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths


class Paper:
    """A document read by an independent library."""

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.root = self.reader.trailer["/Root"]
        (self.page,) = self.reader.pages

    @property
    def text(self) -> str:
        return " ".join(self.page.extract_text().split())

    @property
    def is_tagged(self) -> bool:
        return bool(self.root["/MarkInfo"]["/Marked"])

    def tags(self) -> list[str]:
        """The structure tree in reading order: the kinds of its elements."""
        return [str(element["/S"]) for element in self._elements(self.root["/StructTreeRoot"])]

    def alternatives(self) -> list[str]:
        """What is read out instead of pictures."""
        elements = self._elements(self.root["/StructTreeRoot"])
        return [str(element["/Alt"]) for element in elements if "/Alt" in element]

    def _elements(self, node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        if "/S" in node:
            yield node
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            yield from self._elements(child)

    def qr_left(self) -> float:
        """Where the code begins, in points from the left."""
        found: list[float] = []

        def listen(operator, _operands, matrix, _text_matrix):
            if operator == b"l" and abs(matrix[0]) not in _UNSCALED:
                found.append(float(matrix[4]))

        self.page.extract_text(visitor_operand_before=listen)
        return found[0]

    def right_edge_of(self, size: float) -> float:
        """Where the rightmost text of this size ends, in points from the left, by the widths that its font declares."""
        ends: list[float] = []

        def listen(operator, operands, matrix, text_matrix):
            if operator == b"Tf":
                listen.font, listen.size = str(operands[0]), float(operands[1])
            if operator in {b"TJ", b"Tj"} and abs(listen.size - size) < _NEARLY:
                left = float(matrix[4]) + float(text_matrix[4])
                ends.append(left + self._width(listen.font, operands[0]) * listen.size / 1000)

        self.page.extract_text(visitor_operand_before=listen)
        return max(ends)

    def _width(self, font: str, shown) -> float:
        """How far the pen moves, in thousandths of the size: widths of the glyphs less the kerning between them."""
        (descendant,) = self.page["/Resources"]["/Font"][font].get_object()["/DescendantFonts"]
        widths = widths_of(descendant.get_object())
        width = 0.0
        for part in shown if isinstance(shown, list) else [shown]:
            if isinstance(part, (int, float)):
                width -= float(part)
                continue
            raw = part.original_bytes if hasattr(part, "original_bytes") else bytes(part)
            width += sum(widths.get(int.from_bytes(raw[at : at + 2]), 0) for at in range(0, len(raw), 2))
        return width

    def qr_code(self) -> Image.Image:
        """The QR code as pixels: all lines drawn in the scale of its modules."""
        lines, at = [], (0.0, 0.0)
        frames = []

        def listen(operator, operands, matrix, _text_matrix):
            nonlocal at
            if operator not in {b"m", b"l"} or abs(matrix[0]) in _UNSCALED:
                return
            point = (float(operands[0]), float(operands[1]))
            if operator == b"l":
                frames.append(point[0])
                if point[1] == at[1] and at[1] % 1:
                    lines.append((at[0], point[0], at[1]))
            at = point

        self.page.extract_text(visitor_operand_before=listen)
        return picture_of(lines, round(max(frames)))
