"""docs/add-a-field.md, followed word for word in a copy of the tree: a field is asked, kept, shown and copied."""

import re
import sys

import pytest

from tests.architecture.copies import BLOCK, Copy
from webapp.foundation.settings import ROOT

MOST = 4
_TEXT = (ROOT / "docs" / "add-a-field.md").read_text(encoding="utf-8")
_CHECKS = [["ruff", "check", "webapp", "tests"], ["ruff", "format", "--check", "webapp", "tests"], ["mypy"]]


def test_a_field_is_named_in_four_files_besides_its_migration_its_german_and_its_test():
    named = {name for kind, name, _ in BLOCK.findall(_TEXT) if kind not in {"sh", "po"}}
    assert 0 < len({name for name in named if not name.startswith("tests/")}) <= MOST


@pytest.mark.proof
def test_whoever_follows_the_page_has_a_field_that_is_asked_kept_shown_and_copied(tmp_path):
    copy = Copy(tmp_path)
    for step in BLOCK.findall(_TEXT):
        copy.follow(*step)
    copy.run(sys.executable, "-m", "tools.catalogues")
    for check in _CHECKS:
        copy.run(*check)
    (written,) = re.findall(r"^```python (tests/\S+)$", _TEXT, re.MULTILINE)
    tests = [written, "tests/architecture/test_migrations.py", "tests/architecture/test_translations.py"]
    tests.append("tests/integration/events/test_copying.py")
    copy.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
