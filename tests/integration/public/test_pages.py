import pytest
from sqlalchemy import text

from tests.html import parsed
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
