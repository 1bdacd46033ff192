"""Braces in words of the organizer's own that can't be filled in."""

from collections.abc import Iterable

from flask_babel import gettext as _

from webapp.foundation.http.forms import Form as BaseForm


def refuse(form: BaseForm, name: str, unfit: Iterable[str]) -> None:
    """Say at the field what stands there in braces and can't be filled in."""
    said = _("We don’t recognise the placeholder %(what)s. Please check the curly brackets.", what=", ".join(unfit))
    form[name].errors = [said]
