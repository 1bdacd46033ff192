"""Whether a file arrived whole: what breaks off is named while somebody can still send another."""

import hashlib
import io
import warnings
import zipfile
from threading import Lock

from cachetools import LRUCache
from PIL import Image

from webapp.foundation.spreadsheets.types import BROKEN

# Where a PDF ends; programs leave a few bytes behind that. 1,024 are allowed by what readers have always done.
_END_WITHIN = 4096
_MOST_POINTS = 250_000_000
_RIFF_HEAD = 8
_MOST_KNOWN = 256
_known: LRUCache[tuple[bytes, str], bool] = LRUCache(_MOST_KNOWN)
_lock = Lock()


def is_whole(content: bytes, media_type: str) -> bool:
    """False when the bytes can't be all of a sound file of this kind. Takes less than a second and 200 MB.

    What was looked at lately is known: whoever asks first does so before anybody has to wait for the answer.
    """
    key = (hashlib.sha256(content).digest(), media_type)
    with _lock:
        known = _known.get(key)
    if known is None:
        known = _looked_at(content, media_type)
        with _lock:
            _known[key] = known
    return known


def _looked_at(content: bytes, media_type: str) -> bool:
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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many points, or of a second picture that isn't there
            with Image.open(io.BytesIO(content)) as picture:
                return picture.width * picture.height <= _MOST_POINTS and _is_all_there(picture)
    except (*BROKEN, SyntaxError, TypeError, Image.DecompressionBombError):
        return False


def _is_all_there(picture: Image.Image) -> bool:
    """PNG by the sums of its chunks; JPEG has none and is decoded, at an eighth of its size, or it raises.

    What Pillow calls by another name is a JPEG with further pictures behind it, as newer phones write them (MPO):
    every program shows the first one, which must be whole.
    """
    if picture.format == "PNG":
        picture.verify()
        return True
    picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()
    return True


def _is_whole_box(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            return box.testzip() is None
    except BROKEN:
        return False
