"""Bent files against every place that takes files: read rightly or named, never an error page, nothing half done."""

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests import bent
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.admin.wording.table_labels import LIST_PROBLEMS, TABLE_PROBLEMS
from webapp.calendar.models import DateList
from webapp.contacts.tasks import look_through_tables
from webapp.events.models import Event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, file_names, files, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.settings import ROOT
from webapp.registration import services
from webapp.registration.models import GuestList, Registration
from webapp.registration.types import LINK

DOCUMENTS = [*bent.bent_documents()]
GERMAN = {"Accept-Language": "de"}
TABLES = [*bent.bent_workbooks(), *bent.bent_texts()]
# Where a field for a file is made; whoever makes one elsewhere shows here what becomes of bent files there.
FIELDS = {"webapp/admin/dates/forms.py", "webapp/admin/invitations/forms.py", "webapp/fields/forms.py"}
FIELDS |= {"webapp/admin/contacts/forms/entering.py"}


def test_files_are_taken_nowhere_else():
    found = {
        str(path.relative_to(ROOT))
        for path in Path(ROOT, "webapp").rglob("*.py")
        if re.search(r"FileField\(|request\.(stream|get_data)\b", path.read_text())
    }
    assert found == FIELDS


def test_tables_of_dates(desk, work):
    taken = 0
    for name, content in [*TABLES[::3], *DOCUMENTS[::9]]:
        sent = {"once_key": tokens.new_id(), "file": (io.BytesIO(content), "termine.xlsx")}
        answer = desk.client.post("/manage/calendar/dates", data=sent, headers=GERMAN)
        assert answer.status_code in {303, 422}, name
        if answer.status_code == 422:
            assert 'id="error-summary"' in answer.text, name
            continue
        taken += 1
        page = desk.client.get(answer.location, headers=GERMAN)
        assert page.status_code == 200, name
        with work():
            (dates,) = session().scalars(select(DateList))
            assert all(row["faults"] or row["starts"] for row in dates.rows), name
            assert len(dates.rows) == page.text.count('name="chosen"') + page.text.count("<b>"), name
        assert desk.send(f"{answer.location.removeprefix('/manage')}/discard").status_code == 303
    assert taken > 20
    with work():
        assert session().scalar(select(func.count()).select_from(Event)) == 0


def test_tables_of_guests(app, desk, work):
    with work():
        event = make_event(host=desk.host)
        slug = event.slug
    taken = 0
    for name, content in [*TABLES[::3], *DOCUMENTS[::9]]:
        sent = {
            "once_key": tokens.new_id(),
            "table-table": (io.BytesIO(content), f"{name}.csv"),
            "table-language": "de",
        }
        answer = desk.client.post(f"/manage/events/{slug}/invitations/tables", data=sent, headers=GERMAN)
        assert answer.status_code in {303, 422}, name
        taken += answer.status_code == 303
    with app.app_context():
        assert services.read_lists() == taken > 20
    with work():
        lists = session().scalars(select(GuestList)).all()
        assert {each.state for each in lists} == {"ready", "unreadable"}
        for each in lists:
            assert each.state == "ready" or each.problem in {*LIST_PROBLEMS, *TABLE_PROBLEMS}, each.file_name
            assert each.rows == each.good + each.known + each.faulty
        shown = [each.public_id for each in lists]
    for public_id in shown:
        assert desk.client.get(f"/manage/events/{slug}/invitations/tables/{public_id}").status_code == 200


def test_tables_of_contacts(app, desk):
    at, taken = f"/manage/contacts/{desk.host.key}/tables", []
    for name, content in [*TABLES[::3], *DOCUMENTS[::9]]:
        grounds = {"language": "de", "source": "Messe", "purpose": "Einladen", "review_on": "2027-06-01"}
        sent = {**grounds, "once_key": tokens.new_id(), "table": (io.BytesIO(content), f"{name}.csv")}
        answer = desk.client.post(at, data=sent, headers=GERMAN)
        assert answer.status_code in {303, 422}, name
        taken += [answer.location] if answer.status_code == 303 else []
    with app.app_context():
        look_through_tables()
    assert len(taken) > 20
    pages = [desk.client.get(each, headers=GERMAN) for each in taken]
    assert {page.status_code for page in pages} == {200}
    assert not any("hx-get" in page.text for page in pages)


def test_documents_and_images_as_answers(app, client, work, now):
    with work():
        event = make_event()
        services.ask(
            event=event,
            definitions=[
                Definition("cv", FieldKind.FILE, {"de": "Profil"}),
                Definition("firm", FieldKind.TEXT, {"de": "Betrieb"}),
            ],
            now=clock.now(),
        )
        registration = make_registration(event)
        public_id = registration.public_id
    with app.app_context(), speaking("de"):
        place = f"/registrations/{links.seal(LINK, public_id)}/answers"
    kept = 0
    for name, content in [*DOCUMENTS[::2], *TABLES[:60:9]]:
        sent = {"once_key": tokens.new_id(), "q-cv": (io.BytesIO(content), "a.html"), "q-firm": "Tischlerei Öz"}
        answer = client.post(place, data=sent, headers=GERMAN)
        assert answer.status_code in {303, 422}, name
        if name.endswith(" cut"):
            assert "beschädigt oder unvollständig" in answer.text, name
        if answer.status_code == 422:
            assert "Tischlerei Öz" in answer.text, name
            assert "höchstens 10" in text_of(parsed(answer)), name
            continue
        kept += 1
        with work():
            given = session().scalars(select(Registration)).one().answers["cv"]
            assert given["name"].endswith(("a.pdf", "a.odt", "a.docx", "a.xlsx", "a.jpg", "a.png", "a.webp")), name
            assert files.path_of(given["id"]).read_bytes() == content
    assert kept > 20


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("a.html", "application/pdf", "a.pdf"),
        ("a.PDF", "application/pdf", "a.PDF"),
        ("Foto.jpeg", "image/jpeg", "Foto.jpeg"),
        ("Brief vom 3.5", "application/pdf", "Brief vom 3.5.pdf"),
        ("x" * 300 + ".exe", "image/png", "x" * 116 + ".png"),
        (".htaccess", "application/pdf", "htaccess.pdf"),
    ],
)
def test_the_ending_says_what_a_file_is(name, kind, kept):
    assert file_names.honest_name(name, kind) == kept
