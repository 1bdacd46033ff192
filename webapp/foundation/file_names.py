"""How uploaded files are called: tidy, and with an ending that says what they hold."""

import re
import unicodedata

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
LONGEST_NAME = 120
_ENDING = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}")
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "text/csv": (".csv", ".txt", ".tsv"),
    OFFICE + "wordprocessingml.document": (".docx", ".docm"),
    OFFICE + "spreadsheetml.sheet": (".xlsx", ".xlsm"),
    OPEN_DOCUMENT + "text": (".odt",),
    OPEN_DOCUMENT + "spreadsheet": (".ods",),
}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def tidy_name(name: str) -> str:
    """A file's name without folders, controls and turned text, in one spelling; `file` when nothing is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c not in _TURNING and unicodedata.category(c) not in {"Cc", "Cs", "Cf"})
    kept = " ".join(kept.split()).lstrip(".")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > LONGEST_NAME:
        kept = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[:LONGEST_NAME]
    return kept or "file"


def honest_name(name: str, media_type: str) -> str:
    """A tidy name whose ending says what the file is, whatever ending it came with."""
    kept = tidy_name(name)
    endings = _ENDINGS.get(media_type, ())
    if not endings or kept.casefold().endswith(endings):
        return kept
    stem, _dot, said = kept.rpartition(".")
    stem = stem if stem and _ENDING.fullmatch(said) else kept
    return f"{stem[: LONGEST_NAME - len(endings[0])]}{endings[0]}"
