"""Somebody is invited, and sends the form by the invitation's link or without it."""

import itertools

from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration import services
from webapp.registration.types import INVITATION_LINK

GERMAN = {"Accept-Language": "de"}
OWN = "ina@example.org"
_keys = itertools.count()


def invite(event, email=OWN):
    (made,) = services.invite(event=event, guests=[services.Guest("Ina Invited", email)], now=clock.now())
    return made, links.seal(INVITATION_LINK, made.public_id)


def send(client, slug, email, *, token=None, follow=False, **more):
    where = f"/events/{slug}/register" + (f"?invitation={token}" if token else "")
    typed = {
        "once_key": f"proved-{next(_keys)}",
        "privacy_version": "none",
        "name": "Wer Auch Immer",
        "email": email,
        "consent": "y",
        **more,
    }
    return client.post(where, data=typed, headers=GERMAN, follow_redirects=follow)
