"""What rooms above ask people for: they tell it, and the draft of the privacy notice names it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.foundation.localized import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is asked of people, and how many days after the event what they said is kept."""

    label: dict[str, str]
    kept_days: int
    needs_consent: bool = False  # it tells of somebody's health (Art. 9 GDPR)
    takes_files: bool = False

    def labelled(self, lang: str) -> str:
        return in_language(self.label, lang)


Teller = Callable[[], Iterable[Asked]]
_tellers: list[Teller] = []


def tells(find: Teller) -> Teller:
    """Have the decorated function tell what is asked in its room."""
    _tellers.append(find)
    return find


def asked() -> list[Asked]:
    """All that people are asked, each question once."""
    found: dict[str, Asked] = {}
    for each in (question for tell in _tellers for question in tell()):
        known = found.get(each.labelled("de"))
        if known is None or known.kept_days < each.kept_days:
            found[each.labelled("de")] = each
    return list(found.values())
