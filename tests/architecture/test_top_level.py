"""What lies in the repository: what belongs there, and nothing that a run has left behind."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {".ci", "assets", "docs", "migrations", "requirements", "static", "templates", "tests", "tools", "webapp"}
# A secret, a database, a log, a delivered mail.
LEFT_BEHIND = re.compile(r"(^|/)(secret_key|\.env)$|\.(sqlite3?|db|log|eml|pem|key)(-wal|-shm)?$")


@pytest.fixture(scope="module")
def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return listed.stdout.split("\0")[:-1]


def test_only_known_folders_lie_at_the_top(committed: list[str]) -> None:
    assert {name.split("/")[0] for name in committed if "/" in name} == FOLDERS


def test_no_secret_and_no_data_is_committed(committed: list[str]) -> None:
    assert [name for name in committed if LEFT_BEHIND.search(name)] == []


@pytest.mark.parametrize("name", ["next/secret_key", "instance/dialogwerk.sqlite3-wal", "mail/1.eml", ".env"])
def test_control_what_a_run_leaves_is_known(name: str) -> None:
    assert LEFT_BEHIND.search(name)
