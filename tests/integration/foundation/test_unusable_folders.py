"""A folder of the data folder can't be used: 503 with what was typed, /readyz names it, and all is well again after."""

import io
import os
import shutil

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.html import parsed
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, data_folder, files
from webapp.registration import queries, services

pytestmark = pytest.mark.usefixtures("now")

PDF = b"%PDF-1.7 a small file %%EOF"
TYPED = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}


def _is_a_file(folder):
    folder.write_text("somebody's")


def _takes_nothing(folder):
    folder.symlink_to("/proc")  # also for an administrator


def _leads_nowhere(folder):
    folder.symlink_to(folder.with_name("nowhere") / "at all")


def _leads_in_a_circle(folder):
    folder.symlink_to(folder)


def _is_a_line(folder):
    os.mkfifo(folder)


UNUSABLE = (_is_a_file, _takes_nothing, _leads_nowhere, _leads_in_a_circle, _is_a_line)


@pytest.fixture
def slug(work):
    with work():
        make_user(Role.ADMIN, email="admin@example.org")
        event = make_event(capacity=10)
        question = Definition("cv", FieldKind.FILE, {"de": "Lebenslauf"}, required=True)
        services.ask(event=event, definitions=(question,), now=clock.now())
        return event.slug


@pytest.fixture
def folders(app):
    data_dir = app.config["SETTINGS"].data_dir
    return {name: data_dir / name for name in data_folder.FOLDERS}


@pytest.fixture(params=UNUSABLE, ids=lambda damage: damage.__name__)
def damage(request):
    def do(folder):
        if folder.is_dir():
            shutil.rmtree(folder)
        request.param(folder)

    return do


def send(client, slug, **typed):
    sent = {**TYPED, "once_key": "k", "q-cv": (io.BytesIO(PDF), "cv.pdf"), **typed}
    return client.post(f"/events/{slug}/register", data=sent, content_type="multipart/form-data")


def test_a_form_whose_file_can_not_be_kept_is_given_back(client, work, slug, folders, damage):
    damage(folders["files"])
    answer = send(client, slug)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    (form,) = (form for form in parsed(answer).iter("form") if form.get("method") == "post")
    values = {(each.get("name"), each.get("value")) for each in form.iter("input")}
    assert {*TYPED.items(), ("q-cv", None)} <= values
    folders["files"].unlink()
    assert send(client, slug).status_code == 303
    with work():
        made = queries.find_live(get_event(slug).id, "kim@example.org")
        assert files.path_of(made.answers["cv"]["id"]).read_bytes() == PDF


def test_a_refused_form_whose_file_can_not_wait_is_given_back_as_well(client, slug, folders, damage):
    damage(folders["pending"])
    assert send(client, slug, email="kim@").status_code == 503
    assert send(client, slug).status_code == 303


@pytest.mark.parametrize("name", data_folder.FOLDERS)
def test_readyz_names_the_folder_until_it_can_be_used(client, folders, damage, name):
    assert client.get("/readyz").status_code == 200
    damage(folders[name])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert f"the folder {name} of the data folder takes no file: " in answer.text
    assert str(folders[name]) not in answer.text
    folders[name].unlink()
    assert client.get("/readyz").text == "ok\n"
    assert not os.path.lexists(folders[name])


@pytest.mark.parametrize("damage", [_is_a_file, _takes_nothing], indirect=True)
@pytest.mark.parametrize("name", data_folder.FOLDERS)
def test_no_page_says_500(app, client, slug, folders, damage, name):
    sign_in(client, "admin@example.org")
    damage(folders[name])
    adapter = app.url_map.bind("localhost")
    told = {}
    for rule in app.url_map.iter_rules():
        if {"int", "float"} & set(rule._converters):
            continue
        address = adapter.build(rule.endpoint, {each: slug if each == "slug" else "1" for each in rule.arguments})
        if "GET" in (rule.methods or ()):
            told["GET", address] = client.get(address).status_code
        if "POST" in (rule.methods or ()) and rule.endpoint != "public.sign_in.sign_out":
            sent = {**TYPED, "file": (io.BytesIO(PDF), "cv.pdf"), "q-cv": (io.BytesIO(PDF), "cv.pdf")}
            told["POST", address] = client.post(address, data=sent).status_code
    assert len(told) > 80
    assert {asked: code for asked, code in told.items() if code >= 500 and code != 503} == {}


@pytest.mark.parametrize("name", data_folder.FOLDERS)
def test_a_folder_that_is_gone_is_made_anew_and_open_to_nobody_else(client, slug, folders, name):
    assert send(client, slug, email="kim@").status_code == 422
    shutil.rmtree(folders[name], ignore_errors=True)
    assert send(client, slug, once_key="other", email="kim@").status_code == 422
    assert send(client, slug, once_key="third").status_code == 303
    assert client.get("/readyz").status_code == 200
    for folder in folders.values():
        assert not folder.exists() or folder.stat().st_mode & 0o077 == 0
