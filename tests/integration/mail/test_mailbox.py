"""The readable mailbox: for whoever tries the program out, and for nobody else."""

import base64
import hashlib
import os
import random
import re
from datetime import timedelta

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.foundation import clock
from webapp.mail.outbox import tasks
from webapp.mail.outbox.mailbox import Mailbox
from webapp.public import mailbox_access

pytestmark = pytest.mark.usefixtures("now")
HERE = {"base_url": "http://127.0.0.1:8123", "headers": {"Accept-Language": "de"}}


@pytest.fixture
def key(app):
    with app.app_context():
        return mailbox_access.key()


@pytest.fixture
def client(client, key):
    """A browser that opened the link which the server printed."""
    client.set_cookie(mailbox_access.COOKIE, key, domain="127.0.0.1")
    client.set_cookie(mailbox_access.COOKIE, key, domain="localhost")
    return client


@pytest.fixture
def setting(app):
    def change(**values):
        for name, value in values.items():
            object.__setattr__(app.config["SETTINGS"], name, value)

    return change


@pytest.fixture
def delivered(app, work, setting, tmp_path):
    setting(base_url="http://127.0.0.1:8123")
    with work():
        make_registration(make_event("Zukunft & Übersicht"), "Kim Muster")
    with app.app_context():
        tasks.deliver_all(app.config["SETTINGS"])
    return [file.stem for file in (tmp_path / "mail").iterdir()]


def _a_folder(file):
    file.unlink()
    file.mkdir()


def _a_circle(file):
    file.unlink()
    file.symlink_to(file)


def _a_line(file):
    file.unlink()
    os.mkfifo(file)


def without(field):
    return lambda file: file.write_bytes(re.sub(rb"(?m)^%s:.*\r\n( .*\r\n)*" % field, b"", file.read_bytes()))


def with_field(field, value):
    def change(file):
        without(field)(file)
        file.write_bytes(field + b": " + value + b"\r\n" + file.read_bytes())

    return change


DAMAGES = {
    "empty": lambda file: file.write_bytes(b""),
    "rubbish": lambda file: file.write_bytes(bytes(range(256)) * 50),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:200]),
    "no date": without(b"Date"),
    "no moment": with_field(b"Date", b"yesterday"),
    "the last moment": with_field(b"Date", b"Fri, 31 Dec 9999 23:59:59 -0500"),
    "the first moment": with_field(b"Date", b"Mon, 01 Jan 0001 00:00:00 +1400"),
    "no addressee": without(b"To"),
    "an unknown alphabet": lambda file: file.write_bytes(file.read_bytes().replace(b'"utf-8"', b'"klingon"')),
    "broken base64": with_field(b"To", b"=?utf-8?b?a?= <kim@example.org>"),
    "a folder": _a_folder,
    "a circle": _a_circle,
    "a line to a program": _a_line,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_mail_is_passed_over_and_not_found(app, client, delivered, tmp_path, damage):
    first, second, *_more = delivered
    damage(tmp_path / "mail" / f"{first}.eml")
    page = client.get("/mailbox", **HERE)
    assert page.status_code == 200
    assert f"/mailbox/{second}" in page.text
    assert (f"/mailbox/{first}" in page.text) == (client.get(f"/mailbox/{first}", **HERE).status_code == 200)
    for ending in ("", ".html", ".eml"):
        assert client.get(f"/mailbox/{first}{ending}", **HERE).status_code in {200, 404}
        assert client.get(f"/mailbox/{second}{ending}", **HERE).status_code == 200
    with app.app_context():
        clock.move_on(timedelta(days=40))
        tasks.forget_old_mail()


@pytest.mark.parametrize("name", ["empty", "rubbish", "no date", "no moment"])
def test_what_is_no_mail_is_not_in_the_list(client, delivered, tmp_path, name):
    DAMAGES[name](tmp_path / "mail" / f"{delivered[0]}.eml")
    assert f"/mailbox/{delivered[0]}" not in client.get("/mailbox", **HERE).text
    assert client.get(f"/mailbox/{delivered[0]}", **HERE).status_code == 404


@pytest.mark.parametrize("zone", [b"-0000", b"+0200", b"", b"-2359"])
def test_dates_without_a_zone_stand_among_the_others(client, delivered, tmp_path, zone):
    with_field(b"Date", b"Wed, 18 Nov 2026 09:00:00 " + zone)(tmp_path / "mail" / f"{delivered[0]}.eml")
    page = client.get("/mailbox", **HERE)
    assert all(f"/mailbox/{name}" in page.text for name in delivered)


@pytest.mark.in_turns
@pytest.mark.parametrize("seed", range(20))
def test_no_byte_of_a_mail_makes_the_mailbox_fail(client, delivered, tmp_path, seed):
    thrown = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    file = tmp_path / "mail" / f"{delivered[0]}.eml"
    content = bytearray(file.read_bytes())
    for _ in range(40):
        content[thrown.randrange(900)] = thrown.randrange(256)
    file.write_bytes(content)
    assert client.get("/mailbox", **HERE).status_code == 200
    for ending in ("", ".html", ".eml"):
        assert client.get(f"/mailbox/{delivered[0]}{ending}", **HERE).status_code in {200, 404}


def test_it_lists_what_would_have_been_sent(client, delivered):
    page = client.get("/mailbox", **HERE)
    document = parsed(page)
    said = text_of(document)
    for part in (
        "Bitte bestätigen Sie Ihre Anmeldung: Zukunft & Übersicht",
        "Ihr Platz ist bestätigt: Zukunft & Übersicht",
        "Kim Muster",
    ):
        assert part in said.replace("\u00a0", " ")
    targets = {link.get("href") for link in document.iter("a")}
    assert {f"/mailbox/{name}" for name in delivered} <= targets
    assert page.headers["Cache-Control"] == "no-store"


def test_the_newest_comes_first(tmp_path, client, delivered):
    newer, older = delivered
    for age, name in ((0, newer), (60, older)):
        at = clock.now().timestamp() - age
        file = tmp_path / "mail" / f"{name}.eml"
        when = (clock.now() - timedelta(seconds=age)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        file.write_bytes(re.sub(rb"Date: [^\r]+", f"Date: {when}".encode(), file.read_bytes()))
        os.utime(file, (at, at))
    assert [each.name for each in Mailbox(tmp_path / "mail").newest()] == [newer, older]


def test_an_empty_one_says_what_to_do(client, setting):
    setting(base_url="http://127.0.0.1:8123")
    assert "Noch keine E-Mail" in text_of(parsed(client.get("/mailbox", **HERE)))


def test_a_letter_is_shown_with_working_links(client, delivered):
    pages = [parsed(client.get(f"/mailbox/{name}", **HERE)) for name in delivered]
    links = {link.get("href") for page in pages for link in page.iter("a")}
    assert any(link.startswith("http://localhost/registrations/") for link in links)
    assert any(link.startswith("http://localhost/t/") for link in links)


def test_the_html_is_shown_in_its_own_style_and_may_do_nothing_else(client, delivered):
    answer = client.get(f"/mailbox/{delivered[0]}.html", **HERE)
    style = re.search(r"<style>(.*?)</style>", answer.text.replace("\r\n", "\n"), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    closed = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; {closed}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_letter_without_html_needs_no_style(client, setting, tmp_path):
    setting(base_url="http://127.0.0.1:8123")
    (tmp_path / "mail").mkdir()
    raw = b"Date: Wed, 18 Nov 2026 09:00:00 +0000\r\nTo: kim@example.org\r\nSubject: Hallo\r\n\r\nText\r\n"
    (tmp_path / "mail" / f"{'x' * 22}.eml").write_bytes(raw)
    (tmp_path / "mail" / f"{'h' * 22}.eml").write_bytes(
        raw.replace(b"\r\n\r\n", b"\r\nContent-Type: text/html\r\n\r\n")
    )
    answer = client.get(f"/mailbox/{'x' * 22}.html", **HERE)
    assert (answer.text, "style-src 'none'" in answer.headers["Content-Security-Policy"]) == ("", True)
    assert "Text" in client.get(f"/mailbox/{'x' * 22}", **HERE).text
    assert client.get(f"/mailbox/{'h' * 22}", **HERE).status_code == 200


def test_the_source_can_be_saved(client, delivered, tmp_path):
    answer = client.get(f"/mailbox/{delivered[0]}.eml", **HERE)
    assert answer.mimetype == "message/rfc822"
    assert answer.data == (tmp_path / "mail" / f"{delivered[0]}.eml").read_bytes()


@pytest.mark.parametrize("ending", ["", ".html", ".eml"])
@pytest.mark.parametrize("name", ["x" * 22, "..%2Fsecret_key", "x"])
def test_what_is_not_a_letter_is_not_there(client, delivered, name, ending):
    assert client.get(f"/mailbox/{name}{ending}", **HERE).status_code == 404


PATHS = ("/mailbox", "/mailbox/{}", "/mailbox/{}.html", "/mailbox/{}.eml")


def codes(client, name, **how):
    return {client.get(path.format(name), **how).status_code for path in PATHS}


def test_it_opens_on_this_machine_and_to_administrators(client, work, delivered, setting):
    assert codes(client, delivered[0], **HERE) == {200}
    setting(base_url="https://dialog.example.org")
    refused = codes(client, delivered[0])
    assert not refused & {200}
    with work():
        make_user(Role.ADMIN, email="admin@example.org")
        make_user(Role.ORGANIZER, email="organizer@example.org")
    sign_in(client, "organizer@example.org")
    assert not codes(client, delivered[0]) & {200}
    client.post("/sign-out")
    sign_in(client, "admin@example.org")
    assert codes(client, delivered[0]) == {200}


@pytest.mark.parametrize(
    ("settings", "request_"),
    [
        ({"base_url": "http://192.0.2.1:8123"}, {}),
        ({"base_url": "http://127.0.0.1"}, {"base_url": "http://127.0.0.1"}),
        ({"proxy_hops": 1}, {}),
        ({}, {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}),
        ({}, {"environ_base": {"REMOTE_ADDR": ""}}),
        ({}, {"base_url": "http://localhost:8123"}),
        ({}, {"headers": {"X-Forwarded-For": "127.0.0.1"}}),
        ({}, {"headers": {"Forwarded": "for=127.0.0.1"}}),
        ({}, {"headers": {"Via": "1.1 proxy"}}),
    ],
)
def test_any_sign_of_a_public_installation_shuts_it(client, delivered, setting, settings, request_):
    assert codes(client, delivered[0], **HERE) == {200}
    setting(**settings)
    assert not codes(client, delivered[0], **{**HERE, **request_}) & {200}


def test_behind_a_proxy_that_forwards_nothing_it_is_shut_for_whoever_lacks_the_printed_link(app, delivered):
    stranger = app.test_client()
    assert not codes(stranger, delivered[0], **HERE) & {200}
    assert stranger.get("/mailbox?key=guessed", **HERE).status_code == 302
    stranger.set_cookie(mailbox_access.COOKIE, "guessed", domain="127.0.0.1")
    assert not codes(stranger, delivered[0], **HERE) & {200}


def test_the_printed_link_opens_it_and_leaves_no_secret_in_the_address(app, key, delivered):
    newcomer = app.test_client()
    opened = newcomer.get(f"/mailbox?key={key}", **HERE)
    assert (opened.status_code, opened.location) == (303, "/mailbox")
    assert codes(newcomer, delivered[0], **HERE) == {200}


def test_the_printed_link_opens_nothing_from_elsewhere(app, key, delivered):
    stranger = app.test_client()
    elsewhere = {**HERE, "headers": {"X-Forwarded-For": "192.0.2.7"}}
    assert stranger.get(f"/mailbox?key={key}", **elsewhere).status_code == 302
    assert not codes(stranger, delivered[0], **HERE) & {200}


def test_where_mail_is_really_sent_there_is_no_mailbox(client, work, delivered, setting):
    setting(mail_delivery="smtp")
    assert not codes(client, delivered[0], **HERE) & {200}
    with work():
        make_user(Role.ADMIN, email="admin@example.org")
    sign_in(client, "admin@example.org")
    assert codes(client, delivered[0]) == {404}
