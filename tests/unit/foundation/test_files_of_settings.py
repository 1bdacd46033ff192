"""Files that settings name: none of the product's own is taken as the database, and what is no file isn't read."""

import os

import pytest

from webapp.foundation import data_folder, setting_files
from webapp.foundation import settings as module
from webapp.foundation.settings import Settings, SettingsError, variables


def environ(folder, **values):
    return {"DIALOGWERK_DATA_DIR": str(folder), **values}


def read(folder, **values):
    return Settings.read(environ(folder, **values))


WAYS = {
    "straight": "sqlite:///{folder}/{name}",
    "relative": "sqlite:///{name}",
    "with steps": "sqlite:///{folder}/x/../{name}",
    "in capitals": "sqlite:///{folder}/{capitals}",
    "by a link": "sqlite:///{folder}/link",
    "by a hard link": "sqlite:///{folder}/twin",
    "by the driver": "sqlite+pysqlite:///{folder}/{name}",
    "beside": "sqlite:///{folder}/{name}-journal",
    "inside": "sqlite:///{folder}/{name}/below.sqlite3",
}
OURS = (*data_folder.FILES, data_folder.BACKUP, *data_folder.FOLDERS)


@pytest.mark.parametrize("lies_there", [True, False])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OURS)
def test_no_file_of_ours_is_taken_as_the_database(tmp_path, name, way, lies_there):
    (tmp_path / "x").mkdir()
    own = tmp_path / name
    is_folder = name in data_folder.FOLDERS
    if lies_there or way == "by a hard link":
        own.mkdir() if is_folder else own.write_text("the secret of this installation")
    (tmp_path / "link").symlink_to(own)
    if not is_folder:
        if own.exists():
            (tmp_path / "twin").hardlink_to(own)
    else:
        (tmp_path / "twin").symlink_to(own)
    url = WAYS[way].format(folder=tmp_path, name=name, capitals=name.upper())
    with pytest.raises(SettingsError, match=rf"^DATABASE_URL leads to {name}, .*") as refused:
        read(tmp_path, DATABASE_URL=url)
    assert len(str(refused.value).splitlines()) == 1


def test_files_of_ours_are_named_in_one_place():
    named = {*OURS, data_folder.DATABASE}
    found = {
        (path.name, name)
        for path in (module.ROOT / "webapp").rglob("*.py")
        for name in named
        if f'data_dir / "{name}"' in path.read_text("utf-8") or f"data_dir / '{name}'" in path.read_text("utf-8")
    }
    assert found == set()


@pytest.mark.parametrize("name", ["events.sqlite3", "jobs.sqlite", "filesystem.db", "mailing.sqlite3"])
def test_other_names_are_free(tmp_path, name):
    assert read(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / name}").database_url.endswith(name)


def test_a_line_to_a_program_is_no_database(tmp_path):
    os.mkfifo(tmp_path / "line")
    for place in (tmp_path / "line", "/dev/zero", "/dev/null"):
        with pytest.raises(SettingsError, match=r"^DATABASE_URL must name a file"):
            read(tmp_path, DATABASE_URL=f"sqlite:///{place}")


OF_FILES = sorted(name for name in variables() if name.endswith("_file"))


def _too_large(path):
    path.write_bytes(b"a" * (setting_files.LARGEST_BYTES + 1))


NO_FILES = {
    "a line to a program": os.mkfifo,
    "a device without an end": lambda path: path.symlink_to("/dev/zero"),
    "a device with nothing": lambda path: path.symlink_to("/dev/null"),
    "a folder": lambda path: path.mkdir(),
    "a circle": lambda path: path.symlink_to(path),
    "too large": _too_large,
    "letters of no alphabet": lambda path: path.write_bytes(b"\xff\xfe\x00a"),
    "gone": lambda _path: None,
}


@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("name", OF_FILES)
def test_what_is_no_file_is_refused_without_being_read(tmp_path, name, kind):
    (tmp_path / "data").mkdir()
    NO_FILES[kind](tmp_path / "named")
    with pytest.raises(SettingsError, match=rf"^{variables()[name]} must name ") as refused:
        read(tmp_path / "data", **{variables()[name]: str(tmp_path / "named")})
    assert len(str(refused.value).splitlines()) == 1


def test_a_secret_that_is_no_file_is_refused_as_well(tmp_path):
    os.mkfifo(tmp_path / "secret_key")
    with pytest.raises(SettingsError, match=r"^DIALOGWERK_DATA_DIR must hold"):
        read(tmp_path)


def test_the_mark_that_windows_programs_put_before_a_text_is_no_part_of_it(tmp_path):
    file = tmp_path / "imprint.md"
    file.write_bytes("# Impressum\n".encode("utf-8-sig"))
    assert setting_files.text_of(file) == "# Impressum\n"
