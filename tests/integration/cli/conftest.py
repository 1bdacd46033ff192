"""Commands run in this process, over a folder of their own."""

import os

import click
import pytest
from click.testing import CliRunner

from webapp.cli import serving
from webapp.factory import command_group
from webapp.foundation import presence


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process, over a folder of its own; what would go on for ever only says so."""
    for name in list(os.environ):
        if name.startswith("DIALOGWERK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DIALOGWERK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(serving, "become_server", lambda *_: click.echo("serves"))
    monkeypatch.setattr("webapp.foundation.working.run", lambda *_, **__: click.echo("works"))
    monkeypatch.setattr(presence, "_held", {})

    def act(*arguments, **environ):
        with monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            return CliRunner().invoke(command_group(), arguments, input="")

    yield act
    os.environ.pop("DIALOGWERK_BASE_URL", None)  # `serve` sets it for the server that it becomes
    for descriptor in presence._held.values():
        os.close(descriptor)


def refused_in_one_line(result):
    return result.exit_code != 0 and isinstance(result.exception, SystemExit) and len(result.stderr.splitlines()) == 1
