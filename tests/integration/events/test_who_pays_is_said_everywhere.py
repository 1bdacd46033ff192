"""A funding notice stands wherever its event is shown, in each format; where that is, is found from what there is."""

import io
import json
import re
import zipfile

import pypdf
import pytest
from sqlalchemy import select

from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.mail import make_all_kinds
from tests.factories.organisations import make_funding_notice, make_organisation
from tests.factories.registration import make_registration
from tests.integration.documents.paper import Paper
from tests.world import make_world
from webapp.documents import services as documents
from webapp.documents.models import PaperOrder
from webapp.documents.types import PaperKind
from webapp.foundation import files
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail

NOTICE = "Gefördert aus Steuermitteln."
LOGO = "Wappen des Freistaats"
# Each of these belongs to one event: by its slug, or by a link that was made for it.
OF_AN_EVENT = re.compile(r".*<slug>|/t/|/registrations/|/join/|/invitations/|/canvases/|/stations/")
OF_OTHERS = re.compile(r"/plans/|/measures/|/calendar/|/series/")
# What a script puts into a page that says it, or a program reads and shows to nobody.
WITHIN_A_PAGE = re.compile(r"hall\.checkin\.(door_guests|app_manifest)|hall\.canvases\.canvas_json|(\w+\.)+\w+_part")
LETTERS = re.compile(r"admin\.letters\.\w+_letter")  # pictures in mails are kept away by many programs


def words_in(answer):
    """All that a page or a file says."""
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as box:
            return " ".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())
    if answer.mimetype == "application/json":
        return json.dumps(json.loads(answer.data), ensure_ascii=False)
    return answer.data.decode().replace("\r\n ", "")


def test_every_page_file_and_feed_of_the_event_says_who_pays(app, work, now):
    with work():
        world = make_world(app)
    client = app.test_client()
    assert sign_in(client, world.organizer).status_code == 303
    over = world.values["slug /events"][1]  # another event, for which nobody pays
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and is_shown(rule)]
    answers = [
        (rule.endpoint, client.get(address, headers={"Accept-Language": "de"}, buffered=True))
        for rule in rules
        for address in world.addresses_of(rule)
        if over not in address
    ]
    told = [(name, each) for name, each in answers if each.status_code == 200 and "image/" not in each.mimetype]
    silent = [name for name, each in told if NOTICE not in " ".join(words_in(each).split())]
    pages = [(name, each.text) for name, each in told if each.mimetype == "text/html" and not LETTERS.fullmatch(name)]
    assert silent == []
    assert [name for name, page in pages if LOGO not in page] == []
    assert len({name for name, _each in told}) > 60
    kinds = {each.mimetype for _name, each in told}
    assert {"text/html", "text/calendar", "application/pdf", "application/json", "text/csv"} < kinds


def is_shown(rule):
    is_of_it = OF_AN_EVENT.match(rule.rule) and not OF_OTHERS.match(rule.rule)
    return is_of_it and not WITHIN_A_PAGE.fullmatch(rule.endpoint)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_letter_about_the_event_says_who_pays(app, work, now, lang):
    with work():
        host = make_organisation()
        notice = make_funding_notice(host, NOTICE)
        make_all_kinds(lang, host=host, funding_id=notice.id)
        mails = [mail for mail in session().scalars(select(OutboxMail)) if mail.event_id is not None]
        assert len({mail.kind for mail in mails}) > 20
        assert {mail.kind for mail in mails if NOTICE not in mail.text or NOTICE not in mail.html} == set()


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_says_who_pays_and_shows_the_logo_where_there_is_room(app, work, now, kind):
    with work():
        host = make_organisation()
        event = make_event(host=host, funding_id=make_funding_notice(host, NOTICE).id)
        make_registration(event, "Kim Muster")
        order = documents.order_paper(
            event=event, kind=kind, label="cut", asked={}, language="de", now=now, for_everyone=True
        )
        order_id = order.id
    with app.app_context():
        documents.make_ordered(now=now)
    with work():
        content = files.path_of(session().get_one(PaperOrder, order_id).file_id).read_bytes()
    paper = Paper(content)
    assert NOTICE in paper.text
    assert paper.is_tagged
    assert (LOGO in paper.alternatives()) == (kind is not PaperKind.BADGES)
