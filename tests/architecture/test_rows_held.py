"""Rows that are held until a transaction ends: each by its own table, whatever it was read together with."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A row is refreshed with the joins by which it was read; PostgreSQL refuses to hold what may be missing from one.
HELD_WITH_ALL = re.compile(r"\.refresh\([^()]*with_for_update=True")


def test_what_is_read_anew_is_held_by_its_own_table() -> None:
    files = [*(ROOT / "webapp").rglob("*.py")]
    assert [path.name for path in files if HELD_WITH_ALL.search(path.read_text(encoding="utf-8"))] == []
    assert HELD_WITH_ALL.search("session().refresh(mailing, with_for_update=True)")
