"""What is asked of whoever registers: no more than the day itself needs."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, StringField
from wtforms.validators import InputRequired

from webapp.foundation.http.forms import Form as BaseForm
from webapp.registration.services import problems
from webapp.registration.types import LONGEST_NAME, LONGEST_ORGANISATION, Problem

_SAID = {
    ("name", Problem.MISSING): _l("Please type your name."),
    ("name", Problem.TOO_LONG): _l("Please shorten your name to %(most)s characters.", most=LONGEST_NAME),
    ("email", Problem.MISSING): _l("Please type your e-mail address."),
    ("email", Problem.NO_ADDRESS): _l("Please check the e-mail address, as in name@example.org."),
    ("organisation", Problem.TOO_LONG): _l("Please shorten this to %(most)s characters.", most=LONGEST_ORGANISATION),
}


class RegistrationForm(BaseForm):
    """Name, address, firm, and that the privacy notice was read, in the wording that was shown."""

    class Meta:
        csrf = False  # the application checks the token of every writing request already

    name = StringField(_l("First and last name"), [InputRequired(_SAID["name", Problem.MISSING])])
    email = EmailField(_l("E-mail address"), [InputRequired(_SAID["email", Problem.MISSING])])
    organisation = StringField(_l("Business or organisation"))
    consent = BooleanField(
        _l("I have read the privacy notice."),
        [InputRequired(_l("Please read the privacy notice and tick the box."))],
    )
    privacy_version = HiddenField()

    def __init__(self, current_version: str) -> None:
        super().__init__(data={"privacy_version": current_version})
        self._current_version = current_version

    def validate(self, extra_validators: Any = None) -> bool:
        """True when everything can be taken; else each field says what to do."""
        super().validate(extra_validators)
        typed = {name: self[name].data or "" for name in ("name", "email", "organisation")}
        for name, problem in problems(**typed).items():
            if not self[name].errors:
                self[name].errors = [str(_SAID[name, problem])]
        if self.consent.data and self.privacy_version.data != self._current_version:
            self.consent.errors = [
                str(_l("The privacy notice has changed. Please read it once more and tick the box."))
            ]
            self.consent.data = False
        self.privacy_version.data = self._current_version
        return not self.errors
