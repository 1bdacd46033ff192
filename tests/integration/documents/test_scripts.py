"""Names in all widespread scripts are drawn, and can be read and copied; what no face draws is spelled."""

import re
import unicodedata

import pytest
import typst

from tests.factories.events import make_event
from tests.factories.tickets import make_ticket
from tests.integration.documents.runs import letters_of, read, runs_of
from webapp.documents import print_documents, typesetting
from webapp.documents.types import PaperKind
from webapp.foundation.database import session
from webapp.foundation.http import assets
from webapp.tickets.payload import payload_of

# The reader gives these letter by letter, or words from left to right.
COPIED = [
    "王小明",
    "陳怡君",
    "髙橋 さくら",
    "カタカナ",
    "김민준",
    "สมชาย ใจดี",
    "አበበ በቀለ",
    "გიორგი",
    "Արամ Խաչատրյան",
    "Γιώργος",
    "Олександр Їжак",
    "Nguyễn Thị Hồng",
    "Ŋɔlɛn Ɓari",
    "Kim 🦊 Muster",
    "🇩🇪 👩‍🔧 👍🏽",
    "☃★♥",
    unicodedata.normalize("NFD", "Zoë Größlová"),
]
FROM_RIGHT = ["محمد عبد الله", "דוד כהן"]
# Letters change places here, and this reader repeats what was drawn together.
JOINED = ["अमित शर्मा", "মোহাম্মদ", "ਗੁਰਪ੍ਰੀਤ", "தமிழ்", "علی رضایی"]
SPELLED = {"ཀི": "kai", "Ⰰⰰ": "Azuazu", "\U0001fae0\U000e0100": "\U0001fae0", "\uf8ff": "[U+F8FF]"}


@pytest.fixture
def drawn(work, client):
    """A ticket, its strip for phones, and a badge, all for the same name."""

    def made(name, organisation=""):
        with work():
            event = make_event("Zukunftswerkstatt Holz")
            ticket = make_ticket(event, name)
            address, event_id = f"/t/{payload_of(ticket, event)}", event.id
        guest = {"name": name, "organisation": organisation, "category": "", "code": "", "qr": "", "no_pictures": False}
        with work():
            badge = print_documents.paper(PaperKind.BADGES, session().get(type(event), event_id), [guest])
        return [
            read(data)
            for data in (client.get(f"{address}.pdf").data, client.get(f"{address}.pdf?format=phone").data, badge)
        ]

    return made


def holds_every_letter(reader):
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert [run for page in reader.pages for run in runs_of(page) if 0 in run.glyphs] == []


@pytest.mark.parametrize("name", COPIED)
def test_a_name_is_drawn_and_copied_as_it_was_given(drawn, name):
    wanted = "".join(unicodedata.normalize("NFC", name).split())
    for reader in drawn(name):
        holds_every_letter(reader)
        assert wanted in letters_of(reader)


@pytest.mark.parametrize("name", FROM_RIGHT)
def test_a_name_from_right_to_left_is_drawn_and_its_words_are_copied(drawn, name):
    for reader in drawn(name):
        holds_every_letter(reader)
        for word in name.split():
            # The reader turns some words round, by the direction of their first glyph.
            assert word in letters_of(reader) or word[::-1] in letters_of(reader)


@pytest.mark.parametrize("name", JOINED)
def test_a_name_whose_letters_join_is_drawn_with_all_of_them(drawn, name):
    for reader in drawn(name):
        holds_every_letter(reader)
        assert set("".join(name.split())) <= set(letters_of(reader))


@pytest.mark.parametrize(("name", "spelled"), SPELLED.items(), ids=ascii)
def test_a_name_that_no_face_draws_is_spelled_instead_of_boxed(drawn, caplog, name, spelled):
    for reader in drawn(f"Kim {name}"):
        holds_every_letter(reader)
        assert f"Kim{spelled}" in letters_of(reader)
    assert not [record for record in caplog.records if "PDF/UA" in record.getMessage()]


def test_every_face_of_the_build_is_known_and_asked():
    folder = str(typesetting.font_folder())
    built = {name.removeprefix("files/") for name in assets.manifest(assets.BUILD) if name.endswith(".ttf")}
    assert built == set(typesetting.FACES)
    source = (typesetting.SOURCES / "shared.typ").read_text(encoding="utf-8")
    asked = set(re.findall(r'^  "(.+)",$', source, re.MULTILINE))
    own = set(typst.Fonts(include_system_fonts=False).families())
    assert asked == set(typst.Fonts(include_system_fonts=False, font_paths=[folder]).families()) - own
