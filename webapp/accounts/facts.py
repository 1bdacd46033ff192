"""What happened to accounts and teams. Carried in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColleagueInvited:
    """Somebody is asked to join a team; `invitation` is its public id. Also said when the letter is to go once more."""

    invitation: str


@dataclass(frozen=True, slots=True)
class LetterAsked:
    """Somebody asked for a letter that proves an address, and it is known whose account it is about."""

    letter: str


@dataclass(frozen=True, slots=True)
class AddressReplaced:
    """An account has another address; whoever reads at the one `before` is to know."""

    user: str
    before: str
    language: str


@dataclass(frozen=True, slots=True)
class InvitationWithdrawn:
    """Somebody isn't asked to join any more."""

    invitation: str


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """An account was deleted; `user` was its key, and this address the one that it went by."""

    user: str
    email_normal: str
