"""Locks are installed as they are: whatever newer versions lie beside them, and nothing is left for pip to resolve."""

import hashlib
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import frontend, packages

ROOT = Path(__file__).resolve().parents[2]
# What an index offers: name, version, needs. `inner` needs `helper` for its extra only.
OFFERED = [
    ("outer", "1.0", ["inner[fast]>=1"]),
    ("inner", "1.0", ["helper>=1; extra == 'fast'"]),
    ("helper", "1.0", []),
    ("outer", "1.1", ["inner[fast]>=2"]),
    ("inner", "2.0", ["helper>=2; extra == 'fast'", "newcomer"]),
    ("helper", "2.0", []),
    ("newcomer", "1.0", []),
]
LOCKED = ("outer", "inner", "helper")


def write_wheel(folder: Path, name: str, version: str, needs: Sequence[str]) -> Path:
    """A wheel with one module that knows its version."""
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    extras = ["Provides-Extra: fast"] if any("extra ==" in need for need in needs) else []
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *extras]
    metadata += [f"Requires-Dist: {need}" for need in needs]
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(wheel, "w") as packed:
        for path, content in {**files, f"{info}/RECORD": record}.items():
            packed.writestr(path, content)
    return wheel


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder of wheels and a lock of the older ones, without extras, as `make lock` writes it."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    made = {(name, version): write_wheel(folder, name, version, needs) for name, version, needs in OFFERED}
    hashes = {name: hashlib.sha256(made[name, "1.0"].read_bytes()).hexdigest() for name in LOCKED}
    lines = [f"{name}==1.0 \\\n    --hash=sha256:{found}\n" for name, found in hashes.items()]
    (tmp_path / "some.lock").write_text("".join(lines), encoding="utf-8")
    return folder


def install(index: Path, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    lock, target = index.parent / "some.lock", index.parent / "installed"
    where = ["--no-index", "--find-links", str(index), "--target", str(target), "-r", str(lock)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run([*map(str, command), *where], env=environ, capture_output=True, text=True, check=False)


def test_a_lock_is_installed_though_newer_versions_lie_beside_it(index: Path) -> None:
    done = install(index, packages.FROM_LOCK)
    assert done.returncode == 0, done.stderr
    found = sorted(path.name for path in (index.parent / "installed").glob("*.dist-info"))
    assert found == ["helper-1.0.dist-info", "inner-1.0.dist-info", "outer-1.0.dist-info"]


def test_control_if_pip_resolves_it_stumbles_over_them(index: Path) -> None:
    done = install(index, [part for part in packages.FROM_LOCK if part != "--no-deps"])
    assert done.returncode != 0
    assert "--require-hashes" in done.stderr


def test_a_changed_file_is_refused(index: Path) -> None:
    write_wheel(index, "helper", "1.0", ["newcomer"])
    done = install(index, packages.FROM_LOCK)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_every_lock_is_installed_so_also_the_one_for_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    for module in (packages, frontend):
        monkeypatch.setattr(module, "run", lambda _label, command, **_: ran.append([str(part) for part in command]))
        monkeypatch.setattr(module, "is_fresh", lambda *_: False)
    monkeypatch.setattr("tools.steps.STAMPS", tmp_path)
    monkeypatch.setattr(packages, "make_venv", lambda: None)
    monkeypatch.setattr(frontend, "machine_has_node", lambda: False)
    monkeypatch.setattr(frontend, "WHEEL", tmp_path / "node")
    packages.install_packages(dev=True)
    frontend.find_npm()
    locks = [command for command in ran if "-r" in command]
    assert [Path(command[-1]).name for command in locks] == ["runtime.lock", "build.lock", "dev.lock", "node.lock"]
    for command in locks:
        assert {"--no-deps", "--require-hashes", "--only-binary=:all:"} <= set(command)
    (own,) = [command for command in ran if "-e" in command]
    assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(own)


def test_the_container_is_made_by_the_same_steps() -> None:
    steps = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert "make prepare" in steps
    assert re.findall(r"\b(?:pip|npm|uv)\b", steps) == []


def needed_by(package: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """What an installed package needs here, also for the extras that somebody asks of it."""
    for line in requires(package) or []:
        need = Requirement(line)
        environments = [{"extra": extra} for extra in ("", *extras)]
        if need.marker is None or any(need.marker.evaluate(each) for each in environments):
            need.marker = None
            yield need


@pytest.mark.parametrize("name", ["runtime", "build", "dev"])
def test_a_lock_is_complete_so_that_nothing_is_missed_when_nothing_is_resolved(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    locked = {canonicalize_name(found) for found in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    asked = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    waiting = [Requirement(line) for line in asked if line and not line.startswith(("#", "-r"))]
    waiting += [Requirement(package) for package in locked]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need = waiting.pop()
        package, extras = canonicalize_name(need.name), frozenset(need.extras)
        if (package, extras) in seen or (need.marker and not need.marker.evaluate()):
            continue
        seen.add((package, extras))
        assert package in locked, f"{name}.lock lacks {package}"
        try:
            version = distribution(package).version
        except PackageNotFoundError:
            continue  # locked for another system
        assert need.specifier.contains(version, prereleases=True), f"{need} is locked at {version}"
        waiting += needed_by(package, extras)
