"""What the desk says of what can't be done: each refusal's sentence stands here once.

Where a page says something else, that stands with its form (`Form.refusals`) or right above its view.
"""

from flask_babel import lazy_gettext as _l

from webapp.foundation.http.refusals import Said
from webapp.mail.errors import MailingDecidedError
from webapp.registration.errors import LastGateError, QuestionNeededError

REFUSALS: Said = {
    LastGateError: _l(
        "Not everyone can register in this category, and it is the last one: without it, the form would be open to "
        "everyone. Please add another category first, or remove its code, times and approval."
    ),
    QuestionNeededError: _l("Another question depends on this one. Please change that one first."),
    MailingDecidedError: _l("It has already been sent or scheduled."),
}
