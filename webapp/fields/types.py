from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType

FieldSetId = NewType("FieldSetId", int)


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    TAGS = "tags"
    DATE = "date"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Definition:
    """One field as its author defined it. Labels and help hold a text per language (`de`, `en`)."""

    key: str
    kind: FieldKind
    label: dict[str, str]
    help: dict[str, str] = field(default_factory=dict)
    required: bool = False
    choices: tuple[tuple[str, dict[str, str]], ...] = ()
    longest: int = 2_000
    section: str = ""

    def labelled(self, lang: str) -> str:
        """The label in `lang`, else in German."""
        return self.label.get(lang) or self.label["de"]

    def helped(self, lang: str) -> str:
        """The help text in `lang`, else in German, else nothing."""
        return self.help.get(lang) or self.help.get("de", "")


Answers = dict[str, Any]
