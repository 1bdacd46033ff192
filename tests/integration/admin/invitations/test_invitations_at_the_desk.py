"""Invitations at the desk: one by one, from a table after a look at it, reminded and taken back."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.html import text_of, tree_of
from tests.queries import counted
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.jobs import in_frame
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation

ADA = {"name": "Ada Gast", "email": "ada@example.org", "organisation": "Stadt", "language": "de"}


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, capacity=10).slug


@pytest.fixture
def path(slug):
    return f"/events/{slug}/invitations"


def upload(desk, path, content, name="gäste.csv"):
    said = {"table-table": (io.BytesIO(content.encode()), name), "table-language": "de"}
    return desk.send(f"{path}/tables", said)


def where(answer):
    return answer.location.partition("/manage")[2]


def standing(work):
    with work():
        rows = session().scalars(select(Invitation).order_by(Invitation.id))
        return [(each.name, each.status, each.letter_due) for each in rows]


def test_somebody_is_invited_once(desk, work, path):
    assert "Noch ist niemand eingeladen" in desk.page(path)
    desk.send(path, ADA)
    assert "Ada Gast ist eingeladen." in desk.page(path)
    desk.send(path, {**ADA, "email": "ADA@example.org"})
    assert "Diese Adresse ist schon eingeladen." in desk.page(path)
    assert standing(work) == [("Ada Gast", "open", "invitation")]


@pytest.mark.parametrize(("field", "value"), [("email", "nirgends"), ("name", " "), ("organisation", "x" * 300)])
def test_what_can_not_be_taken_is_said_and_kept(desk, work, path, field, value):
    answer = desk.send(path, {**ADA, field: value})
    assert answer.status_code == 422
    assert "Bitte" in answer.text
    assert "ada@example.org" in answer.text or field == "email"
    assert standing(work) == []


def test_a_table_is_shown_before_anybody_is_invited(app, desk, work, path):
    answer = upload(desk, path, "Name;E-Mail\nAda Gast;ada@example.org\nBen;nirgends\n")
    assert answer.status_code == 303
    page = where(answer)
    assert "Wir sehen die Tabelle gerade durch." in desk.page(page)
    with app.app_context():
        services.read_lists()
    shown = desk.page(page)
    assert "1\u00a0Person einladen" in shown
    assert "Bitte prüfen Sie die E-Mail-Adresse" in shown
    assert "Dort steht: „nirgends“." in shown
    assert standing(work) == []
    desk.send(f"{page}/invite")
    assert "0 von 2 Zeilen" in desk.page(page)
    with app.app_context(), in_frame():
        services.invite_lists(now=clock.now())
    assert "1\u00a0Person ist eingeladen." in desk.page(page)
    assert standing(work) == [("Ada Gast", "open", "invitation")]
    desk.send(f"{page}/invite")
    assert len(standing(work)) == 1
    desk.send(f"{page}/discard")
    assert desk.client.get(f"/manage{page}").status_code == 404


@pytest.mark.parametrize("content", ["", "\x00\x01", "PK\x03\x04nonsense"])
def test_a_file_that_is_no_table_is_refused_with_what_to_do(desk, work, path, content):
    answer = upload(desk, path, content, "x.xlsx")
    assert answer.status_code == 422
    assert "Bitte speichern Sie sie als .xlsx oder .csv" in answer.text
    with work():
        assert session().scalars(select(GuestList)).all() == []
    assert desk.send(f"{path}/tables", {"table-language": "de"}).status_code == 422


def test_an_unusable_table_says_why(app, desk, path):
    page = where(upload(desk, path, "Telefon;Mail dienstlich <b>\n1;2\n"))
    with app.app_context():
        services.read_lists()
    said = desk.page(page).replace("\u00a0", " ")
    assert "Diese Tabelle lässt sich nicht verwenden" in said
    assert "Wir haben keine Spalte mit Namen gefunden" in said
    assert "In Zeile 1 haben wir diese Überschriften gelesen: „Telefon“, „Mail dienstlich &lt;b&gt;“." in said
    assert "lässt sich nicht verwenden" in desk.page(path)


def test_the_silent_are_reminded_and_an_invitation_is_taken_back(desk, work, slug, path):
    with work():
        event = get_event(slug)
        make_category(event, label={"de": "Gäste"})
        (made,) = services.invite(event=event, guests=[services.Guest("Ben", "ben@example.org")], now=clock.now())
        made.letter_due = None
        public_id = made.public_id
    assert "1\u00a0Person hat nicht geantwortet" in desk.page(path)
    desk.send(f"{path}/remind")
    assert standing(work) == [("Ben", "open", "reminder")]
    desk.send(f"{path}/{public_id}/withdraw")
    assert standing(work) == [("Ben", "withdrawn", None)]
    assert "Zurückgenommen" in desk.page(f"{path}?status=withdrawn&q=ben")
    assert "Nichts gefunden" in desk.page(f"{path}?q=niemand")


def test_the_first_people_are_shown_as_they_will_be_written_to(app, desk, work, path):
    rows = "".join(f"Gast {n};g{n}@example.org;\n" for n in range(9))
    page = where(upload(desk, path, f"Name;E-Mail;Sprache\nMüller, Anna;anna@example.org;en\nBen;nirgends;\n{rows}"))
    with app.app_context():
        services.read_lists()
    (shown,) = [each for each in tree_of(desk.page(page)).iter("table") if "Die ersten Zeilen" in text_of(each)]
    said = [[text_of(cell) for cell in row.iter("td")] for row in shown.iter("tr")][1:]
    assert said[0] == ["Anna Müller", "anna@example.org", "Englisch"]
    assert [row[0] for row in said[1:]] == ["Gast 0", "Gast 1", "Gast 2", "Gast 3"]
    assert said[1][2] == "Deutsch"
    desk.send(f"{page}/invite")
    with work():
        assert session().scalars(select(GuestList)).one().sample == []
    with app.app_context(), in_frame():
        services.invite_lists(now=clock.now())
    assert ("Anna Müller", "open", "invitation") in standing(work)


def test_it_is_said_which_of_several_columns_is_written_to(app, desk, path):
    several = where(upload(desk, path, "Name;E-Mail 2;E-Mail\nAda;a@x.de;b@x.de\n"))
    one = where(upload(desk, path, "Name;E-Mail\nAda;b@x.de\n"))
    with app.app_context():
        services.read_lists()
    assert "die eine Zeile in diesen Spalten hat: „E-Mail“, „E-Mail 2“." in desk.page(several)
    assert "in diesen Spalten" not in desk.page(one)


def test_nobody_is_invited_where_registration_is_closed(desk, work):
    from webapp.events.types import EventStatus

    with work():
        slug = make_event("Entwurf", host=desk.host, status=EventStatus.DRAFT).slug
    page = desk.page(f"/events/{slug}/invitations")
    assert "Die Anmeldung ist nicht offen" in page
    desk.send(f"/events/{slug}/invitations", ADA)
    assert standing(work) == []


def test_lists_and_invitations_of_another_desk_stay_closed(app, desk, other_desk, work, path):
    page = where(upload(desk, path, "Name;E-Mail\nAda;ada@example.org\n"))
    assert other_desk.client.get(f"/manage{page}").status_code in {403, 404}


def test_the_page_asks_the_database_the_same_however_many_are_invited(app, desk, work, slug, path):
    def invite(first, last):
        with work():
            guests = [services.Guest(f"Gast {n}", f"g{n}@example.org") for n in range(first, last)]
            services.invite(event=get_event(slug), guests=guests, now=clock.now())

    invite(0, 2)
    with counted(app) as few:
        desk.page(path)
    invite(2, 20)
    with counted(app) as many:
        desk.page(path)
    assert len(few) == len(many)


@pytest.mark.parametrize("by", ["form", "table"])
def test_whoever_was_invited_by_mistake_can_be_invited_again(app, desk, work, path, by):
    guest = {"name": "Ben", "email": "ben@example.org", "organisation": "", "language": "de"}
    desk.send(path, guest)
    with work():
        public_id = session().scalars(select(Invitation.public_id)).one()
    desk.send(f"{path}/{public_id}/withdraw")
    again = {**guest, "name": "Ben Busch", "email": "Ben@Example.org", "organisation": "Busch GmbH"}
    if by == "form":
        desk.send(path, again)
    else:
        page = where(upload(desk, path, "Name;E-Mail;Firma\n{name};{email};{organisation}\n".format(**again)))
        with app.app_context():
            services.read_lists()
        assert "1\u00a0Person einladen" in desk.page(page)
        desk.send(f"{page}/invite")
        with app.app_context(), in_frame():
            services.invite_lists(now=clock.now())
    with work():
        made = session().scalars(select(Invitation)).one()
        assert (made.public_id, made.status) == (public_id, "open")
        assert (made.name, made.organisation) == ("Ben Busch", "Busch GmbH")
        assert (made.letter_due, made.reminded_at, made.answered_at) == ("invitation", None, None)
