"""Every kind of picture that is taken, broken off at many places: none of them passes for a whole one."""

import io

import pytest
from PIL import Image

from webapp.foundation.files import FileDamagedError, FileRefusedError, media_type_of, type_of_whole

PLACES = 60
LEFT_OUT = 16  # bytes at the very end, where all of the picture is there: sums, the mark of the end


def noise(mode="RGB", size=(240, 180)):
    return Image.effect_noise(size, 90).convert(mode)


def saved(picture, kind, **how):
    target = io.BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()


def with_a_second_one(**how):
    """As newer phones write photos: one for every program, and a further one behind it."""
    return saved(noise(), "MPO", save_all=True, append_images=[noise(size=(60, 40))], **how)


def with_a_map_of_light():
    """As phones write pictures for bright screens (Ultra HDR): the second picture says how bright the first one is."""
    whole = with_a_second_one()
    said = b'http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta hdrgm:Version="1.0"/>'
    return whole[:2] + b"\xff\xe1" + (len(said) + 2).to_bytes(2, "big") + said + whole[2:]


def thumbnailed():
    exif = noise().getexif()
    exif[0x010E] = "Werkstatt"
    return saved(noise(), "JPEG", exif=exif.tobytes() + saved(noise(size=(80, 60)), "JPEG"))


PICTURES = {
    "jpeg": saved(noise(), "JPEG"),
    "jpeg, progressive": saved(noise(), "JPEG", progressive=True),
    "jpeg, grey": saved(noise("L"), "JPEG", quality=30),
    "jpeg, for printing": saved(noise("CMYK"), "JPEG"),
    "jpeg, restarting": saved(noise(), "JPEG", restart_marker_rows=1),
    "jpeg, with a thumbnail": thumbnailed(),
    "png": saved(noise(), "PNG"),
    "png, with a palette": saved(noise("P"), "PNG"),
    "png, transparent": saved(noise("RGBA"), "PNG"),
    "png, moving": saved(noise(), "PNG", save_all=True, append_images=[noise(), noise()]),
    "webp": saved(noise(), "WEBP"),
    "webp, without loss": saved(noise("RGBA"), "WEBP", lossless=True),
    "webp, moving": saved(noise(), "WEBP", save_all=True, append_images=[noise(), noise()]),
}
PHOTOS = {
    "jpeg, with a second picture": with_a_second_one(),
    "jpeg, progressive, with a second picture": with_a_second_one(progressive=True),
    "jpeg, with a map of light": with_a_map_of_light(),
}
ENDS = {kind: len(content) for kind, content in PICTURES.items()}
ENDS |= {kind: content.rfind(b"\xff\xd8\xff") for kind, content in PHOTOS.items()}  # where the second one begins
PICTURES |= PHOTOS


def test_every_kind_of_picture_is_among_them():
    assert {media_type_of(content) for content in PICTURES.values()} == {"image/jpeg", "image/png", "image/webp"}
    with Image.open(io.BytesIO(PICTURES["jpeg, with a second picture"])) as picture:
        assert picture.format == "MPO"
    with pytest.raises(FileRefusedError):
        media_type_of(saved(noise("P"), "GIF"))


@pytest.mark.parametrize("kind", PICTURES)
def test_a_whole_one_is_taken(kind):
    assert type_of_whole(PICTURES[kind]) == media_type_of(PICTURES[kind])


@pytest.mark.parametrize("kind", PICTURES)
def test_one_that_breaks_off_is_named_wherever_that_is(kind):
    content = PICTURES[kind]
    last = ENDS[kind] - LEFT_OUT
    taken = []
    for place in sorted({*range(16, last, last // PLACES), last}):
        try:
            taken.append((place, type_of_whole(content[:place])))
        except FileDamagedError:
            continue
    assert taken == []


@pytest.mark.parametrize("kind", PHOTOS)
def test_a_photo_whose_second_picture_a_program_left_out_is_still_a_photo(kind):
    assert type_of_whole(PHOTOS[kind][: ENDS[kind]]) == "image/jpeg"
