"""The data files beside this module."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from webapp.demo.errors import DemoDataError

T = TypeVar("T")
_DATA = Path(__file__).with_name("data")


def read(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def known(found: T | None, what: str) -> T:
    """What was found; DemoDataError, which says `what` was looked for, when there is nothing."""
    if found is None:
        raise DemoDataError(what)
    return found
