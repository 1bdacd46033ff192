"""Links in places and texts of dates from elsewhere: for joining online, to a map, or to anything else."""

import re
from urllib.parse import urlsplit

from webapp.foundation.web_addresses import LONGEST, is_web_address

_MEETINGS = (
    r"zoom\.us|zoom\.com|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|meet\.jit\.si"
    r"|whereby\.com|gotomeeting\.com|gotowebinar\.com|goto\.com|join\.skype\.com|edudip\.com|clickmeeting\.com"
    r"|alfaview\.com|bluejeans\.com|livestorm\.co|demio\.com|wonder\.me|gather\.town"
)
# Bounded, and begun only where a word begins: a long text without links costs no more than its length.
LINK = re.compile(
    rf"(?<![\w+.-])[a-z][a-z0-9+.-]{{1,20}}://[^\s<>\"]{{1,2000}}"
    rf"|(?<![\w@./-])(?:(?:[\w-]{{1,63}}\.){{0,5}}(?:{_MEETINGS})/|www\.)[^\s<>\"]{{1,2000}}",
    re.IGNORECASE,
)
_MEETING_HOST = re.compile(rf"(?:.*\.)?(?:{_MEETINGS})|(?:meet|bbb|jitsi|bigbluebutton|conf|webconf|visavid)\..+")
_ROOMS = re.compile(r"meet\.jit\.si|(?:.*\.)?(?:whereby|goto|gotomeeting|alfaview|clickmeeting|gather)\.(?:com|town)")
_MEETING_PATH = re.compile(
    r"/(?:l/meetup-join|meet/|j/|w/|my/|s/|wc/|join|b/|rooms?/)|/j\.php|/[a-z]{3}-[a-z]{4}-[a-z]{3}"
)
_MAP_HOST = re.compile(r"maps?\..+|(?:.*\.)?(?:openstreetmap\.org|osm\.org|goo\.gl)")
_AT_THE_END = ".,;:!?'\u201c\u201d\u00bb*"


def links_in(text: str) -> list[str]:
    """The different links in a text, each as it is opened; what comes without „https://“ gets it."""
    found = (_trimmed(match[0]) for match in LINK.finditer(text))
    return list(dict.fromkeys(link if "://" in link else f"https://{link}" for link in found))


def is_usable(link: str) -> bool:
    """True for what an event can hold as its link for joining; a map leads to a place."""
    if len(link) > LONGEST or not is_web_address(link):
        return False
    parts = urlsplit(link)
    host = parts.hostname or ""
    return not (_MAP_HOST.fullmatch(host) or (parts.path.startswith("/maps") and ("google" in host or "bing" in host)))


def is_meeting(link: str) -> bool:
    """True for the address of a meeting with one of the usual programs; any other is one only where people say so."""
    if not is_usable(link):
        return False
    parts = urlsplit(link)
    host, path = parts.hostname or "", parts.path.casefold()
    is_room = _ROOMS.fullmatch(host) is not None and len(path) > 1
    return is_room or bool(_MEETING_HOST.fullmatch(host) and _MEETING_PATH.search(path))


def _trimmed(link: str) -> str:
    bare = link.rstrip(_AT_THE_END)
    while bare.endswith(")") and "(" not in bare:
        bare = bare[:-1].rstrip(_AT_THE_END)
    return bare
