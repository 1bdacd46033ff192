"""Who was registered, kept on the device alone for the page that comes next."""

from dataclasses import dataclass

from flask import session as cookie_session

from webapp.foundation.http import idempotency

_WHO = "put_down"
_MOST_LETTERS = 300  # a cookie holds 4 KB, and a letter may take twelve bytes of it


@dataclass(frozen=True, slots=True)
class PutDown:
    """Who is being registered, and with which address; for a group without names what it is."""

    names: tuple[str, ...]
    heads: int
    email: str = ""


def keep_for_repeats(who: PutDown) -> None:
    """Let the same form, sent once more at the same moment, tell the same on the next page."""
    idempotency.keep_for_repeats(_WHO, _kept(who))


def keep(who: PutDown) -> None:
    """Remember for the next page, on the device alone, who was registered there."""
    cookie_session[_WHO] = _kept(who)


def _kept(who: PutDown) -> list[object]:
    names: list[str] = []
    for name in who.names:
        if sum(map(len, names)) + len(name) > _MOST_LETTERS:
            names.append("…")
            break
        names.append(name)
    return [names, who.email]


def take() -> tuple[tuple[str, ...], str]:
    """The names and the address that were kept, once."""
    names, email = cookie_session.pop(_WHO, None) or ((), "")
    return tuple(names), email
