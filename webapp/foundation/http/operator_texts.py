"""The legal texts of the installation, as the office has published them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from webapp.foundation.http import site


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A text in Markdown in each language in which it was written; `version` names its wording in all of them."""

    texts: Mapping[str, str] = field(default_factory=dict)
    version: str = site.NOT_WRITTEN

    def in_language(self, lang: str) -> tuple[str, str]:
        """The text in `lang`, else in German, in which each is written, and in which of them it is."""
        spoken = next((each for each in (lang, "de", *self.texts) if self.texts.get(each)), "de")
        return self.texts.get(spoken, ""), spoken


Finder = Callable[[str], LegalPage | None]
_finders: list[Finder] = []


def found_by(find: Finder) -> Finder:
    """Have the decorated function find what holds now of the text of a name; None where nothing was published yet."""
    _finders[:] = [find]
    return find


def page(name: str) -> LegalPage:
    """The imprint, the privacy notice or the accessibility statement as it was published last. One query."""
    return next((found for find in _finders if (found := find(name)) is not None), LegalPage())


def privacy_version() -> str:
    """Which wording of the privacy notice a consent is given to now."""
    return site.current().wordings.get("privacy", site.NOT_WRITTEN)
