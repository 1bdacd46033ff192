"""Every setting: what can't be used is refused in one line that names it, whatever it is."""

import json
import stat
from contextlib import suppress
from datetime import timedelta
from zoneinfo import available_timezones

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tests.conftest import NOW
from webapp.foundation import settings as module
from webapp.foundation.setting_values import contrast
from webapp.foundation.settings import Settings, SettingsError, doubts, variables

PUBLIC = "https://events.example.org"
# Nobody can mean these, whatever the setting.
NEVER = ("two\nlines", "a\x00b", "lone \udcff surrogate", "bell \x07 rings", "a\x85next", "a\u2028line")
UNUSABLE = {
    "data_dir": ("/dev/null", "/dev/null/below", "/proc/nothing-here"),
    "database_url": (
        "x",
        "mysql://host/name",
        "postgresql+psycopg2://host/name",
        "postgresql://host",
        "postgresql://host:99999/name",
        "postgresql://host:port/name",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:other.sqlite3?uri=true",
        "sqlite:///file:///tmp/other.sqlite3?mode=rwc&uri=true",
        "sqlite:////nowhere/at/all.sqlite3",
        "://",
        "postgresql://[::1/name",
    ),
    "secret_key": ("short", "fifteen letters"),
    "base_url": (
        "events.example.org",
        "ftp://events.example.org",
        f"{PUBLIC}/path",
        f"{PUBLIC}?a=b",
        f"{PUBLIC}#part",
        "https://",
        "https://a b.example.org",
        "https://user@events.example.org",
        "https://events.example.org:0",
        "https://events.example.org:70000",
        "https://events.example.org:port",
        "https://[::1",
        "https://a..b",
        "http://-a",
        "https://ünser.example.org",
    ),
    "operator_name": ("x" * 81,),
    "operator_email": (
        "kontakt",
        "a@b@c",
        "Kim <kim@example.org>",
        "kim@example.org, ben@example.org",
        "a b@example.org",
    ),
    "imprint_file": ("/nowhere/imprint.md", "/", "{latin}"),
    "privacy_file": ("/nowhere/privacy.md", "/", "{latin}"),
    "accessibility_file": ("/nowhere/accessibility.md", "/", "{latin}"),
    "language": ("fr", "deutsch", "de-DE", "d", "de,en"),
    "zone": (
        "Berlin",
        "Europe/Berlim",
        "UTC+1",
        "../etc/passwd",
        "/etc/localtime",
        "Europe",
        "MEZ",
        "x" * 300,
        "Europe/",
        "posixrules",
        "localtime",
        "Factory",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "EST5EDT",
        "CET",
        "GMT",
        "Etc/GMT+1",
        "US/Eastern",
        "Germany",
        "America/Argentina",
        "Europe/../UTC",
        "Europe//Berlin",
        "europe/berlin",
        "leapseconds",
        "tzdata.zi",
        "zone.tab",
    ),
    "accent": ("teal", "#ffee00", "#00587", "00587a", "#00587g", "rgb(0,0,0)"),
    "mail_delivery": ("smtpp", "smtps", "mail", "1", "true", "mailbox,smtp"),
    "smtp_url": (
        "mail.example.org",
        "mail.example.org:587",
        "http://mail.example.org",
        "smtp://",
        "smtp:///",
        "smtp://host:0",
        "smtp://host:99999",
        "smtp://host:port",
        "smtp://host/path",
        "smtp://user@host",
        "smtp://:pw@host",
        "smtp://a b",
        "smtp://host?tls=1",
    ),
    "mail_from": (
        "Dialogwerk",
        "Dialogwerk <>",
        "a@example.org, b@example.org",
        "Kammer, Stadt <a@example.org>",
        "<a@b@c>",
        "a@",
        "@example.org",
        "Name <a@example.org",
        "a@exa mple.org",
        "a@-example.org",
        "a..b@c..d",
    ),
    "proxy_hops": ("-1", "eleven", "1.0", "11", "²", "٣", "1 2", "9" * 5000),
    "trusted_hosts": ("https://events.example.org", "a/b", "a,b", "a_b c", "*", "a:80:x/", "ü.example.org"),
    "apple_pass_file": ("/nowhere.pem", "{empty}", "{certificate}", "{elliptic}"),
    "apple_issuer_file": ("/nowhere.pem", "{empty}", "{json}"),
    "google_wallet_file": ("/nowhere.json", "{empty}", "{json}", "{list}", "{keyless}", "{latin}"),
    "workers": ("0", "-1", "65", "two", "1.5", "²", "9" * 5000),
    "without_worker": ("yes", "true", "2", "no"),
    "log_level": ("warn", "verbose", "0", "10", "warning,error"),
}
GOOD = {
    "data_dir": ("{folder}",),
    "database_url": (
        "sqlite:///other.sqlite3",
        "postgresql://u:p@host/name",
        "postgres://host/name",
        "postgresql+psycopg:///name?host=/run",
    ),
    "secret_key": ("sixteen letters!",),
    "base_url": ("http://127.0.0.1:8123", "http://localhost", "http://[::1]:8000", "http://localhost:8000/"),
    "operator_name": ("Handwerkskammer Übermorgen", "x" * 80),
    "operator_email": ("kontakt@example.org", "o'neil+x@sub.example.org"),
    "imprint_file": ("{text}",),
    "privacy_file": ("{text}",),
    "accessibility_file": ("{text}",),
    "language": ("de", "en", "EN"),
    "zone": (
        "Europe/Berlin",
        "UTC",
        "Etc/UTC",
        "America/New_York",
        "America/Argentina/Buenos_Aires",
        "Arctic/Longyearbyen",
    ),
    "accent": ("#00587a", "#00587A"),
    "mail_delivery": ("smtp", "SMTP", "Mailbox", " smtp "),
    "smtp_url": ("smtp://127.0.0.1", "smtp://user:p%40ss@mail.example.org:587", "smtps://[::1]:465", "smtp://host/"),
    "mail_from": (
        "a@example.org",
        "Dialogwerk <a@example.org>",
        '"Kammer, Stadt" <a@example.org>',
        "Größe <a@localhost>",
    ),
    "proxy_hops": ("0", "1", "10"),
    "trusted_hosts": ("a.example.org b.example.org", ".example.org", "192.0.2.1", "[::1]"),
    "apple_pass_file": (),
    "apple_issuer_file": (),
    "google_wallet_file": ("{account}",),
    "workers": ("1", "64"),
    "without_worker": ("0", "1"),
    "log_level": ("debug", "WARNING", "critical"),
}


def environ(folder, **values):
    return {"DIALOGWERK_DATA_DIR": str(folder), **values}


def read(folder, **values):
    return Settings.read(environ(folder, **values))


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """Files of every kind by their names in the tables above."""
    folder = tmp_path_factory.mktemp("settings")
    key, curve = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    pem = {name: pem_of(one) for name, one in (("rsa", key), ("ec", curve))}
    account = {"issuer_id": "1", "client_email": "a@example.org", "private_key": pem["rsa"]}
    contents = {
        "text": "# Größe".encode(),
        "latin": "Größe".encode("latin-1"),
        "empty": b"",
        "json": b"{}",
        "list": b"[]",
        "keyless": json.dumps({**account, "private_key": "none"}).encode(),
        "account": json.dumps(account).encode(),
        "certificate": certificate_of(key),
        "elliptic": certificate_of(curve) + pem["ec"].encode(),
        "pass": certificate_of(key) + pem["rsa"].encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {**{name: str(folder / name) for name in contents}, "folder": str(folder / "made")}


def pem_of(key):
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def certificate_of(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_the_tables_speak_of_every_setting():
    assert set(UNUSABLE) == set(GOOD) == set(variables())


@pytest.mark.parametrize("name", sorted(UNUSABLE))
def test_whatever_cannot_be_used_is_refused_in_one_line_that_names_it(tmp_path, samples, name):
    variable = variables()[name]
    taken = []
    for value in (*UNUSABLE[name], *NEVER):
        try:
            read(tmp_path, **{variable: value.format(**samples) if "{" in value else value})
            taken.append(value)
        except SettingsError as problem:
            said = str(problem)
            assert said.startswith(variable)
            assert len(said.splitlines()) == 1
            assert said.encode()  # can be printed
    assert taken == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_what_can_be_used_is_taken(tmp_path, samples, name):
    for value in GOOD[name]:
        found = getattr(read(tmp_path, **{variables()[name]: value.format(**samples)}), name)
        assert found or found == 0


def test_every_zone_of_a_place_is_taken_and_no_other(tmp_path):
    other = {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico", "posix", "right"}
    taken = set()
    for zone in sorted(available_timezones()):
        with suppress(SettingsError):
            taken.add(read(tmp_path, DIALOGWERK_ZONE=zone).zone)
    named = {zone for zone in available_timezones() if "/" in zone and zone.partition("/")[0] not in other}
    assert taken == named | {"UTC", "Etc/UTC"}


def test_what_is_empty_is_the_default(tmp_path):
    plain = read(tmp_path)
    empty = dict.fromkeys((each for each in variables().values() if each != "DIALOGWERK_DATA_DIR"), "  ")
    assert read(tmp_path, **empty) == plain
    assert plain.database_url == f"sqlite:///{tmp_path}/dialogwerk.sqlite3"
    assert (plain.language, plain.mail_delivery, plain.workers) == ("", "mailbox", 2)


@pytest.mark.parametrize("value", ["smtp", "SMTP", "Smtp"])
def test_mail_goes_out_however_the_word_is_written(tmp_path, value):
    assert read(tmp_path, DIALOGWERK_MAIL_DELIVERY=value).mail_delivery == "smtp"


@pytest.mark.parametrize("base", [PUBLIC, "http://192.168.1.5:8000", "http://example.org"])
def test_an_address_for_others_needs_a_word_on_how_mail_goes(tmp_path, base):
    with pytest.raises(SettingsError, match=r"^DIALOGWERK_MAIL_DELIVERY"):
        read(tmp_path, DIALOGWERK_BASE_URL=base)
    kept = read(tmp_path, DIALOGWERK_BASE_URL=base, DIALOGWERK_MAIL_DELIVERY="mailbox")
    assert [each for each in doubts(kept, {}) if "reach nobody" in each]
    assert doubts(read(tmp_path, DIALOGWERK_BASE_URL=base, DIALOGWERK_MAIL_DELIVERY="smtp"), {}) == []


def test_both_files_of_apple_or_neither(tmp_path, samples):
    both = {"DIALOGWERK_APPLE_PASS_FILE": samples["pass"], "DIALOGWERK_APPLE_ISSUER_FILE": samples["certificate"]}
    assert read(tmp_path, **both).apple_pass_file
    for name, file in both.items():
        with pytest.raises(SettingsError, match="both or neither"):
            read(tmp_path, **{name: file})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DIALOGWERK_MAILDELIVERY", "DIALOGWERK_MAIL_DELIVERY"),
        ("DIALOGWERK_SECRET", "DIALOGWERK_SECRET_KEY"),
        ("DIALOGWERK_DATABASE_URL", "DATABASE_URL"),
        ("DIALOGWERK_BASEURL", "DIALOGWERK_BASE_URL"),
        ("DIALOGWERK_ZOEN", "DIALOGWERK_ZONE"),
        ("DIALOGWERK_TIMEZONE", ""),
        ("DIALOGWERK_WORKER", "DIALOGWERK_WORKERS"),
        ("DIALOGWERK_FOO", ""),
        ("DIALOGWERK_BAR", ""),
        ("DIALOGWERK_X", ""),
        ("DIALOGWERK_", ""),
        ("DIALOGWERK_DEBUG", ""),
        ("DIALOGWERK_PORT", ""),
        ("DIALOGWERK_COLOUR", ""),
    ],
)
def test_an_unknown_variable_is_named_with_the_one_that_is_meant(tmp_path, name, meant):
    (said,) = doubts(read(tmp_path), environ(tmp_path, **{name: "x"}))
    assert name in said
    assert said.endswith(f"; meant is {meant}?" if meant else "changes nothing.")
    assert doubts(read(tmp_path), environ(tmp_path, DIALOGWERK_ZONE="UTC", PATH="x")) == []


def test_the_secret_is_made_once_kept_and_readable_by_nobody_else(tmp_path):
    secret = read(tmp_path).secret_key
    assert len(secret) >= 43
    assert read(tmp_path).secret_key == secret
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_who_comes_second_in_the_same_moment_has_the_same_secret(tmp_path, monkeypatch):
    made = module._make_secret

    def twice(file):
        made(file)
        monkeypatch.setattr(module, "_make_secret", made)
        first = file.read_text()
        made(file)
        assert file.read_text() == first

    monkeypatch.setattr(module, "_make_secret", twice)
    assert read(tmp_path).secret_key == (tmp_path / "secret_key").read_text()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 60, b"two\nlines of a secret that is long"])
def test_a_damaged_secret_is_named_and_not_made_anew(tmp_path, content):
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(SettingsError, match="secret_key"):
        read(tmp_path)
    assert (tmp_path / "secret_key").read_bytes() == content


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
