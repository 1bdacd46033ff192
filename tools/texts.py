"""Collect the texts of every room and slice in its German catalogue: `.venv/bin/python -m tools.texts`.

What has no German yet stays empty, to be filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tools.refusals import ROOT, run_main
from tools.translations import catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "lazy_gettext", "_l")),
    **dict.fromkeys(("ngettext", "lazy_ngettext", "_n"), (1, 2)),
    **dict.fromkeys(("pgettext", "lazy_pgettext", "_p", "_pl"), ((1, "c"), 2)),
}
# Templates that belong to no room are the frame's.
SHARED = {"foundation": ("layout", "components")}
HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def main() -> int:
    """Bring every catalogue up to date; say how many texts wait for their German."""
    known = everything_said()
    waiting = {part: update(part, known) for part in parts()}
    for part, count in waiting.items():
        if count:
            print(f"{part.relative_to(ROOT / 'webapp')}: {count} texts wait for their German")
    return 0


def parts() -> list[Path]:
    """The rooms, and the slices of surfaces: packages in a room that have views of their own."""
    found = {path.parent for path in (ROOT / "webapp").glob("*/__init__.py")}
    found |= {path.parent for path in (ROOT / "webapp").glob("*/*/views*")}
    return sorted(found)


def everything_said() -> Catalog:
    """All the German there is: a text that moves, or that another part says as well, brings it along."""
    known = Catalog(locale="de")
    for path in catalogues():
        for message in read(path):
            if message.id:
                known.add(message.id, message.string, context=message.context)
    return known


def update(part: Path, known: Catalog) -> int:
    """Rewrite one catalogue with the texts that its part uses now; returns how many have no German yet."""
    path = part / "translations" / "de" / "LC_MESSAGES" / "messages.po"
    used = Catalog(locale="de")
    for text, context in texts(part):
        before = known.get(text, context) or known.get(text[0] if isinstance(text, tuple) else text, context)
        fits = before is not None and isinstance(before.id, str) == isinstance(text, str)
        used.add(text, before.string if before and fits else None, context=context)
    if len(used) == 0:
        path.unlink(missing_ok=True)
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    messages = sorted((m for m in used if m.id), key=lambda m: (str(m.id).casefold(), m.context or ""))
    path.write_text(HEADER + "".join(f"\n{entry(message)}" for message in messages), encoding="utf-8")
    return sum(not all(m.string if isinstance(m.string, tuple) else (m.string,)) for m in messages)


def read(path: Path) -> Catalog:
    """One catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="de")


def texts(part: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Text (with its plural) and context of every message in a part's code and templates, but not in its slices."""
    names = (str(part.relative_to(ROOT / "webapp")), *SHARED.get(part.name, ()))
    slices = [other for other in parts() if part in other.parents]
    inside = [*slices, *(ROOT / "templates" / other.relative_to(ROOT / "webapp") for other in slices)]
    sources = [("python", path) for path in sorted(part.rglob("*.py"))]
    sources += [("jinja2", path) for name in names for path in sorted((ROOT / "templates" / name).rglob("*.*"))]
    for method, path in sources:
        if any(folder in path.parents for folder in inside):
            continue
        for _, text, _, context in extract_from_file(method, path, keywords=KEYWORDS, options={"trimmed": "true"}):
            yield text, context


def entry(message: object) -> str:
    """A message as a catalogue holds it, on one line each."""
    lines = [f"msgctxt {quoted(message.context)}"] if message.context else []
    if isinstance(message.id, tuple):
        strings = message.string if isinstance(message.string, tuple) and message.string else ("", "")
        lines += [f"msgid {quoted(message.id[0])}", f"msgid_plural {quoted(message.id[1])}"]
        lines += [f"msgstr[{number}] {quoted(string)}" for number, string in enumerate(strings)]
    else:
        lines += [f"msgid {quoted(message.id)}", f"msgstr {quoted(message.string or '')}"]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A string as PO files write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


if __name__ == "__main__":
    run_main(main)
