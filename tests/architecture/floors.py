"""The floors of the house, and of each surface that is cut into slices, as the import contracts name them."""

import re
import tomllib

from webapp.foundation.settings import ROOT


def contracts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def layers():
    """By package: what lies in it, from above down, a line for each floor."""
    return {each["containers"][0]: each["layers"] for each in contracts() if each["type"] == "layers"}


def floors(container="webapp"):
    """The floor of each part of a package, counted from the top."""
    lines = enumerate(layers()[container])
    return {part.strip(): floor for floor, parts in lines for part in re.split(r"[|:]", parts)}


def slices():
    """The slices of each surface: those of its parts that are packages, most of which know nothing of each other."""
    return {
        container: [part.strip() for line in lines for part in re.split(r"[|:]", line) if _is_package(container, part)]
        for container, lines in layers().items()
        if container != "webapp" and any("|" in line for line in lines)
    }


def _is_package(container, part):
    return (ROOT / container.replace(".", "/") / part.strip()).is_dir()
