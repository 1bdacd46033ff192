"""Braces in words of the organizer's own that can't be filled in."""

from flask_babel import gettext as _

from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form as BaseForm
from webapp.mail.errors import PlaceholderError


def refuse(form: BaseForm, refusal: DomainError, ending: str = "") -> bool:
    """Say at the field, whose name may end with a language, what stands there in braces and can't be filled in."""
    if not isinstance(refusal, PlaceholderError):
        return False
    what = ", ".join(refusal.unfit)
    said = _("We don’t recognise the placeholder %(what)s. Please check the curly brackets.", what=what)
    form[f"{refusal.field}{ending}"].errors, form.refused = [said], refusal
    return True
