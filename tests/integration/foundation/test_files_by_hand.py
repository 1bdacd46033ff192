"""Files that need no building: served from static/ under addresses that change with them."""

import io
import re
import tomllib
from urllib.robotparser import RobotFileParser

import pytest
from PIL import Image

from tests.factories.events import make_event
from webapp.accounts import access
from webapp.foundation.http import assets
from webapp.foundation.settings import ROOT

NAMES = [
    "favicon.ico",
    "favicon.svg",
    "site-icon.svg",
    "site-icon-192.png",
    "site-icon-512.png",
    "messenger.png",
    "robots.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_it_lies_in_the_folder_for_it_and_is_served_under_an_address_of_its_content(client, name):
    content = (ROOT / "static" / name).read_bytes()
    address = assets.asset_url(name)
    assert re.fullmatch(rf"/static/{re.escape(name)}\?v=[0-9a-f]{{8}}", address)
    with client.get(address) as answer:
        assert (answer.status_code, answer.data, assets.read(name)) == (200, content, content)
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert "immutable" not in answer.headers["Cache-Control"]


def test_what_the_build_writes_keeps_its_hashed_name(client):
    with client.get(assets.asset_url("site.css")) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_name_that_nobody_made_is_refused():
    with pytest.raises(assets.AssetMissingError):
        assets.asset_url("nowhere.css")


def test_nothing_but_what_is_built_is_left_in_the_build():
    assert [name for name in NAMES if name in assets.manifest(assets.BUILD)] == []


@pytest.mark.parametrize(("path", "kind"), [("/favicon.ico", "image/"), ("/robots.txt", "text/plain")])
def test_programs_that_ask_without_being_told_find_it(client, path, kind):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype.startswith(kind)
    assert answer.data == (ROOT / "static" / path[1:]).read_bytes()
    assert client.head(path).headers["Content-Length"] == str(len(answer.data))
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("name", "size"),
    [("messenger.png", (1200, 630)), ("site-icon-192.png", (192, 192)), ("site-icon-512.png", (512, 512))],
)
def test_pictures_have_the_size_that_programs_ask_for(name, size):
    content = (ROOT / "static" / name).read_bytes()
    assert Image.open(io.BytesIO(content)).size == size
    assert len(content) < 60_000


def test_search_engines_read_what_is_public_and_nothing_behind_a_link_or_a_sign_in(app, client, work):
    with work():
        slug = make_event().slug
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())
    for path in (
        "/",
        "/events",
        f"/events/{slug}",
        f"/events/{slug}.ics",
        "/plans",
        "/imprint",
        assets.asset_url("messenger.png"),
    ):
        assert rules.can_fetch("Any", path), path
    policies = {
        rule.rule: access.policy_of(app.view_functions[rule.endpoint]).name for rule in app.url_map.iter_rules()
    }
    closed = {rule for rule, policy in policies.items() if policy != "public" and not rule.startswith("/static")}
    assert {"/manage", "/t/<payload>", "/mailbox", "/registrations/<token>"} <= closed
    readable = {rule for rule in closed if rules.can_fetch("Any", re.sub(r"<[^>]+>", "x", rule))}
    assert readable == set()
    public = {rule for rule, policy in policies.items() if policy == "public"}
    refused = {rule for rule in public if not rules.can_fetch("Any", re.sub(r"<[^>]+>", "x", rule))}
    assert refused == {"/sign-in", "/sign-in/forgotten"}


def test_the_licence_that_the_package_names_comes_with_it():
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (named["license"], named["license-files"]) == ("EUPL-1.2", ["LICENSE"])
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2" in text
    assert [number for number in range(1, 16) if not re.search(rf"^\W*{number}\. ", text, re.MULTILINE)] == []
    assert "[LICENSE](LICENSE)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip", "gzip"),
        ("deflate, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0, identity", None),
        ("", None),
        ("xgzip", None),
    ],
)
def test_a_file_is_packed_for_those_who_take_it(client, accepted, packing):
    with client.get(assets.asset_url("site.css"), headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == packing


@pytest.mark.parametrize("known", ["{}", '"other", {}', "W/{}", "*"])
def test_a_file_that_is_known_is_not_sent_again(client, known):
    with client.get(assets.asset_url("site.css")) as first:
        tag = first.headers["ETag"]
    with client.get(assets.asset_url("site.css"), headers={"If-None-Match": known.format(tag)}) as answer:
        assert (answer.status_code, answer.data) == (304, b"")
    with client.get(assets.asset_url("site.css"), headers={"If-None-Match": '"other"'}) as answer:
        assert answer.status_code == 200
