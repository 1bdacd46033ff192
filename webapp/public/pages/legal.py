"""The licences of all that comes along."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from webapp.foundation.http.assets import BUILD

_NAMES = ("licen", "copying", "notice")


@dataclass(frozen=True, slots=True)
class Licence:
    """What stands behind a package."""

    name: str
    version: str
    licence: str
    text: str


@cache
def bundled() -> list[Licence]:
    """What the browser is given: scripts, styles, fonts. Empty before the first build."""
    file = BUILD / "licences.json"
    if not file.is_file():
        return []
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [Licence(row["package"], row["version"], row["licence"], row["text"]) for row in rows]


@cache
def installed() -> list[Licence]:
    """The Python packages that run here."""
    found = {_licence(each).name.lower(): _licence(each) for each in metadata.distributions()}
    return [found[name] for name in sorted(found)]


def _licence(distribution: metadata.Distribution) -> Licence:
    about = distribution.metadata
    (said, *_) = about.get_all("License-Expression") or about.get_all("License") or [""]
    classified = [
        line.rpartition(":: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ")
    ]
    files = [file for file in distribution.files or () if file.name.lower().startswith(_NAMES)]
    texts = [Path(str(file.locate())) for file in files]
    text = "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts if path.is_file())
    short = said if said and len(said) < 80 else ", ".join(classified)  # noqa: PLR2004 - some put the whole text there
    return Licence(about["Name"], distribution.version, short, text)
