"""What variables and files said before there were pages is taken over once; then the pages count."""

import hashlib

import pytest

from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.cli import serving
from webapp.foundation.http import operator_texts, site
from webapp.office import queries, services
from webapp.office.types import TextKind

GERMAN = {"Accept-Language": "de"}
OURS = "# Datenschutz\n\nWir behalten <script>alert(1)</script> wenig.\n"


@pytest.fixture
def start(app, tmp_path):
    """`start(operator_name="…", privacy="…")` is a start of the server with these variables; it names the overruled."""

    def begin(**said):
        before = {
            name: getattr(app.config["SETTINGS"], name) for name in ("operator_name", "accent", "language", "zone")
        }
        for kind in TextKind:
            file, text = tmp_path / f"{kind.value}.md", said.pop(kind.value, None)
            file.write_text(text or "", encoding="utf-8")
            said[f"{kind.value}_file"] = file if text else None
        for name, value in {**dict.fromkeys(before, ""), **said}.items():
            object.__setattr__(app.config["SETTINGS"], name, value)
        with app.app_context(), acting_as(SYSTEM):
            return serving.take_over()

    return begin


@pytest.mark.both
def test_variables_are_the_first_version_and_then_the_page_counts(client, start, work, now):
    told = {"operator_name": "HWK Übermorgen", "accent": "#00587a", "language": "en", "zone": "Europe/Vienna"}
    assert start(**told, privacy=OURS) == []
    page = client.get("/privacy")
    assert page.headers["Content-Language"] == "en"
    assert "HWK Übermorgen" in page.text
    assert "<script>alert" not in page.text
    assert "--dw-accent:#00587a" in client.get("/accent.css").text
    with work():
        assert site.current().zone == "Europe/Vienna"
        # Consents that were given to the file go on naming a text that can be read.
        assert operator_texts.privacy_version() == hashlib.sha256(OURS.encode()).hexdigest()[:12]
        assert queries.find_published(TextKind.PRIVACY).number == 1
        assert site.current().missing_texts == ("imprint", "accessibility")
    assert start(**told, privacy=OURS) == []
    with work():
        services.change_settings(name="Kammer", languages=["de"], now=now)
    assert start(**told, privacy=OURS + "Mehr.") == [
        "DIALOGWERK_OPERATOR_NAME",
        "DIALOGWERK_LANGUAGE",
        "DIALOGWERK_PRIVACY_FILE",
    ]
    assert "Mehr." not in client.get("/privacy").text
    assert ">Kammer<" in client.get("/").text
    assert start() == []


@pytest.mark.usefixtures("now")
def test_what_was_not_said_at_the_first_start_is_said_on_pages_alone(client, start):
    assert start() == []
    assert start(operator_name="Zu spät", imprint="# Zu spät") == [
        "DIALOGWERK_OPERATOR_NAME",
        "DIALOGWERK_IMPRINT_FILE",
    ]
    assert "Zu spät" not in client.get("/imprint", headers=GERMAN).text
    assert "Dialogwerk" in client.get("/").text
    assert client.get("/accent.css").status_code == 404
