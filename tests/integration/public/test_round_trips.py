"""A form that is refused comes back as it was left: nothing that was typed, ticked or unticked changes on the way."""

import itertools
from dataclasses import dataclass, field

import pytest

from tests.controls import Control, controls, form_with, put, sent, with_scripts
from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.events.types import EventFormat
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.registration import services
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
_OWN = {"csrf_token", "once_key", "privacy_version"}  # made anew for each page
_keys = itertools.count()
EVERYTHING = (
    Definition("trade", FieldKind.TRADE, {"de": "Gewerk"}, required=True),
    Definition("size", FieldKind.NUMBER, {"de": "Beschäftigte"}, lowest=1, highest=500),
    Definition("wood", FieldKind.YES_NO, {"de": "Arbeiten Sie mit Holz?"}),
    Definition("kind", FieldKind.TEXT, {"de": "Welches Holz?"}, required=True, show_when=("wood", ("yes",))),
    Definition("meals", FieldKind.SEVERAL, {"de": "Essen"}, choices=(("a", {"de": "Suppe"}), ("b", {"de": "Brot"}))),
    Definition("day", FieldKind.DATE, {"de": "Tag"}),
    Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, of_each=True),
    Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"}, of_each=True),
    Definition("why", FieldKind.TEXT, {"de": "Warum nicht?"}, of_each=True, show_when=("photos", ("no",))),
)


@dataclass
class Form:
    """A form in a browser: at `place`, with a control by which it is found, and how to make it wrong."""

    place: str
    name: str
    wrong: dict[str, str]
    more: dict[str, object] = field(default_factory=dict)


def turned(found: dict[str, Control]) -> dict[str, Control]:
    """Everything filled in otherwise than it came."""
    for key, each in list(found.items()):
        if each.type == "checkbox":
            found = put(found, **{key: not each.state})
        elif each.type == "radio":
            found = put(found, **{key: True})
        elif each.type == "select":
            found = put(found, **{key: each.options[-1]})
        elif each.is_typed:
            found = put(found, **{key: "2027-05-06" if each.type == "date" else f"Text für {key}"})
    return found


def refused(client, form: Form, *, scripts: bool, turn: bool) -> list[str]:
    """Send it with a mistake; what stands otherwise in the answer than it was left."""
    came = _shown(client, form)
    left = came
    if turn:
        left = turned(left)
    left = put(left, **{key: state for key, state in {**form.more, **form.wrong}.items() if key in left})
    seen = with_scripts(left) if scripts else left
    answer = client.post(form.place, data={**sent(seen), "once_key": f"k{next(_keys)}"}, headers=GERMAN)
    assert answer.status_code == 422, (form.place, answer.status_code)
    document = parsed(answer)
    back, untaken = controls(form_with(document, form.name)), _not_taken(document)
    assert back.keys() == left.keys()
    return [
        f"{key}: {wanted!r} became {back[key].state!r}"
        for key in left
        if left[key].name not in _OWN
        and left[key].type != "file"
        and not (left[key].type == "radio" and left[key].name in untaken)
        # What scripts have hidden isn't sent: it stands as it came.
        and back[key].state != (wanted := left[key].state if key in seen else came[key].state)
    ]


def _not_taken(document) -> set[str]:
    """The questions whose answer is told at the field instead, for of buttons nobody could take it back."""
    said = {each.get("id", ""): text_of(each) for each in document.iter() if each.get("id", "").endswith("-error")}
    return {key.removesuffix("-error") for key, text in said.items() if "Nicht übernommen: „" in text}


def _shown(client, form: Form) -> dict[str, Control]:
    page = client.get(form.place, headers=GERMAN)
    return controls(form_with(parsed(page), form.name))


def registering(event) -> list[Form]:
    """The event's form for each category, for one and for two people."""
    from webapp.registration.queries import categories_of

    wrong = {"email": "kim@"}
    found = categories_of(event.id)
    # The first, which names its people, and whoever doesn't or needs a code.
    special = [each for each in found if each is found[0] or not each.named or each.code]
    ways = [{f"category={each.public_id}": True} for each in special] or [{}]
    two = {"persons": "2", "p1-name": "Ada"}
    people = [{"persons": "1"}, {**two, "apart=y": True}, {**two, "coming=y": False, "apart=y": False}]
    place = f"/events/{event.slug}/register"
    return [Form(place, "consent", wrong, {**a, **b}) for a in ways for b in people]


def as_preset(format_):
    """An event of this format with the categories and questions that are usual there."""
    event = make_event(format=format_.value, capacity=500)
    make_station(event, "Holz")
    services.use_usual_categories(event=event)
    services.use_usual_questions(event=event)
    services.ask_draft(event=event, now=clock.now())
    return event


def with_everything():
    """An event whose form has everything that a form can have."""
    event = make_event(capacity=500)
    make_category(event, label={"de": "Betrieb"})
    make_category(event, label={"de": "Presse"}, code="Presse27", most_heads=2)
    make_category(event, label={"de": "Klasse"}, named=False, most_heads=35)
    services.ask(event=event, definitions=EVERYTHING, now=clock.now())
    return event


@pytest.mark.in_turns
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("format_", [*EventFormat, None], ids=lambda each: each.value if each else "everything")
def test_a_refused_registration_comes_back_as_it_was_left(client, work, format_, scripts):
    with work():
        forms = registering(as_preset(format_) if format_ else with_everything())
    changed = [refused(client, form, scripts=scripts, turn=turn) for form in forms for turn in (False, True)]
    assert [each for each in changed if each] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_every_other_form_for_visitors_does_so_too(app, client, work, scripts):
    with work():
        event = make_event()
        services.ask(event=event, definitions=EVERYTHING, now=clock.now())
        registration = make_registration(event)
        public_id, head, slug = registration.public_id, registration.attendees[0].public_id, event.slug
    with app.app_context(), speaking("de"):
        own = f"/registrations/{links.seal(LINK, public_id)}"
        staff = f"/join/{links.seal(STAFF_LINK, public_id)}"
    forms = [
        Form(f"/events/{slug}/tickets", "email", {"email": "kim@"}),
        Form(f"{own}/people/new", "name", {"name": " ", "email": "kim@"}),
        Form(f"{own}/people/{head}/replace", "name", {"name": " ", "email": "kim@"}),
        Form(f"{own}/answers", "q-size", {"q-size": "viele"}),
        Form(staff, "name", {"name": " ", "email": "kim@"}),
    ]
    changed = [refused(client, form, scripts=scripts, turn=turn) for form in forms for turn in (False, True)]
    assert [each for each in changed if each] == []
