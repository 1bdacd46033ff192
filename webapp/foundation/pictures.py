"""Pictures that people upload: decoded, made small and written anew, so that nothing but the picture is kept.

Only JPEG, PNG and WebP are read, whatever a file calls itself; places, cameras and whatever hides behind a picture stay
behind.
"""

import hashlib
import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from webapp.foundation.files import FileDamagedError, FileRefusedError
from webapp.foundation.spreadsheets.types import BROKEN

LARGEST_BYTES = 5 * 1024 * 1024
_KINDS = ("JPEG", "PNG", "WEBP")
_MOST_POINTS = 25_000_000
_BOX = (1_000, 500)  # twice what pages show
_MOST_KNOWN = 8
_known: LRUCache[bytes, "Picture | FileRefusedError"] = LRUCache(_MOST_KNOWN)
_lock = Lock()
_one_at_a_time = Lock()  # a decoded picture takes a hundred megabytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we wrote it."""

    content: bytes
    media_type: str
    width: int
    height: int


def picture_of(content: bytes) -> Picture:
    """What these bytes show; FileRefusedError for what is no picture or too large, FileDamagedError for a broken one.

    What was looked at lately is known: whoever asks first does so before anybody has to wait for the answer.
    """
    key = hashlib.sha256(content).digest()
    with _lock:
        known = _known.get(key)
    if known is None:
        try:
            known = _looked_at(content)
        except FileRefusedError as refusal:
            known = refusal
        with _lock:
            _known[key] = known
    if isinstance(known, FileRefusedError):
        raise type(known)(str(known))
    return known


def look_at(uploads: Iterable[FileStorage]) -> None:
    """Look at what was sent while nobody waits; what is found is known to whoever asks then."""
    for upload in uploads:
        content = sent(upload)
        if content:
            try:
                picture_of(content)
            except FileRefusedError:
                continue


def sent(upload: FileStorage) -> bytes:
    """What was sent, up to one byte more than is taken."""
    content = upload.stream.read(LARGEST_BYTES + 1)
    upload.stream.seek(0)
    return content


def _looked_at(content: bytes) -> Picture:
    if not 0 < len(content) <= LARGEST_BYTES:
        raise FileRefusedError("empty or too large")
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_KINDS) as picture:
                if picture.width * picture.height > _MOST_POINTS:
                    raise FileRefusedError("more points than we look at")
                return _written_anew(picture)
    except UnidentifiedImageError:
        raise FileRefusedError("not a kind of picture that is taken") from None
    except Image.DecompressionBombError:
        raise FileRefusedError("more points than we look at") from None
    except (*BROKEN, SyntaxError, TypeError):
        raise FileDamagedError("a broken picture") from None


def _written_anew(picture: Image.Image) -> Picture:
    is_photo = picture.format == "JPEG"
    if is_photo:
        picture.draft("RGB", _BOX)
    upright = ImageOps.exif_transpose(picture)
    plain = upright.convert("RGB" if is_photo else "RGBA")
    plain.thumbnail(_BOX, Image.Resampling.LANCZOS)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    target = io.BytesIO()
    if is_photo:
        bare.save(target, "JPEG", quality=88, optimize=True)
    else:
        bare.save(target, "PNG", optimize=True)
    return Picture(target.getvalue(), "image/jpeg" if is_photo else "image/png", bare.width, bare.height)
