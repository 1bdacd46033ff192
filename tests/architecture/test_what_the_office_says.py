"""What the office keeps is read in one place; variables only say how an installation begins."""

import io
import re

from babel.messages.pofile import read_po

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


# One noun for one thing: what else it might be called, and what it is called.
CALLED = {
    r"Zugangs-?[Ll]ink|Links? für (?:die Geräte|Helfer)": "Helfer-Link",
    r"Stationen und Canvases": "Moderation",
    r"^Orte$": "Veranstaltungsort",
    r"\b[Aa]rchivieren": "ins Archiv legen",
    r"[Ee]inrichten und anmelden|[Dd]amit melden Sie sich an": "einloggen, ausloggen",
}


def test_a_thing_has_one_name_in_german():
    said = {
        text
        for path in (ROOT / "webapp").rglob("messages.po")
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.id
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    }
    assert {(text, name) for text in said for words, name in CALLED.items() if re.search(words, text)} == set()
