"""Whoever comes to the door together is counted together, and nothing that staff typed is lost."""

import io
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.html import parsed
from webapp.accounts.types import LINK, Role
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.presets import of_format
from webapp.registration.types import CategoryKind


@dataclass
class Door:
    slug: str
    family: str
    school: str

    @property
    def path(self):
        return f"/checkin/{self.slug}/walk-in"


@pytest.fixture
def door(app, browser, work):
    """An event for families with names and classes without, that asks for needs and pictures."""
    with work():
        event = make_event(capacity=30)
        asked = [each for each in of_format(event.format).questions if each.key in {"access_needs", "photos"}]
        asked.append(Definition("cv", FieldKind.FILE, {"de": "Nachweis"}, of_each=True))
        services.ask(event=event, definitions=asked, now=clock.now())
        family = make_category(event, label={"de": "Familien"}, most_heads=6).public_id
        school = make_category(
            event, kind=CategoryKind.SCHOOL_CLASS, label={"de": "Klasse"}, named=False, most_heads=25
        ).public_id
        link = make_access_link(event, role=Role.DOOR)
        made = Door(event.slug, family, school)
        token = tokens.seal(app.config["SECRET_KEY"], LINK, link.public_id)
    browser.send(f"/link/{token}")
    return made


@pytest.fixture
def put_down(browser, door, work):
    """Send the form; the answer, and who is put down by now."""

    def send(category, **fields):
        answer = browser.send(door.path, name="Frau Muster", category=getattr(door, category), **fields)
        with work():
            found = session().scalars(select(Registration)).one_or_none()
            taken = level(get_event(door.slug).pool_id).taken
            assert taken == (found.heads if found else 0)
            return answer, [(head.name, dict(head.answers)) for head in found.attendees] if found else []

    return send


def test_names_of_a_class_are_counted_and_kept(put_down):
    answer, heads = put_down("school", others="Ben\nMia\nLea")
    assert answer.status_code == 303
    assert [name for name, _answers in heads] == ["Frau Muster", "Ben", "Mia", "Lea"]


def test_a_class_is_as_many_as_were_counted_though_some_are_named(put_down):
    answer, heads = put_down("school", others="Ben\nMia", number="20")
    assert answer.status_code == 303
    assert sorted(name for name, _answers in heads if name) == ["Ben", "Frau Muster", "Mia"]
    assert len(heads) == 20


@pytest.mark.parametrize("category", ["family", "school"])
def test_more_names_than_were_counted_are_asked_about(put_down, category):
    answer, heads = put_down(category, others="Ben\nMia", number="2")
    assert (answer.status_code, heads) == (422, [])
    assert "3 Personen sind genannt. Bitte prüfen Sie die Zahl." in answer.text.replace("\xa0", " ")
    assert "Ben\nMia" in answer.text.replace("\r", "")


def test_where_all_are_named_the_others_are_asked_for(put_down):
    answer, heads = put_down("family", others="Ben", number="4")
    assert (answer.status_code, heads) == (422, [])
    page = parsed(answer)
    problems = [" ".join(each.itertext()) for each in page.iter() if each.get("id") == "others-error"]
    assert "Bitte nennen Sie auch die anderen, einen Namen pro Zeile." in " ".join(problems)
    assert next(each.get("value") for each in page.iter("input") if each.get("name") == "number") == "4"
    answer, heads = put_down("family", others="Ben\nMia\nLea", number="4")
    assert (answer.status_code, len(heads)) == (303, 4)


def test_too_many_of_a_class_are_told_at_their_number(put_down):
    answer, heads = put_down("school", number="26")
    assert (answer.status_code, heads) == (422, [])
    assert any(each.get("id") == "number-error" for each in parsed(answer).iter())


def test_what_a_class_needs_is_kept_with_one_and_its_pictures_with_each(put_down):
    said = {"q-access_needs": "Ein Kind im Rollstuhl", "q-access_needs-consent": "y", "q-photos": "no"}
    _answer, heads = put_down("school", number="3", **said)
    assert [answers for _name, answers in heads] == [
        {"access_needs": "Ein Kind im Rollstuhl", "photos": "no"},
        {"photos": "no"},
        {"photos": "no"},
    ]


def test_what_a_family_answers_holds_for_each_of_them(put_down):
    _answer, heads = put_down("family", others="Ben", **{"q-photos": "no"})
    assert heads == [("Frau Muster", {"photos": "no"}), ("Ben", {"photos": "no"})]


def test_a_file_of_a_class_is_kept(put_down):
    _answer, heads = put_down("school", number="2", **{"q-cv": (io.BytesIO(b"%PDF-1.7 small %%EOF"), "attest.pdf")})
    assert heads[0][1]["cv"]["name"] == "attest.pdf"
