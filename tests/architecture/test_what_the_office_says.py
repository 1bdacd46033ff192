"""What the office keeps is read in one place; variables only say how an installation begins."""

import re

from webapp.foundation.settings import ROOT

KEPT_BY_THE_OFFICE = "operator_name|operator_email|accent|language|zone|imprint_file|privacy_file|accessibility_file"
READ = re.compile(rf"(?:SETTINGS(?:\"\])?|settings)\.(?:{KEPT_BY_THE_OFFICE})\b")
# Where what variables say is taken over, and what stands in until somebody has set the office up.
BEGINNINGS = {"foundation/http/site.py", "foundation/settings.py", "office/providing.py", "cli/serving.py"}


def test_pages_letters_and_papers_ask_the_office_and_no_variable():
    places = [*(ROOT / "webapp").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]
    found = {
        str(path.relative_to(ROOT)).removeprefix("webapp/")
        for path in places
        if READ.search(path.read_text(encoding="utf-8"))
    }
    assert found - BEGINNINGS == set()
    assert "cli/serving.py" in found
