import pytest
from sqlalchemy import text

from tests.conftest import settings_for
from tests.html import parsed, text_of
from webapp.factory import create_app
from webapp.foundation import migrations
from webapp.foundation.database import db


@pytest.mark.parametrize("path", ["/imprint", "/privacy", "/accessibility", "/licences", "/plans", "/events", "/"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_page_is_proper_html_in_both_languages(client, path, lang):
    document = parsed(client.get(path, headers={"Accept-Language": lang}))
    assert document.get("lang") == lang
    assert len(list(document.iter("h1"))) == 1


def test_legal_pages_are_reachable_from_everywhere(client):
    for path in ("/", "/events", "/nowhere"):
        links = {a.get("href") for a in parsed(client.get(path)).iter("a")}
        assert {"/imprint", "/privacy", "/accessibility", "/licences"} <= links


def test_the_operator_s_text_and_accent_are_shown(tmp_path, database_url):
    file = tmp_path / "imprint.md"
    file.write_text("# Handwerkskammer\n\n<script>alert(1)</script>", encoding="utf-8")
    app = create_app(settings_for(tmp_path, database_url, imprint_file=file, accent="#00587a"))
    client = app.test_client()
    page = client.get("/imprint")
    assert "Handwerkskammer" in text_of(parsed(page))
    assert "<script>alert" not in page.text
    assert "--dw-accent:#00587a" in client.get("/accent.css").text
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("became", ["gone", "Latin", "a folder"])
def test_a_text_that_can_not_be_read_any_more_goes_on_as_it_was(tmp_path, database_url, became):
    file = tmp_path / "privacy.md"
    file.write_text("# Was wir über Sie wissen", encoding="utf-8")
    app = create_app(settings_for(tmp_path, database_url, privacy_file=file))
    client = app.test_client()
    before = client.get("/privacy")
    file.unlink()
    if became == "Latin":
        file.write_bytes("über".encode("latin-1"))
    elif became == "a folder":
        file.mkdir()
    after = client.get("/privacy")
    assert (after.status_code, text_of(parsed(after))) == (200, text_of(parsed(before)))
    with app.app_context():
        db.engine.dispose()


def test_licences_of_what_we_ship_are_readable(client):
    said = client.get("/licences").text
    for name in ("Flask", "@kern-ux/native", "SQLAlchemy"):
        assert name in said
    # The letters of a font have a licence of their own beside that of its package.
    for name in (
        "@expo-google-fonts/noto-sans-sc",
        "SIL OPEN FONT LICENSE",
        "github.com/notofonts/latin-greek-cyrillic",
    ):
        assert name in said


def test_it_lives_and_says_when_it_is_not_ready(client, app):
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 200
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the tables are not up to date\n")


def test_it_is_ready_once_the_tables_are(app, client):
    from flask_migrate import stamp

    migrations.init_app(app)
    with app.app_context():
        stamp()
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/events", "/imprint", "/nowhere"])
def test_every_page_carries_the_headers_that_protect_its_reader(client, path):
    headers = client.get(path).headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
