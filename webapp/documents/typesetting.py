"""PDF from typst sources: one warm compiler per process and source, tagged as PDF/UA."""

import json
import logging
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from webapp.documents import lettering
from webapp.documents.errors import DocumentUnavailableError
from webapp.foundation.http import assets

if TYPE_CHECKING:
    import typst

log = logging.getLogger(__name__)

SOURCES = Path(__file__).parent / "typst"
# As in assets/documents/fonts.js; in which order they are asked is said in typst/shared.typ.
FACES = (
    "FiraSans_400Regular.ttf",
    "FiraSans_600SemiBold.ttf",
    "NanumGothic_400Regular.ttf",
    "NotoEmoji_400Regular.ttf",
    "NotoSansArabic_400Regular.ttf",
    "NotoSansArmenian_400Regular.ttf",
    "NotoSansBengali_400Regular.ttf",
    "NotoSansDevanagari_400Regular.ttf",
    "NotoSansEthiopic_400Regular.ttf",
    "NotoSansGeorgian_400Regular.ttf",
    "NotoSansGurmukhi_400Regular.ttf",
    "NotoSansHebrew_400Regular.ttf",
    "NotoSansSC_400Regular.ttf",
    "NotoSansTamil_400Regular.ttf",
    "NotoSansThai_400Regular.ttf",
    "NotoSans_400Regular.ttf",
)
# A compiler keeps the inputs of its last run; two threads must not mix theirs.
_one_at_a_time = Lock()


def pdf(source: str, **inputs: dict[str, object]) -> bytes:
    """The document `source` (a name in `typst/`) over JSON-able `inputs`; the same bytes for the same inputs."""
    import typst

    said = {name: json.dumps(values, ensure_ascii=False) for name, values in inputs.items()}
    with _one_at_a_time:
        compiler = _compiler(source)
        try:
            return _compiled(compiler, said, "ua-1")
        except typst.TypstError as problem:
            missing = lettering.undrawn(problem.diagnostic)
        spelled = {name: lettering.spelled(values, missing) for name, values in said.items()}
        try:
            return _compiled(compiler, spelled, "ua-1")
        except typst.TypstError as problem:
            # Better a paper that some readers can't take in than none; what is in the way stays out of the log.
            log.warning("document %s is not PDF/UA: %s", source, problem.message.partition(":")[0])
            return _compiled(compiler, spelled, None)


def png(source: str, **inputs: dict[str, object]) -> bytes:
    """The page `source` over JSON-able `inputs` as a picture, a pixel for each of its points."""
    said = {name: json.dumps(values, ensure_ascii=False) for name, values in inputs.items()}
    with _one_at_a_time:
        made = _compiler(source).compile(format="png", ppi=72, sys_inputs=said)
    if not isinstance(made, bytes):
        raise TypeError("typst wrote no single file")
    return made


def font_folder() -> Path:
    """The folder with the faces that the front-end build copied; DocumentUnavailableError says how to get them."""
    names = assets.manifest(assets.BUILD)
    files = [assets.BUILD / names.get(f"files/{face}", face) for face in FACES]
    if not all(file.is_file() for file in files):
        raise DocumentUnavailableError("the fonts of PDF documents are missing: run `make assets`")
    return files[0].parent


@cache
def _compiler(source: str) -> "typst.Compiler":
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])
    return typst.Compiler(str(SOURCES / source), root=str(SOURCES), font_paths=fonts)


def _compiled(compiler: "typst.Compiler", inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standard)
    if not isinstance(made, bytes):
        raise TypeError("typst wrote no single file")
    return made
