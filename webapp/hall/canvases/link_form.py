"""Linking a canvas to a measure or goal, as a form."""

from collections.abc import Sequence

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from webapp.canvases.errors import LinkInvalidError
from webapp.canvases.queries import TargetGroup
from webapp.canvases.types import LONGEST_REASON, Contribution
from webapp.canvases.wording import contribution_text
from webapp.foundation.http import formats


def link_form(groups: Sequence[TargetGroup], sent: MultiDict[str, str] | None = None) -> Form:
    """Measure or goal, what the canvas does for it, and why."""
    targets = [
        SelectChoice(target.value, target.label, optgroup=f"{group.plan} – {group.field}")
        for group in groups
        for target in group.targets
    ]
    kinds = [SelectChoice(kind.value, contribution_text(kind)) for kind in Contribution]
    fields = {
        "target": SelectField(
            _("Measure or goal"), choices=[SelectChoice("", _("Please choose")), *targets], validate_choice=False
        ),
        "kind": RadioField(_("How does the idea help?"), choices=kinds, validate_choice=False),
        "reason": TextAreaField(
            _("Why?"),
            description=_("One sentence that makes sense to someone who wasn’t there."),
            render_kw={"rows": 3, "maxlength": LONGEST_REASON},
        ),
    }
    form: Form = type("LinkForm", (Form,), fields)(sent)
    return form


def put_link_problems(form: Form, refused: LinkInvalidError) -> None:
    """Say at each field what is missing."""
    words = {
        "target": _("Please choose a measure or a goal."),
        "kind": _("Please choose how the idea helps."),
        "reason": _("Please say why, in a sentence."),
    }
    too_long = _("Please shorten this to %(limit)s characters.", limit=formats.number(LONGEST_REASON))
    for key, problem in refused.problems.items():
        form[key].errors = (too_long if problem == "too_long" else words[key],)
