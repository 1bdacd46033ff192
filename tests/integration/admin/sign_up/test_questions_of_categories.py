"""Questions that only some categories are asked: at the desk, on the form, by link, at the door, and after a move."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.organising.services import decide
from webapp.organising.types import BulkAction
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.queries.drafts import draft_of
from webapp.registration.types import LINK, CategoryKind, Head

GERMAN = {"Accept-Language": "de"}
CHOICES = (("bench", {"de": "Werkbank"}), ("forge", {"de": "Schmiede"}))


@pytest.fixture
def two(desk, work):
    """An event for classes and for families, with the ids of both."""
    with work():
        event = make_event(host=desk.host, capacity=90, format="crafts_day")
        school = make_category(
            event, kind=CategoryKind.SCHOOL_CLASS, named=False, label={"de": "Schulklasse"}, most_heads=30
        )
        family = make_category(event, kind=CategoryKind.OWN, label={"de": "Familie"})
        return event.slug, school.public_id, family.public_id


def send(client, slug, **typed):
    path = f"/events/{slug}/register"
    sent = sent_from(parsed(client.get(path, headers=GERMAN)), "privacy_version")
    typed = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", **typed}
    return client.post(path, data={**sent, **typed}, headers=GERMAN)


def latest(work):
    with work():
        return session().query(Registration).order_by(Registration.id.desc()).first().answers


def test_the_usual_question_of_classes_is_not_asked_of_families(desk, client, work, two):
    slug, school, family = two
    desk.send(f"/events/{slug}/sign-up/questions/usual")
    desk.send(f"/events/{slug}/sign-up/questions/ask")
    with work():
        (grade,) = [each for each in draft_of(get_event(slug).id).definitions if each.key == "grade"]
    assert grade.asked_of == (school,)
    assert "nur für: Schulklasse" in desk.page(f"/events/{slug}/sign-up/questions")
    page = client.get(f"/events/{slug}/register", headers=GERMAN)
    assert f'data-show-when="category={school}"' in page.text  # with scripts it is hidden
    assert "Nur für: Schulklasse" in text_of(parsed(page))  # without them it says for whom it is
    refused = send(client, slug, category=family, **{"q-grade": "8b"})
    assert refused.status_code == 422
    assert "wird danach nicht gefragt" in refused.text
    assert "8b" in refused.text
    assert send(client, slug, category=family).status_code == 303
    assert "grade" not in latest(work)
    taken = send(client, slug, category=school, count="9", email="schule@example.org", **{"q-grade": "8b"})
    assert taken.status_code == 303
    assert latest(work) == {"grade": "8b"}


def test_the_desk_chooses_of_whom_a_question_is_asked(desk, client, work, two):
    slug, school, family = two
    path = f"/events/{slug}/sign-up/questions"
    typed = {"kind": "text", "label_de": "Klassenstufe?", "kept_days": "90", "required": "y", "asked_of": [school]}
    assert desk.send(f"{path}/new", typed).status_code == 303
    (key,) = [each.key for each in queries_of(work, slug)]
    sent = sent_from(parsed(desk.client.get(f"/manage{path}/{key}", headers=GERMAN)), "label_de")
    assert sent["asked_of"] == [school]
    desk.send(f"{path}/ask")
    # Whom it isn't asked of need not answer it, and whom it is asked of must.
    assert send(client, slug, category=family).status_code == 303
    assert send(client, slug, category=school, count="3", email="b@example.org").status_code == 422
    del sent["asked_of"], sent["once_key"]
    assert desk.send(f"{path}/{key}", sent).status_code == 303
    assert queries_of(work, slug)[0].asked_of == ()
    sent = sent_from(parsed(desk.client.get(f"/manage{path}/{key}", headers=GERMAN)), "label_de")
    del sent["once_key"]
    made_up = desk.send(f"{path}/{key}", {**sent, "asked_of": ["nothing"]})
    assert made_up.status_code == 422


def queries_of(work, slug):
    with work():
        return draft_of(get_event(slug).id).definitions


def test_an_answer_that_another_category_gave_stays_readable_and_takes_no_place(app, desk, client, work, two):
    slug, school, family = two
    limited = Definition(
        "where", FieldKind.CHOICE, {"de": "Wo?"}, choices=CHOICES, places={"forge": 1}, asked_of=(family,)
    )
    each = Definition("size", FieldKind.TEXT, {"de": "Helmgröße"}, of_each=True, asked_of=(family,))
    with work():
        event = get_event(slug)
        fields = services.ask(event=event, definitions=[limited, each], now=clock.now()).field_set_id
        ids = {one.public_id: one.id for one in queries.categories_of(event.id)}
        made = make_registration(
            event,
            answers={"where": "forge"},
            heads=(Head("Ada", answers={"size": "M"}),),
            field_set_id=fields,
            category_id=ids[family],
        )
        public_id = made.public_id
        (pool,) = queries.choice_pools_of(event.id).values()
        assert level(pool).taken == 1
        services.move(registration=made, category_id=ids[school], now=clock.now())
        assert level(pool).taken == 0
    with app.app_context():
        own = f"/registrations/{links.seal(LINK, public_id)}"
    assert "Schmiede" in client.get(own, headers=GERMAN).text
    assert "Schmiede" in desk.page(f"/events/{slug}/registrations/{public_id}")
    assert "Helmgröße" not in client.get(f"{own}/people/new", headers=GERMAN).text
    assert client.get(f"{own}/answers", headers=GERMAN).status_code == 303  # nothing of it is asked of them
    with work():
        event = get_event(slug)
        found = queries.get_by_public_id(public_id)
        decide(BulkAction.MOVE, event=event, registrations=[found], said={"category_id": ids[family]}, now=clock.now())
        assert level(pool).taken == 1
        assert queries.get_by_public_id(public_id).answers == {"where": "forge"}


def test_without_a_category_nobody_is_asked_what_only_one_is(desk, client, work, two):
    slug, school, _family = two
    with work():
        event = get_event(slug)
        asked = Definition("grade", FieldKind.TEXT, {"de": "Klassenstufe"}, required=True, asked_of=(school,))
        services.ask(event=event, definitions=[asked], now=clock.now())
        for each in queries.categories_of(event.id):
            services.retire_category(event=event, category=each, now=clock.now())
    assert "Klassenstufe" not in client.get(f"/events/{slug}/register", headers=GERMAN).text
    assert send(client, slug).status_code == 303
    assert "Klassenstufe" not in desk.client.get(f"/checkin/{slug}/walk-in", headers=GERMAN).text
    assert "Klassenstufe" not in desk.page(f"/events/{slug}/registrations/new")
