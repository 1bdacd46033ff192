"""Forms of teams."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from webapp.accounts.types import Role
from webapp.accounts.wording import MEANINGS, ROLES
from webapp.admin.inputs.controls import AddressField, Options, options
from webapp.admin.inputs.languages import LanguageField
from webapp.foundation.http.forms import Form as BaseForm
from webapp.foundation.http.kept_fields import kept
from webapp.mail.errors import TooManyMailsError

_CHOOSE = InputRequired(_l("Please choose one."))


def given_roles() -> Options:
    """The roles that can be given, each with what it is for."""
    return options((role, f"{ROLES[role]}: {meaning}") for role, meaning in MEANINGS.items())


class InviteForm(BaseForm):
    """Somebody is asked to join."""

    page_order = ("email", "role", "language")

    email = kept(
        AddressField(
            _l("Email address"),
            [InputRequired(_l("Please enter the email address.")), Length(max=320)],
            render_kw={"autocomplete": "off"},
        )
    )
    role = kept(RadioField(_l("Role"), [_CHOOSE]), told=Role)
    language = kept(LanguageField(_l("Language of the email"), [_CHOOSE]))
    refusals = MappingProxyType(
        {
            TooManyMailsError: (
                "email",
                _l("This address got several invitations just now. Please wait an hour before you send another one."),
            )
        }
    )

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.role.choices = given_roles()


class ChangeRoleForm(BaseForm):
    """Somebody gets another role instead of one that they have."""

    to = kept(SelectField(_l("Role"), [_CHOOSE]), told=Role)

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.to.choices = options((role, ROLES[role]) for role in MEANINGS)

    @classmethod
    def beside(cls, role: str) -> "ChangeRoleForm":
        """The form that stands beside a role that somebody holds; several fit on one page."""
        form = cls(formdata=None, data={"to": role})
        form.to.id = form.to.label.field_id = f"to-{role}"
        return form


class GiveRoleForm(BaseForm):
    """A colleague gets a role at one event."""

    page_order = ("member", "role")

    member = SelectField(_l("Person"), [_CHOOSE])
    role = kept(RadioField(_l("Role"), [_CHOOSE]), told=Role)

    def __init__(self, *args: object, people: list[tuple[str, str]], **rest: object) -> None:
        super().__init__(*args, **rest)
        self.member.choices = options([("", _l("Please choose")), *people])
        self.role.choices = given_roles()
