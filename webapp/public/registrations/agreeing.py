"""The consent to be invited again, which a form may ask for."""

from wtforms import Form

from webapp.contacts.types import WORDING
from webapp.registration.types import INVITE_AGAIN


def agreed_again(form: Form) -> dict[str, str]:
    """To which wording somebody agreed who ticked the box; none where it isn't there."""
    return {INVITE_AGAIN: WORDING} if "invite_again" in form and form["invite_again"].data else {}
