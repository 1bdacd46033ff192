"""Compiled translations."""

from __future__ import annotations

from tools.refusals import ROOT
from tools.steps import VENV, fingerprint, is_fresh, run, stamped


def compile_translations() -> None:
    """Compile every catalogue below webapp/ whose text has changed."""
    catalogues = sorted((ROOT / "webapp").glob("*/translations*/*/LC_MESSAGES/*.po"))
    key = fingerprint(catalogues)
    if is_fresh("translations", key) and all(file.with_suffix(".mo").is_file() for file in catalogues):
        return
    targets = {(file.parents[2], file.stem) for file in catalogues}
    with stamped("translations", key):
        for folder, domain in sorted(targets):
            label = f"Compiling translations ({folder.relative_to(ROOT)}, {domain})"
            run(label, [VENV / "bin" / "pybabel", "compile", "--directory", folder, "--domain", domain])
