"""What is done with the draft of the questions as a whole: taken over, discarded, taken back."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.wording.groups import warn_of_groups
from webapp.admin.wording.refusals import REFUSALS
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done
from webapp.foundation.http.idempotency import once
from webapp.foundation.seen import FIELD as SEEN
from webapp.registration import services

_PAGE = "admin.sign_up.questions"


@blueprint.post("/events/<slug>/sign-up/questions/ask")
@access.at_event(Role.ORGANIZER)
@once
def ask_questions(slug: str) -> ResponseReturnValue:
    """Take the draft over."""

    def take_over() -> ResponseReturnValue:
        services.ask_draft(event=get_event(slug), now=clock.now(), seen=request.form.get(SEEN))
        answer = _back(slug, _("The form now asks these questions. Earlier answers can still be read."))
        warn_of_groups(get_event(slug))
        return answer

    return attempt(take_over, lambda: redirect(url_for(_PAGE, slug=slug), 303), REFUSALS)


@blueprint.post("/events/<slug>/sign-up/questions/discard")
@access.at_event(Role.ORGANIZER)
@once
def discard_questions(slug: str) -> ResponseReturnValue:
    """Forget the draft."""
    step = services.discard_draft(event=get_event(slug))
    return _back(slug, _("The draft is discarded. The form asks what it asked before."), undo_in_draft(slug, step))


@blueprint.post("/events/<slug>/sign-up/questions/restore")
@access.at_event(Role.ORGANIZER)
@once
def restore_questions(slug: str) -> ResponseReturnValue:
    """Undo what was taken out of the draft last, unless somebody else has taken out more since."""
    if services.take_draft_back(event=get_event(slug), step=request.form.get("step", "")):
        return _back(slug, _("The draft is as it was before."))
    return done(_("The draft has been changed since. Nothing was undone."), _PAGE, kind="warning", slug=slug)


def undo_in_draft(slug: str, step: str) -> Undo | None:
    """What takes back this step, and no other one."""
    return Undo(url_for("admin.sign_up.restore_questions", slug=slug), fields={"step": step}) if step else None


def _back(slug: str, said: str, undo: Undo | None = None) -> ResponseReturnValue:
    return done(said, _PAGE, undo=undo, slug=slug)
