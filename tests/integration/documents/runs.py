"""What is drawn on the pages of a PDF: where each run of text stands, and with which glyphs."""

import io
import unicodedata
from dataclasses import dataclass

import pypdf

from tests.integration.documents.paper import widths_of


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs drawn in one go, in points from the left and the bottom of the page."""

    left: float
    right: float
    base: float
    size: float
    glyphs: tuple[int, ...]


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def letters_of(reader: pypdf.PdfReader) -> str:
    """All letters that can be copied, without what separates words and lines."""
    whole = "".join(page.extract_text() for page in reader.pages)
    return unicodedata.normalize("NFC", "".join(whole.split()))


def runs_of(page) -> list[Run]:
    found: list[Run] = []
    state = {"font": "", "size": 0.0}

    def listen(operator, operands, matrix, text_matrix):
        if operator == b"Tf":
            state.update(font=str(operands[0]), size=float(operands[1]))
        if operator in {b"TJ", b"Tj"}:
            left = float(matrix[4]) + float(matrix[0]) * float(text_matrix[4])
            base = float(matrix[5]) + float(matrix[3]) * float(text_matrix[5])
            glyphs, width = _drawn(page, state["font"], operands[0])
            found.append(Run(left, left + width * state["size"] / 1000, base, state["size"], glyphs))

    page.extract_text(visitor_operand_before=listen)
    return found


def _drawn(page, font: str, shown) -> tuple[tuple[int, ...], float]:
    (descendant,) = page["/Resources"]["/Font"][font].get_object()["/DescendantFonts"]
    widths = widths_of(descendant.get_object())
    glyphs, kerning = [], 0.0
    for part in shown if isinstance(shown, list) else [shown]:
        if isinstance(part, (int, float)):
            kerning += float(part)
            continue
        raw = part.original_bytes if hasattr(part, "original_bytes") else bytes(part)
        glyphs += [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
    return tuple(glyphs), sum(widths.get(glyph, 0) for glyph in glyphs) - kerning
