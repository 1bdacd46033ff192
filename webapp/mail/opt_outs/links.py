"""Opt-outs: who wants no mail beyond what their own registrations need, by digests of the addresses."""

import hashlib
import hmac
from collections.abc import Iterable

from flask import current_app

from webapp.foundation import tokens
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.opt_outs.queries import address_behind, refusing
from webapp.mail.types import OPT_OUT_LINK
from webapp.registration.addresses import says_who_refuses

_SEALED, _MARK = 44, 16


def digest_of(email_normal: str) -> str:
    """The address as it is kept: nobody without the installation's secret can tell whose it is."""
    key = tokens.derive_key(current_app.config["SECRET_KEY"], "opt-out")
    return tokens.encode(hmac.new(key, email_normal.encode(), hashlib.sha256).digest())


@says_who_refuses
def refusing_among(addresses: Iterable[str]) -> set[str]:
    """Those of these normal addresses that want no mail beyond their own registrations. One query."""
    digests = {digest_of(address): address for address in addresses}
    return {digests[digest] for digest in refusing(digests)}


def opt_out_address(about: str, email: str, lang: str) -> str:
    """Where whoever is written to about this registration or invitation says that it shall be the last time.

    It says so for the address that it is written to alone: what the mail is about may be another one's later.
    """
    token = links.seal(OPT_OUT_LINK, about) + _mark_of(about, normal_form(email))
    with speaking(lang):
        return links.absolute("public.opt_outs.opt_out", token=token)


def address_of(token: str) -> str | None:
    """The address that a link speaks for, as it is compared; empty when nobody has it any more, None for no link."""
    about = links.unseal(OPT_OUT_LINK, token[:_SEALED])
    if about is None:
        return None
    mark = token[_SEALED:]
    found = address_behind(about, is_first=not mark)  # in older letters there is no mark
    return found if mark in {"", _mark_of(about, found)} else ""


def _mark_of(about: str, email_normal: str) -> str:
    return digest_of(f"{about} {email_normal}")[:_MARK]
