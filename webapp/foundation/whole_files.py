"""Whether a file arrived whole: what breaks off is named while somebody can still send another."""

import io
import warnings
import zipfile

from PIL import Image

from webapp.foundation.spreadsheets.types import BROKEN

# Where a PDF ends; programs leave a few bytes behind that. 1,024 are allowed by what readers have always done.
_END_WITHIN = 4096
_MOST_POINTS = 250_000_000
_RIFF_HEAD = 8


def is_whole(content: bytes, media_type: str) -> bool:
    """False when the bytes can't be all of a sound file of this kind. Takes less than a second and 200 MB."""
    if media_type == "application/pdf":
        return b"%%EOF" in content[-_END_WITHIN:]
    if media_type in {"image/png", "image/jpeg"}:
        return _is_whole_picture(content)
    if media_type == "image/webp":
        return int.from_bytes(content[4:8], "little") + _RIFF_HEAD <= len(content)
    if content.startswith(b"PK\x03\x04"):
        return _is_whole_box(content)
    return True


def _is_whole_picture(content: bytes) -> bool:
    """PNG by the sums of its chunks; JPEG has none and is decoded, at an eighth of its size."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if picture.width * picture.height > _MOST_POINTS:
                return False
            if picture.format == "JPEG":
                picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
                picture.load()
            else:
                picture.verify()
    except (*BROKEN, SyntaxError, TypeError, Image.DecompressionBombError):
        return False
    return True


def _is_whole_box(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            return box.testzip() is None
    except BROKEN:
        return False
