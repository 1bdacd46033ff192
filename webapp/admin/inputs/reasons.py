"""A decision and the reason for it."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from webapp.admin.inputs.controls import ParagraphsField
from webapp.foundation.http.forms import Form as BaseForm


class ReasonForm(BaseForm):
    """A decision with its reason."""

    reason = ParagraphsField(_l("Reason"), [DataRequired(_l("Please enter the reason."))], render_kw={"rows": 3})
