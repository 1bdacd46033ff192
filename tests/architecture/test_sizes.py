"""The figures of a readable house: printed, and held."""

import ast
import statistics
from pathlib import Path

import pytest

from webapp.foundation.settings import ROOT

CODE = sorted((ROOT / "webapp").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def complexity(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """McCabe's number, as ruff's C901 counts it."""
    branching = ast.If | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.comprehension | ast.match_case
    return 1 + sum(isinstance(node, branching) for node in ast.walk(function))


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


FILES = [lines(path) for path in CODE if lines(path)]
FUNCTIONS = [length(function) for path in CODE for function in functions(path)]
COMPLEXITIES = [complexity(function) for path in CODE for function in functions(path)]
COUNTS = [len(functions(path)) for path in CODE if functions(path)]
FIGURES = [
    ("lines per file", FILES, 80, 250, 400),
    ("lines per function", FUNCTIONS, 8, 25, 40),
    ("cyclomatic complexity", COMPLEXITIES, 2, 5, 10),
    ("functions per file", COUNTS, 5, 15, 20),
    ("lines per template", [lines(path) for path in TEMPLATES], 35, 120, 200),
]


@pytest.mark.parametrize(("what", "values", "median", "most", "highest"), FIGURES, ids=[f[0] for f in FIGURES])
def test_figures_stay_within_what_is_readable(what, values, median, most, highest, capsys):
    figures = (round(statistics.median(values)), percentile(values, 0.95), max(values))
    with capsys.disabled():
        print(f"\n{what}: median {figures[0]}, 95 % {figures[1]}, at most {figures[2]}")
    assert figures[0] <= median
    assert figures[1] <= most
    assert figures[2] <= highest


def test_no_test_file_outgrows_its_reader():
    assert [str(path.relative_to(ROOT)) for path in TESTS if lines(path) > 400] == []


def test_no_views_file_outgrows_its_reader():
    views = [path for path in CODE if path.stem == "views" or "views" in path.parts]
    assert [str(path.relative_to(ROOT)) for path in views if lines(path) > 200] == []
