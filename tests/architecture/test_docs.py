"""Documents that tell what the code does are held against the code."""

import re
import tomllib

import pytest

from webapp.foundation.settings import ROOT

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_list_of_rooms_is_the_import_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    listed = re.findall(r"^    ([a-z]+(?: \| [a-z]+)*)  ", ARCHITECTURE, re.MULTILINE)
    assert listed == layers


def test_every_setting_is_documented_and_every_documented_one_exists():
    code = (ROOT / "webapp/foundation/settings.py").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(DIALOGWERK_[A-Z_]+)`", (ROOT / "docs/configure.md").read_text(encoding="utf-8")))
    read = {f"DIALOGWERK_{name}" for name in re.findall(r'(?<!\.)\bget\(\s*"([A-Z_]+)"', code)}
    assert read == documented - {
        "DIALOGWERK_WORKERS",
        "DIALOGWERK_LOG_LEVEL",
    }


@pytest.mark.parametrize("document", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md")))
def test_links_between_documents_lead_somewhere(document):
    path = ROOT / document
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_readme_is_one_screen_with_a_picture_and_both_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 50
    assert "make serve" in readme
    assert "make test" in readme
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert picture is not None
    assert (ROOT / picture.group(1)).is_file()
