"""Where a date from elsewhere takes place: at a place, online, or both; what isn't certain is said, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.calendar.joining import LINK, is_meeting, is_usable, links_in
from webapp.calendar.types import DateHint
from webapp.foundation.matching import folded

_PARTS = re.compile(
    r"([\s,;|()]*(?:[;,\n|()]|\s[/+&\u2013\u2014-]\s|/|:\s|\s(?:und|sowie|oder|and|or)\s)[\s,;|()]*)", re.IGNORECASE
)


def _words(said: str) -> frozenset[str]:
    return frozenset(folded(said).split())


_ONLINE = _words(
    "online zoom teams webex jitsi bigbluebutton bbb skype meet gotomeeting gotowebinar videokonferenz videocall"
    " videochat videomeeting webinar webkonferenz webmeeting virtual virtuelle digital internet remote"
    " livestream stream youtube discord alfaview whereby edudip clickmeeting onlineveranstaltung onlinetermin"
    " onlinemeeting onlineseminar onlinekonferenz teamsbesprechung teamsmeeting zoommeeting zoomlink zoomraum zoomcall"
    " virtuell"  # codespell:ignore virtuell
    " teamslink onlineraum web webseminar onlinekurs onlineschulung onlineworkshop onlinevortrag"
)
_BESIDE = _words(
    "microsoft ms google cisco besprechung meeting meetings sitzung treffen veranstaltung termin raum room link folgt"
    " folgen per via über als im in an der die das den nur only rein event call video konferenz conference zugang"
    " zugangslink zugangsdaten einwahl einwahllink einwahldaten wird werden noch mitgeteilt zugesandt zugeschickt"
    " verschickt bekannt gegeben bekanntgegeben siehe s unten oben einladung beschreibung see description below to"
    " seminar workshop kurs schulung vortrag infoveranstaltung informationsveranstaltung"
    " hybrid präsenz vor ort"
    " follow will be sent the a teilnahme teilnehmen join mit with e mail email nach anmeldung after registration vorab"
)
# What stands where a place would, and is none.
_NOWHERE = _words(
    "hybrid hybridveranstaltung telefon telefonisch telefonkonferenz telko tba tbd offen bekannt"
    " bekanntgegeben unbekannt"
)
_UNSAID = re.compile(
    r"(?:(?:der |the )?(?:ort|raum|veranstaltungsort|place|venue|room) )?(?:(?:wird|ist|steht|is|to be) )?(?:noch )?"
    r"(?:n ?n|k a|keine angabe|tbc|t b [acd]|(?:nicht|not yet) (?:fest|klar|bekannt|festgelegt|bestimmt|known|fixed)"
    r"|geklart|festgelegt|bestimmt|gesucht|zu klaren|in (?:klarung|planung|abklarung)"
    r"|announced|confirmed|determined)(?: werden)?"
)
# With one of these, words that are none of a place say where it will be told.
_POINTING = _words(
    "siehe see folgt folgen follow mitgeteilt zugesandt zugeschickt verschickt einladung ausschreibung beschreibung"
    " anmeldung anfrage registration sent invitation genannt"
)
_TOLD_THERE = _words(
    "in im der die das den dem mit nach auf per laut lt gemäss vgl noch wird werden rechtzeitig kurzfristig später bei"
    " anfrage ausschreibung flyer website webseite homepage internetseite einladungsschreiben invitation"
    " request genannt ort adresse treffpunkt veranstaltungsort place venue as later eingeladenen teilnehmenden"
    " teilnehmern gesondert unserer our on"
)
_CODES = _words("id kenncode passcode code pin kennwort passwort password pwd meetingid")
# Digits behind these are the number of a meeting; behind a room they are the number of the room.
_PROGRAMS, _PLACES = _words("zoom teams webex skype meet bbb jitsi gotomeeting"), _words("raum room saal halle")
_LONGEST = 2_500  # no place with a link is as long as this


@dataclass(frozen=True, slots=True)
class Where:
    """The place without what only says how to join, and the link for joining."""

    place: str = ""
    online: str = ""
    hints: tuple[DateHint, ...] = ()

    def told(self, text: str) -> list[DateHint]:
        """The hints, also about a text that would tell everybody how to join."""
        return [*self.hints, *([DateHint.LINK_IN_TEXT] if any(map(is_meeting, links_in(text))) else [])]


def where_in(said: str, told: Sequence[str] = (), text: str = "") -> Where:
    """What words about the place say; `told` are links that stand where only those for joining do, `text` all else."""
    if len(said) > _LONGEST:
        return Where(said)
    links = links_in(said)
    bare = LINK.sub(" ", said)
    pieces = _PARTS.split(bare)
    kinds = _kinds(pieces[::2])
    words = set(folded(bare).split())
    if not links and (_is_nowhere(words) or _UNSAID.fullmatch(" ".join(folded(bare).split())) or _is_blank(said)):
        return Where("", _one(told, "") or "", (DateHint.WHERE_UNCLEAR,))
    is_online = _is_online(pieces[::2], kinds) or any(map(is_meeting, links))
    is_only = "real" not in kinds and (is_online or bool(links))
    if links and not (is_only or is_online):
        return Where(said, "", (DateHint.WHERE_UNCLEAR,))  # the page of a house, or a map
    place = "" if is_only else _without(pieces, kinds) if is_online else said
    link = _one([*links, *told], text if is_online else "")
    if link is None:
        return Where(said, "", (DateHint.WHERE_UNCLEAR,))
    if not link:
        return Where("" if is_only else said, "", (DateHint.NO_LINK,) if is_online else ())
    return Where(place, link, (DateHint.WHERE_UNCLEAR,) if "code" in kinds and is_online else ())


def _is_nowhere(words: set[str]) -> bool:
    if words & _ONLINE:
        return False
    points_on = bool(words & (_NOWHERE | _POINTING)) or ("s" in words and words != {"s"})
    return points_on and words <= _NOWHERE | _BESIDE | _TOLD_THERE


def _is_blank(said: str) -> bool:
    """True for „?“, and for dashes where a place would stand."""
    return bool(said.strip()) and not any(map(str.isalnum, said))


def _is_online(pieces: Sequence[str], kinds: Sequence[str]) -> bool:
    said = [set(folded(piece).split()) for piece, kind in zip(pieces, kinds, strict=True) if kind in {"online", "code"}]
    return any(words & _ONLINE for words in said)


def _kinds(pieces: Sequence[str]) -> list[str]:
    """What each piece is; digits behind „Kenncode:“ belong to it."""
    kinds: list[str] = []
    for piece in pieces:
        is_number = kinds[-1:] == ["code"] and piece.replace(" ", "").isdigit()
        kinds.append("code" if is_number else _kind(piece))
    return kinds


def _kind(piece: str) -> str:
    """What a piece of a place is: „online“, a „code“ for it, words „beside“ it, or „real“."""
    words = set(folded(piece).split())
    rest = words - _ONLINE - _BESIDE
    if not rest:
        return "online" if words & _ONLINE else "beside"
    says_code = words & _CODES or (words & _PROGRAMS and not words & _PLACES)
    is_code = bool(says_code) and all(word.isdigit() or word in _CODES for word in rest)
    return "code" if is_code else "real"


def _without(pieces: Sequence[str], kinds: Sequence[str]) -> str:
    """The real pieces with what stands between them."""
    told = ""
    for place, kind in enumerate(kinds):
        if kind == "real":
            told += (pieces[2 * place - 1] if told else "") + pieces[2 * place]
    return f"{told})" if told.count("(") > told.count(")") else told


def _one(links: Sequence[str], text: str) -> str | None:
    """The only link that is meant; "" where there is none, None where nobody knows."""
    found = list(dict.fromkeys(links)) or [link for link in links_in(text) if is_meeting(link)]
    if not found:
        return ""
    return found[0] if len(found) == 1 and is_usable(found[0]) else None
