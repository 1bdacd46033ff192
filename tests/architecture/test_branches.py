"""What is measured of branches: all modules of rules and services, in `make proofs` alone, and too little fails."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from tools import branches, check

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
MEASURED = SETTINGS["coverage"]["run"]["include"]
RULES = '''"""Who may come in."""


def may_come(age):
    if age > 17:
        return True
    return False


def all_of(ages):
    for age in ages:
        may_come(age)
'''


def told_of(folder, code):
    """What coverage tells of `RULES` after `code`, which uses it, as `make proofs` has it told."""
    (folder / "rules.py").write_text(RULES, encoding="utf-8")
    (folder / "asks.py").write_text(code, encoding="utf-8")
    for step in (["run", "--branch", "asks.py"], ["json", "--quiet", "-o", "told.json"]):
        subprocess.run([sys.executable, "-m", "coverage", *step], cwd=folder, check=True, capture_output=True)
    return json.loads((folder / "told.json").read_text(encoding="utf-8"))["files"]


@pytest.mark.parametrize("kind", branches.LEAST)
def test_each_module_of_a_kind_is_measured(kind):
    modules = branches.modules(kind)
    assert len(modules) > 10
    assert [name for name in modules if not any(PurePosixPath(name).match(each) for each in MEASURED)] == []


def test_rules_keep_all_their_branches():
    assert branches.LEAST["rules"] == 100.0
    assert SETTINGS["coverage"]["run"]["branch"] is True


def test_branches_are_measured_in_the_proofs_alone():
    (measuring,) = (each for each in check.proofs() if each.name == "branches")
    assert measuring.command[1:] == ["-m", "tools.branches"]
    assert "--cov" in branches.command(ROOT / "told.json")
    assert not any("--cov" in part for each in check.checks() for part in each.command)
    assert "--cov" not in SETTINGS["pytest"]["ini_options"]["addopts"]


def test_a_branch_that_no_test_takes_is_named_and_fails(tmp_path):
    told = told_of(tmp_path, "import rules\nassert rules.may_come(20)\n")
    part = branches.measure("rules", ["rules.py"], told)
    assert not part.is_enough
    assert branches.describe(part) == [
        "rules: 1 of 4 branches, 25.0 %, too few: at least 100.0 %",
        "  rules.py: 5 → 7, 11 → end, 11 → 12",
    ]


def test_with_all_of_them_it_passes(tmp_path):
    told = told_of(tmp_path, "import rules\nrules.all_of([20, 3])\n")
    part = branches.measure("rules", ["rules.py"], told)
    assert part.is_enough
    assert branches.describe(part) == ["rules: 4 of 4 branches, 100.0 %"]


def test_a_module_that_no_test_loads_fails():
    part = branches.measure("rules", ["webapp/nowhere/rules.py"], {})
    assert not part.is_enough
    assert branches.describe(part)[1:] == ["  webapp/nowhere/rules.py: is never loaded"]


def test_a_share_is_rounded_down_so_that_one_branch_of_thousands_is_missed():
    part = branches.Part("rules", branches=10_000, taken=9_999)
    assert part.share == 99.9
    assert not part.is_enough
    assert branches.Part("rules", branches=1000, taken=1000).is_enough
