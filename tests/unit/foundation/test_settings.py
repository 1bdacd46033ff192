import pytest

from webapp.foundation.setting_values import contrast
from webapp.foundation.settings import Settings, SettingsError


def read(tmp_path, **values):
    return Settings.read({"DIALOGWERK_DATA_DIR": str(tmp_path), **values})


def test_defaults_need_no_environment(tmp_path):
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/dialogwerk.sqlite3"
    assert settings.language == "de"
    assert settings.mail_delivery == "mailbox"


def test_the_secret_is_made_once_kept_and_readable_by_nobody_else(tmp_path):
    secret = read(tmp_path).secret_key
    assert len(secret) >= 43
    assert read(tmp_path).secret_key == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "events.example.org"),
        ("BASE_URL", "ftp://events.example.org"),
        ("BASE_URL", "https://events.example.org/path"),
        ("ACCENT", "teal"),
        ("ACCENT", "#ffee00"),
        ("PROXY_HOPS", "-1"),
        ("IMPRINT_FILE", "/nowhere/imprint.md"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{f"DIALOGWERK_{name}": value})


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
