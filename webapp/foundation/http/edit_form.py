"""Forms over something that is there already: in two windows, the second one overwrites nothing that it hasn't seen."""

import json

from flask_babel import gettext as _
from wtforms import Field, HiddenField

from webapp.foundation.http.forms import Form
from webapp.foundation.http.marks import mark, read_marks
from webapp.foundation.http.shown_values import shown


class EditForm(Form):
    """A form that carries a mark of what each of its fields showed when it was opened; made with `data` that is kept.

    What somebody else saved meanwhile stays where this window left the field alone. Where both said something else,
    nothing is taken: both are named at the field, and from then on both are seen.
    """

    seen = HiddenField()

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        now = {field.short_name: mark(field.object_data) for field in self._kept()}
        is_sent = self.is_submitted() and rest.get("formdata", self) is not None
        before = self._shown_before = read_marks(self.seen.data) if is_sent else {}
        self._both = [
            field
            for field in self._kept()
            if before.get(field.short_name, now[field.short_name]) != now[field.short_name]
            and not _take_over(field, before[field.short_name])
            and mark(field.data) != now[field.short_name]
        ]
        self.seen.data = json.dumps(now)

    def may_have_shown(self, name: str) -> bool:
        """True for what the page showed, by its mark."""
        return name in self._shown_before

    def leave_out(self, *names: str) -> None:
        """As every form does; a field that isn't there has nothing that somebody else could change meanwhile."""
        super().leave_out(*names)
        self._both = [field for field in self._both if field.short_name in self]
        self.seen.data = json.dumps({field.short_name: mark(field.object_data) for field in self._kept()})

    def validate(self, extra_validators: object = None) -> bool:
        """False also where somebody else said something else meanwhile; the fields say so."""
        is_valid = super().validate(extra_validators)
        for field in self._both:
            if hasattr(field, "entries") or hasattr(field, "form"):
                said = _("“%(field)s” was changed meanwhile. Please check and save again.", field=field.label.text)
                self.form_errors.append(said)
            else:
                field.errors = [*field.errors, _meanwhile(field)]
        return is_valid and not self._both

    @property
    def http_status(self) -> int:
        """As every form's; 409 when somebody was quicker."""
        return 409 if (self._both or self.left_out) and self.errors else super().http_status

    def _kept(self) -> list[Field]:
        return [field for field in self if getattr(field.widget, "input_type", "") not in {"hidden", "submit"}]


def _take_over(field: Field, before: str) -> bool:
    """Show what was saved meanwhile, if this window left the field as it was."""
    if mark(field.data) != before:
        return False
    field.process(None, field.object_data)
    _count_as_sent(field)
    return True


def _count_as_sent(field: Field) -> None:
    """Give a field and those within it what the page would send for what they show: required ones look only there."""
    within = [*getattr(field, "entries", ()), *getattr(field, "form", ())]
    for each in within:
        _count_as_sent(each)
    field.raw_data = None  # else the field would show what was sent
    if within or field.data is None or field.data is False:
        return
    sent = field._value() if hasattr(field, "_value") else field.data  # noqa: SLF001 - as WTForms' inputs ask for it
    field.raw_data = [str(each) for each in sent] if isinstance(sent, list | tuple | set) else [str(sent)]


def _meanwhile(field: Field) -> str:
    said = {
        "saved": shown(field, field.object_data) or _("nothing"),
        "typed": shown(field, field.data) or _("nothing"),
    }
    return str(_("Saved meanwhile: “%(saved)s”. You entered: “%(typed)s”. Please check and save again.", **said))
