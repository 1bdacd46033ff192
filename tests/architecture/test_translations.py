"""Every text has its German; no German without its text."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from webapp.foundation.settings import ROOT

KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_n": (1, 2),
    "_p": ((1, "c"), 2),
    "_pl": ((1, "c"), 2),
}
# A hyphen between words where a dash belongs; Markdown is shown with its list mark.
LOOSE_HYPHEN = re.compile(r"(?<!,) - ")
CATALOGUES = sorted(ROOT.glob("webapp/**/translations/de/LC_MESSAGES/messages.po"))


@cache
def texts() -> dict[tuple[str | None, str], list[str]]:
    """Context and English text of every message, with the files it stands in."""
    found = defaultdict(list)
    sources = [("python", path) for path in (ROOT / "webapp").rglob("*.py")]
    sources += [("jinja2.ext:babel_extract", path) for path in (ROOT / "templates").rglob("*.*")]
    for method, path in sources:
        options = {"trimmed": "true", "extensions": "jinja2.ext.i18n"}
        for _, message, _, context in extract_from_file(method, path, keywords=KEYWORDS, options=options):
            first = message[0] if isinstance(message, tuple) else message
            found[context, first].append(path.relative_to(ROOT).as_posix())
    return found


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


@cache
def german() -> dict[tuple[str | None, str], list[str]]:
    said = defaultdict(list)
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                first = message.id[0] if isinstance(message.id, tuple) else message.id
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                if all(strings) and not message.fuzzy:
                    said[message.context, first].append(path.relative_to(ROOT).as_posix())
    return said


def test_every_text_is_said_in_german():
    missing = {text: files for text, files in texts().items() if text not in german()}
    assert missing == {}


def test_no_german_text_is_left_over():
    used = texts()
    assert {text: files for text, files in german().items() if text not in used} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.relative_to(ROOT / "webapp").parts[:-4]))
def test_a_catalogue_compiles_with_its_placeholders(path, tmp_path):
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "compile",
        "-i",
        str(path),
        "-o",
        str(tmp_path / "m.mo"),
    ]
    run = subprocess.run([*command, "-l", "de"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    problems = {message.id: list(errors) for message, errors in catalogue(path).check()}
    assert problems == {}


def test_one_text_has_one_german():
    said = defaultdict(set)
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                said[message.context, message.id].add(message.string)
    assert {text: strings for text, strings in said.items() if len(strings) > 1} == {}


def test_german_typography_is_kept():
    wrong = []
    for path in CATALOGUES:
        for message in catalogue(path):
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wrong += [
                text for text in strings if message.id and ("..." in text or LOOSE_HYPHEN.search(text) or '"' in text)
            ]
    assert wrong == []


# Placeholders that hold a number; what counts is never parted from what it counts.
NUMBERS = (
    "num|most|max|min|limit|count|total|capacity|number|position|minutes|hours|days"
    "|rows|size|left|free|taken|needed|places|heads|page"
)
SAID = rf"%\((?:{NUMBERS})\)[sd]|\{{(?:{NUMBERS})\}}"
COUNTED = "Platz|Station|Seite|Nummer|Zeile|Gruppe|Saal|Person|Schritt"
PARTED = re.compile(rf"(?:{SAID}|(?<![\w.,:/-])\d[\d.,]*) (?=[A-ZÄÖÜ][a-zäöü])|\b(?:{COUNTED}) (?={SAID}|\d)")


def test_a_number_and_its_noun_are_kept_together():
    parted = []
    for path in CATALOGUES:
        for message in catalogue(path):
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            parted += [text for text in strings if message.id and PARTED.search(text)]
    assert parted == []


@pytest.mark.parametrize("text", ["%(num)s Personen", "höchstens 10 Zeichen", "Station %(number)s", "{count} Gäste"])
def test_a_number_apart_from_its_noun_would_be_noticed(text):
    assert PARTED.search(text)
    assert not PARTED.search(text.replace(" ", "\u00a0"))


# As an English office writes: "email", "organiser", "enter". A type is a kind, and names of placeholders aren't read.
FOREIGN = re.compile(
    r"e-mail|organiz|\btyped\b|\btyping\b|^type (?!of\b)\w|\btypes? (?:your|the|its|it|in|codes?)\b", re.IGNORECASE
)


def foreign(text):
    return FOREIGN.findall(re.sub(r"%\(\w+\)\w", "", text))


@pytest.mark.parametrize("text", ["Your E-Mail", "Organizer", "Type your name", "please type codes", "as you typed it"])
def test_foreign_words_are_found(text):
    assert foreign(text)
    assert not foreign("Answer type: an email of the organiser, %(typed)s")


def test_english_is_british_and_one_enters_what_one_writes():
    assert [text for _, text in texts() if foreign(text)] == []


def test_the_same_place_is_called_the_same_in_english():
    assert [text for _, text in texts() if re.search(r"theme station", text, re.IGNORECASE)] == []


def said_by_commands():
    """The words that commands print."""
    calls = [
        node
        for path in (ROOT / "webapp" / "cli").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "echo"
    ]
    parts = [part for call in calls for part in ast.walk(call) if isinstance(part, ast.Constant)]
    return [part.value for part in parts if isinstance(part.value, str)]


def test_commands_and_the_first_page_of_the_repository_speak_so_too():
    said = [*said_by_commands(), *(ROOT / "README.md").read_text("utf-8").splitlines()]
    assert any("demo organiser" in each for each in said)
    assert [each for each in said if foreign(each) or re.search(r"\bmails\b", each, re.IGNORECASE)] == []
