"""One registration at the desk: who it is, what was answered and done."""

import io
from typing import TYPE_CHECKING

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.attendance import Attendance
from webapp.admin.inputs.reasons import ReasonForm
from webapp.admin.registration.answers import told, told_history
from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.forms.registration import CategoryChoiceForm, PromotionForm, TagsForm
from webapp.admin.registration.forms.wishes import refusals
from webapp.admin.registrations import find
from webapp.admin.wording.labels import SOURCES, labels_of
from webapp.admin.wording.mails import written_about
from webapp.events.days import today_began
from webapp.foundation import clock, files
from webapp.foundation.http import language
from webapp.foundation.http.transaction_frame import keep_private
from webapp.registration import queries
from webapp.registration.forms.asked import asks_anything
from webapp.stations.wished import forms_with_stations
from webapp.tickets.payload import payloads_of
from webapp.tickets.queries import tickets_of_registration

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Registration


@blueprint.get("/events/<slug>/registrations/<registration_id>")
@access.at_event(Role.ORGANIZER)
def registration(slug: str, registration_id: str) -> ResponseReturnValue:
    """Everything about one registration."""
    event, found = find(slug, registration_id)
    return registration_page(event, found)


@blueprint.get("/events/<slug>/registrations/<registration_id>/files/<file_id>")
@access.at_event(Role.ORGANIZER)
def answered_file(slug: str, registration_id: str, file_id: str) -> ResponseReturnValue:
    """A file that somebody sent along, as a download: what it holds is never shown by our pages."""
    keep_private()
    _event, found = find(slug, registration_id)
    known = {each["id"]: each for each in files_in(found)}
    kept = known.get(file_id) or abort(404)
    path = files.path_of(file_id)
    if not path.is_file():
        abort(404)
    return send_file(
        io.BytesIO(path.read_bytes()), mimetype=kept["type"], as_attachment=True, download_name=kept["name"]
    )


def files_in(found: "Registration") -> list[dict[str, str]]:
    """What is known of the files that came with a registration, its own and its people's."""
    given = [found.answers, *(head.answers for head in found.attendees)]
    answers = [value for each in given for value in each.values()]
    return [value for value in answers if isinstance(value, dict) and {"id", "name", "type"} <= value.keys()]


def registration_page(
    event: "Event",
    found: "Registration",
    declining: ReasonForm | None = None,
    promoting: PromotionForm | None = None,
    tagging: TagsForm | None = None,
    refusing: ReasonForm | None = None,
    moving: CategoryChoiceForm | None = None,
) -> str:
    """The page of one registration, with what was typed into one of its forms."""
    lang, setup = language.current(), queries.setup_of(event.id)
    forms, now = forms_with_stations(event), clock.now()
    reply = request.args.get("reply", -1, type=int)
    reason = setup.replies[reply]["text"] if 0 <= reply < len(setup.replies) else ""
    return render_template(
        "admin/registration/registration.html",
        event=event,
        registration=found,
        answers=told(forms, found, found, lang),
        answers_of={head.id: told(forms, found, head, lang) for head in found.attendees},
        files=files_in(found),
        history=told_history(forms, found, lang),
        **written_about(found.public_id, event, now),
        position=queries.waiting_position(found),
        **_of_people(event, found, setup),
        may_change=queries.may_change(event, now),
        may_move_up=queries.may_move_up(event, now),
        seen=queries.mark_of_request(found),
        is_full=event.pool.level.full,
        day_began=today_began(event, now),
        category=terms_of(found, setup, lang),
        wishes=refusals(queries.wishes_of(found.id), refusing),
        refusing=refusing,
        replies=setup.replies,
        source=SOURCES.get(found.source, ""),
        declining=declining or ReasonForm(formdata=None, data={"reason": reason}),
        promoting=promoting or PromotionForm(formdata=None),
        tagging=tagging or TagsForm(formdata=None, over=found),
        moving=moving or category_form(found, setup, formdata=None),
    )


def _of_people(event: "Event", found: "Registration", setup: queries.Setup) -> dict[str, object]:
    """When each of them came, what valid tickets' papers are asked for by (by public id), whether they are asked."""
    attendance = Attendance(event)
    attendance.look_up([found])
    valid = [each for each in tickets_of_registration(found.id) if each.revoked_at is None]
    held = payloads_of(valid, event)
    return {
        "is_live": found.is_live,
        "asks": asks_anything(setup.asking(queries.terms_behind(found)).definitions),
        "attended": {head.id: attendance.of(head) for head in found.attendees},
        "tickets": {each.attendee.public_id: held[each.id] for each in valid},
    }


def category_form(found: "Registration", setup: queries.Setup, **given: object) -> CategoryChoiceForm:
    """The form for the category, over the one that somebody belongs to."""
    chosen = next((each.public_id for each in setup.terms if each.category_id == found.category_id), "")
    return CategoryChoiceForm(labels_of(setup.terms), data={"category": chosen}, **given)


def terms_of(found: "Registration", setup: queries.Setup, lang: str) -> str:
    """The name of the category that somebody registered in, also of one that isn't offered any more."""
    offered = next((each for each in setup.terms if each.category_id == found.category_id), None)
    return str((offered or queries.terms_behind(found)).labelled(lang))
