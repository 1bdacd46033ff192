"""What rooms above ask people for: they tell it, and the draft of the privacy notice names it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

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


class Longer(StrEnum):
    """Why somebody stays beyond their last registration: they agreed to further invitations, or were entered."""

    AGREED = "agreed"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """That somebody stays longer, and what for, as the office has noted it."""

    why: Longer
    purposes: tuple[str, ...] = ()


Teller = Callable[[], Iterable[Asked]]
_tellers: list[Teller] = []
StayTeller = Callable[[], Iterable[Stay]]
_of_stays: list[StayTeller] = []


def tells(find: Teller) -> Teller:
    """Have the decorated function tell what is asked in its room."""
    _tellers.append(find)
    return find


def tells_who_stays(find: StayTeller) -> StayTeller:
    """Have the decorated function tell whom its room keeps longer, as long as it does."""
    _of_stays.append(find)
    return find


def stays() -> dict[Longer, Stay]:
    """Why anybody is kept longer here at the moment."""
    return {stay.why: stay for tell in _of_stays for stay in tell()}


def asked() -> list[Asked]:
    """All that people are asked, each question once."""
    found: dict[str, Asked] = {}
    for each in (question for tell in _tellers for question in tell()):
        known = found.get(each.labelled("de"))
        if known is None or known.kept_days < each.kept_days:
            found[each.labelled("de")] = each
    return list(found.values())
