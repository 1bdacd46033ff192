"""What lies in a folder of the data folder under a name that isn't ours is somebody's own: not read, not deleted."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from webapp.foundation import clock, data_folder, files, pending_files
from webapp.mail.outbox.mailbox import Mailbox

pytestmark = pytest.mark.usefixtures("now")

LATER = timedelta(days=400)
NAMES = ("notes.txt", "notes.eml", "0" * 63, "F" * 64, f"{'0' * 64}.txt", "ab/notes.txt", f"ab/{'c' * 23}")


@pytest.fixture(params=data_folder.FOLDERS)
def folder(request, app):
    return app.config["SETTINGS"].data_dir / request.param


def sweep_all(app):
    with app.app_context():
        pending_files.sweep(now=clock.now() + LATER)
        files.sweep(now=clock.now() + LATER)
        box = Mailbox(app.config["SETTINGS"].data_dir / data_folder.MAILBOX)
        box.newest()
        box.forget(box.older(timedelta(days=1), now=clock.now() + LATER))


@pytest.mark.parametrize("name", NAMES)
def test_somebodys_own_file_stays(app, folder, name):
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"somebody's")
    os.utime(place, (0, 0))
    sweep_all(app)
    assert place.read_bytes() == b"somebody's"


def test_somebodys_own_folder_behind_the_name_is_left_as_it_is(app, folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    for name in NAMES:
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_bytes(b"somebody's")
    folder.symlink_to(own)
    sweep_all(app)
    assert all((own / name).read_bytes() == b"somebody's" for name in NAMES)


def test_nothing_under_another_name_is_opened(app, folder, monkeypatch):
    """Some files of a system never end: whoever opened them would wait for ever."""
    opened, really = [], Path.open

    def watched(path, *args, **named):
        opened.append(path.name)
        return really(path, *args, **named)

    folder.mkdir(exist_ok=True)
    for name in ("kmsg", "mail.eml", "ab"):
        (folder / name).write_bytes(b"somebody's")
    monkeypatch.setattr(Path, "open", watched)
    sweep_all(app)
    assert {"kmsg", "mail.eml", "ab"}.isdisjoint(opened)


def test_a_half_written_file_of_ours_goes(app):
    data_dir = app.config["SETTINGS"].data_dir
    ours = [
        data_dir / data_folder.WAITING / f"{'0' * 64}.{'a' * 22}",
        data_dir / data_folder.UPLOADS / "ab" / f"ab{'c' * 20}.{'a' * 22}",
    ]
    for place in ours:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"half")
    sweep_all(app)
    assert [place.name for place in ours if place.exists()] == []
