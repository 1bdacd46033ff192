"""The questions of an event at the desk, with everywhere that their answers are read."""

import csv
import io
import json

import openpyxl

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.admin.statistics.figures import statistics_of
from webapp.events.queries import get_event
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.registration import queries
from webapp.registration.types import LINK

GERMAN = {"Accept-Language": "de"}


class Form:
    """The questions of an event at the desk, and everywhere that their answers are read."""

    def __init__(self, app, client, desk, work):
        self.app, self.client, self.desk, self.work = app, client, desk, work
        with work():
            self.slug = make_event(host=desk.host, capacity=50).slug
        self.path = f"/events/{self.slug}/sign-up/questions"
        self.people = []

    def change(self, key, **said):
        assert self.desk.send(f"{self.path}/{key}", said).status_code == 303
        self.ask()

    def ask(self):
        assert self.desk.send(f"{self.path}/ask").status_code == 303

    def answer(self, *, heads=(), **answers):
        with self.work():
            event = get_event(self.slug)
            setup = queries.setup_of(event.id)
            name = f"Gast {len(self.people) + 1}"
            made = make_registration(event, name, answers=answers, heads=heads, field_set_id=setup.field_set_id)
            self.people.append(made.public_id)
        return made.public_id

    def asked(self):
        with self.work():
            return [each.key for each in queries.setup_of(get_event(self.slug).id).definitions]

    def link(self, public_id, path=""):
        with self.app.app_context():
            return f"/registrations/{links.seal(LINK, public_id)}{path}"

    def own_page(self, public_id):
        return text_of(parsed(self.client.get(self.link(public_id), headers=GERMAN)))

    def data(self, public_id):
        return json.loads(self.client.get(self.link(public_id, "/data")).data)

    def rows(self, query=""):
        answer = self.desk.client.get(f"/manage/events/{self.slug}/registrations.csv{query}", headers=GERMAN)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))

    def sheet(self, number=0):
        answer = self.desk.client.get(f"/manage/events/{self.slug}/registrations.xlsx", headers=GERMAN)
        assert answer.status_code == 200
        page = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[number]
        head, *rows = page.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def list(self):
        document = parsed(self.desk.client.get(f"/manage/events/{self.slug}/registrations", headers=GERMAN))
        keys = [each.get("value") for each in document.iter("input") if each.get("name") == "column"]
        self.desk.send(f"/events/{self.slug}/registrations/columns", {"column": keys})
        return text_of(parsed(self.desk.client.get(f"/manage/events/{self.slug}/registrations", headers=GERMAN)))

    def charts(self):
        with self.work(), speaking("de"):
            event = get_event(self.slug)
            found = statistics_of(event, queries.setup_of(event.id), "de")
            return {each.title: dict(each.rows) for each in (*found.charts, *found.answers)}

    def filled(self, public_id):
        """The form of one's answers, as a browser has it."""
        answer = self.client.get(self.link(public_id, "/answers"), headers=GERMAN)
        return sent_from(parsed(answer), "seen")

    def save(self, public_id, sent, **typed):
        return self.client.post(self.link(public_id, "/answers"), data={**sent, **typed}, headers=GERMAN)
