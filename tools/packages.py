"""The virtual environment with hash-locked packages and Dialogwerk's own command."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.refusals import ROOT, RefusalError
from tools.steps import BEGUN, VENV, fingerprint, is_fresh, mark, run, stamp, stamped

REQUIREMENTS = ROOT / "requirements"
PYTHON = VENV / "bin" / "python"
PIP = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off")
# A lock is complete: without --no-deps pip would resolve an extra afresh and meet newer versions that no hash names.
FROM_LOCK = (*PIP, "--require-hashes", "--no-deps", "--only-binary=:all:")


def install_packages(*, dev: bool) -> None:
    """Bring the virtual environment to the state of the locks, touching nothing that is already there."""
    make_venv()
    install_lock("runtime", "Installing Python packages")
    install_lock("build", "Installing the build backend")
    if dev:
        install_lock("dev", "Installing packages for tests")
    install_dialogwerk()


def make_venv() -> None:
    """Create .venv; anew when the place or the Python has changed or an installation broke off."""
    key = f"{ROOT} {sys.version_info.major}.{sys.version_info.minor}"
    broken_off = BEGUN in {stamp("runtime"), stamp("build"), stamp("dev")}
    if is_fresh("venv", key) and not broken_off and answers(PYTHON):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise RefusalError(f"python3-venv is missing: apt-get install python{version}-venv")
    run("Creating .venv", [sys.executable, "-m", "venv", "--clear", VENV])
    mark("venv", key)


def answers(python: Path) -> bool:
    """True when the interpreter of the environment still starts (its base may have been removed)."""
    try:
        return subprocess.run([python, "-I", "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install_lock(name: str, label: str) -> None:
    """Install exactly what requirements/<name>.lock says."""
    lock = REQUIREMENTS / f"{name}.lock"
    key = fingerprint([lock])
    if is_fresh(name, key):
        return
    with stamped(name, key):
        run(label, [*FROM_LOCK, "-r", lock])


def install_dialogwerk() -> None:
    """Install the command `dialogwerk` so that it runs the code in this directory."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    described = {part: settings.get(part) for part in ("build-system", "project")}
    described["setuptools"] = settings.get("tool", {}).get("setuptools")
    key = fingerprint([REQUIREMENTS / "runtime.in"], json.dumps(described, sort_keys=True))
    if is_fresh("dialogwerk", key) and (VENV / "bin" / "dialogwerk").exists():
        return
    with stamped("dialogwerk", key):
        run("Installing Dialogwerk", [*PIP, "--no-index", "--no-build-isolation", "--no-deps", "-e", ROOT])
