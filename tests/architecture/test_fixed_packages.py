"""The packages that are fixed are used by what runs, not only declared."""

import ast
import re

import pytest

from webapp.foundation.settings import ROOT

FIXED = {
    "Flask": "flask",
    "Flask-SQLAlchemy": "flask_sqlalchemy",
    "Flask-WTF": "flask_wtf",
    "Flask-Login": "flask_login",
    "icalendar": "icalendar",
    "qrcode": "qrcode",
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


USED = set().union(*(used_in(path.read_text(encoding="utf-8")) for path in (ROOT / "webapp").rglob("*.py")))
DECLARED = re.findall(r"^[\w.-]+", (ROOT / "requirements" / "runtime.in").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("package", FIXED)
def test_a_fixed_package_is_declared_and_used(package):
    assert package in DECLARED
    assert FIXED[package] in USED


def test_codes_are_made_by_one_package():
    assert "segno" not in DECLARED
    assert "segno" not in USED


def test_control_what_is_only_imported_or_only_for_types_is_not_used():
    assert used_in("import qrcode") == set()
    assert used_in("if TYPE_CHECKING:\n    import qrcode\nx: qrcode.QRCode") == set()
    assert used_in("from qrcode import QRCode\nQRCode()") == {"qrcode"}
    assert used_in("def f():\n    import qrcode.constants\n    return qrcode") == {"qrcode"}
