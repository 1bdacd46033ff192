"""QR codes read by an independent reader."""

import io
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from tests.factories.events import make_event
from tests.factories.tickets import make_payload
from tests.integration.tickets.drawn import lines_of, picture_of
from webapp.tickets import qr
from webapp.tickets.codec import CHARACTERS


@pytest.fixture
def address(work, now):
    with work():
        return f"/t/{make_payload(make_event())}"


def picture(data):
    return Image.open(io.BytesIO(data)).convert("L")


def test_the_picture_holds_the_address_on_the_canonical_host(address, client):
    (code,) = zxingcpp.read_barcodes(picture(client.get(f"{address}.png", headers={"Host": "127.0.0.1"}).data))
    assert code.text == f"http://localhost{address}"
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "M"


def test_it_has_a_quiet_zone_of_four_modules(address, client):
    image = picture(client.get(f"{address}.png").data)
    dark = Image.eval(image, lambda shade: 255 - shade).getbbox()
    assert dark == (32, 32, image.width - 32, image.height - 32)


def test_a_thumb_on_it_does_no_harm(address, client):
    image = picture(client.get(f"{address}.png").data)
    middle, side = image.width // 2, image.width // 6
    ImageDraw.Draw(image).rectangle((middle, middle, middle + side, middle + side), fill=90)
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text.endswith(address)


def test_the_drawing_is_dark_on_white_and_scales(address, client):
    answer = client.get(f"{address}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert 'fill="#fff"' in answer.text
    assert "width" not in answer.text.partition(">")[0]


def test_the_drawing_holds_the_same_as_the_picture(address, client):
    drawing = client.get(f"{address}.svg").text
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', drawing)[1])
    (path,) = re.findall(
        r'<path[^>]* stroke="#000"[^>]* d="([^"]+)"|<path[^>]* d="([^"]+)"[^>]* stroke="#000"', drawing
    )
    (code,) = zxingcpp.read_barcodes(picture_of(lines_of("".join(path)), side))
    assert code.text == f"http://localhost{address}"


@pytest.mark.parametrize("host", ["h.de", "veranstaltungen.handwerkskammer-musterstadt.example.org"])
def test_printed_three_centimetres_wide_its_modules_are_wide_enough(host):
    """A third of a millimetre is what cameras of phones tell apart in a badly lit hall; the quiet zone counts."""
    drawing = qr.svg(f"https://{host}/t/{'A' * CHARACTERS}")
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', drawing)[1])
    assert 30 / side >= 0.35


def read_in(drawing):
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', drawing)[1])
    (path,) = re.findall(r'<path stroke="#000" d="([^"]+)"', drawing)
    (code,) = zxingcpp.read_barcodes(picture_of(lines_of(path), side))
    return code.text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=400))
def test_whatever_it_holds_another_reader_finds_the_same_in_drawing_and_picture(content):
    (code,) = zxingcpp.read_barcodes(picture(qr.png(content)))
    assert code.text == content
    assert read_in(qr.svg(content)) == content


@pytest.mark.parametrize("host", ["h.de", "events.example.org", "veranstaltungen.handwerkskammer-musterstadt.de"])
def test_a_code_is_a_few_thousand_bytes_drawn_as_one_path(host):
    address = f"https://{host}/t/{'aB3-x_Z' * 40}"[: len(host) + 12 + CHARACTERS]
    drawing = qr.svg(address)
    modules = int(re.search(r'viewBox="0 0 (\d+) \d+"', drawing)[1]) ** 2
    assert drawing.count("<path") == 2
    assert len(drawing) < 1.35 * modules
    assert len(qr.png(address)) < 0.3 * modules
