"""Uploaded files: broken ones are refused, and what is taken is called what it is."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import bent
from webapp.foundation import files

ODT = "application/vnd.oasis.opendocument.text"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
CALLED = {bent.PDF: ".pdf", bent.JPEG: ".jpg", bent.png(): ".png", bent.WEBP: ".webp", bent.DOCX: ".docx"}


def container(said=ODT, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as box:
        box.writestr("mimetype", said)
    return out.getvalue()


@pytest.mark.parametrize("method", METHODS)
def test_a_whole_one_is_taken_however_it_is_packed(method):
    assert files.media_type_of(container(method=method)) == ODT


def encrypted():
    whole = bytearray(container())
    for header, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.find(header) + place] |= 1
    return bytes(whole)


def of_foreign_compression():
    whole = bytearray(container())
    for header, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        whole[whole.find(header) + place] = 99
    return bytes(whole)


def of_broken_content(method):
    whole = bytearray(container(method=method))
    start = whole.find(b"mimetype") + len("mimetype")
    whole[start : start + 12] = b"\xff" * 12
    return bytes(whole)


@pytest.mark.parametrize("content", [encrypted(), of_foreign_compression(), *map(of_broken_content, METHODS)])
def test_a_broken_encrypted_or_strangely_packed_one_is_refused(content):
    with pytest.raises(files.FileRefusedError):
        files.media_type_of(content)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(METHODS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4), st.floats(0, 1))
def test_a_file_bent_anywhere_is_taken_or_refused_and_never_more(method, bends, kept):
    whole = bytearray(container(method=method))
    for place, byte in bends:
        whole[min(int(place * len(whole)), len(whole) - 1)] = byte
    content = bytes(whole[: max(4, int(kept * len(whole)))])
    with suppress(files.FileRefusedError):
        assert files.media_type_of(content) == ODT


@pytest.mark.parametrize("content", CALLED, ids=CALLED.values())
@pytest.mark.parametrize(
    "name", ["a.html", "a.pdf.html", "a", "Über uns.svg", "a.", "x" * 300 + ".html", "a.PDF", "file.tar.gz"]
)
def test_the_ending_follows_the_content(app, work, now, content, name):
    with work():
        kept = files.keep(io.BytesIO(content), name=name, now=now)
    assert kept.name.lower().endswith(CALLED[content])
    assert len(kept.name) <= 120
    assert ".html." not in kept.name


def test_an_ending_that_tells_the_truth_stays_as_it_was_written(app, work, now):
    with work():
        assert files.keep(io.BytesIO(bent.PDF), name="Angebot.PDF", now=now).name == "Angebot.PDF"
        assert files.keep(io.BytesIO(bent.JPEG), name="Bild.jpeg", now=now).name == "Bild.jpeg"


@pytest.mark.parametrize("content", CALLED, ids=CALLED.values())
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_what_breaks_off_is_called_damaged(content, share):
    assert files.type_of_whole(content)
    with pytest.raises(files.FileRefusedError):
        files.type_of_whole(content[: int(share * len(content))])


@pytest.mark.parametrize("content", [bent.png(), bent.DOCX, bent.workbook()], ids=["png", "docx", "xlsx"])
def test_what_is_bent_within_is_called_damaged(content):
    flipped = [
        content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        for place in range(40, len(content) // 2, max(1, len(content) // 40))
    ]
    taken = 0
    for each in flipped:
        with suppress(files.FileRefusedError):
            taken += bool(files.type_of_whole(each))
    # Dates and attributes of a part in a box have no sum of their own.
    assert taken <= len(flipped) // 3
