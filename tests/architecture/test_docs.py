"""Documents that tell what the code does are held against the code."""

import re

import pytest

from tests.architecture.floors import layers, slices
from webapp.cli.commands import COMMANDS
from webapp.foundation.settings import ROOT, Settings, variables

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_list_of_rooms_is_the_import_contract():
    listed = re.findall(r"^    ([a-z_]+(?: \| [a-z_]+)*)  ", ARCHITECTURE, re.MULTILINE)
    assert listed == layers()["webapp"]


def test_the_table_of_slices_is_the_import_contract():
    rows = re.findall(r"^\| `([a-z]+)` \| (`.+`) \|$", ARCHITECTURE, re.MULTILINE)
    listed = {f"webapp.{surface}": sorted(re.findall(r"`(\w+)`", parts)) for surface, parts in rows}
    assert listed == {container: sorted(parts) for container, parts in slices().items()}


def documented_settings():
    """Variable and default of each row in docs/configure.md."""
    text = (ROOT / "docs/configure.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", text, re.MULTILINE))


def test_every_setting_is_documented_and_every_documented_one_exists():
    assert sorted(documented_settings()) == sorted(variables().values())


def test_the_documented_defaults_are_those_of_the_code(tmp_path):
    settings = Settings.read({"DIALOGWERK_DATA_DIR": str(tmp_path)})
    for name, variable in variables().items():
        said = re.fullmatch(r"`(.+)`", documented_settings()[variable])
        value = getattr(settings, name)
        if said is not None and name != "data_dir":
            assert said.group(1) == str(int(value) if isinstance(value, bool) else value), variable


def test_every_command_is_documented():
    operate = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    assert [each.name for each in COMMANDS if f"dialogwerk {each.name}" not in operate] == []


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
