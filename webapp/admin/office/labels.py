"""What the legal texts are called."""

from flask_babel import lazy_gettext as _l

from webapp.office.types import TextKind

TEXTS = {
    TextKind.IMPRINT: _l("Legal notice"),
    TextKind.PRIVACY: _l("Privacy notice"),
    TextKind.ACCESSIBILITY: _l("Accessibility statement"),
}
