"""docs/add-a-room.md, followed word for word in a copy of the tree: the room is there and all checks pass."""

import re
import sys

import pytest

from tests.architecture.copies import BLOCK, Copy
from webapp.foundation.settings import ROOT

CHECKS = [
    ["ruff", "check", "webapp", "tests", "migrations"],
    ["ruff", "format", "--check", "."],
    ["djlint", "templates/public", "--check", "--quiet"],
    ["mypy"],
    ["lint-imports"],
]
TESTS = [
    *("tests/integration/notices", "tests/architecture/test_migrations.py", "tests/architecture/test_rooms.py"),
    *("tests/architecture/test_translations.py", "tests/architecture/test_docs.py"),
    *("tests/architecture/test_access.py", "tests/architecture/test_revision_scopes.py"),
]


@pytest.mark.proof
def test_whoever_follows_the_page_has_a_room_that_passes_the_checks(tmp_path):
    copy = Copy(tmp_path)
    text = (ROOT / "docs" / "add-a-room.md").read_text(encoding="utf-8")
    steps = BLOCK.findall(text)
    assert {kind for kind, *_ in steps} == {"diff", "python", "html", "po", "sh"}
    for step in steps:
        copy.follow(*step)
    for check in CHECKS:
        copy.run(*check)
    copy.run(sys.executable, "-m", "tools.catalogues")
    copy.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS)


def test_the_page_has_seven_steps_and_fits_one():
    text = (ROOT / "docs" / "add-a-room.md").read_text(encoding="utf-8")
    assert re.findall(r"^\*\*(\d)\. ", text, re.MULTILINE) == list("1234567")
