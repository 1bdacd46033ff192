"""What somebody typed into a field that the form no longer has is told them, and never dropped with “Saved”."""

import ast

import pytest
from wtforms import SelectField

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.admin.door.forms.papers import PaperForm
from webapp.admin.events.forms.events import DraftForm, PublishedForm
from webapp.admin.invitations.forms import GuestForm, TableForm
from webapp.admin.letters.forms import MailingForm
from webapp.events.queries import get_event
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.settings import ROOT
from webapp.mail.types import MailKind
from webapp.registration import services
from webapp.registration.models import Invitation

TYPED = {"day": "2027-06-10", "starts": "08:15", "ends": "23:45", "last_day": "2027-06-11", "capacity": "33"}
SHOWN = {"day": "10. Juni 2027", "starts": "08:15", "ends": "23:45", "last_day": "11. Juni 2027", "capacity": "33"}


def stands(event):
    return event.starts_at, event.ends_at, event.pool.capacity, event.teaser


@pytest.fixture
def opened(desk, work):
    """A window over a draft that a colleague has published meanwhile: the event's slug and what the window sends."""
    with work():
        slug = make_event("Dialog", host=desk.host, capacity=25, status="draft", published_at=None).slug
    sent = sent_from(parsed(desk.client.get(f"/manage/events/{slug}/edit")), "day")
    sent.pop("once_key")
    with work():
        event = get_event(slug)
        event.status, event.published_at = "published", clock.now()
    return slug, sent


@pytest.mark.parametrize(
    "typed", [*([name, value] for name, value in TYPED.items()), ["capacity", ""], ["day", "bald"]]
)
def test_what_a_published_event_takes_elsewhere_is_said_and_nothing_is_saved(desk, read, opened, typed):
    slug, sent = opened
    before, (name, value) = read(slug, stands), typed
    refused = desk.send(f"/events/{slug}/edit", {**sent, "teaser": "Neu", name: value})
    assert refused.status_code == 409
    page = parsed(refused)
    said = text_of(page).replace("\xa0", " ")
    assert "inzwischen veröffentlicht" in said
    assert f"Sie haben eingegeben: „{'' if value else 'nichts'}" in said
    assert not value or (value if value == "bald" else SHOWN[name]) in said
    links = {each.get("href") for each in page.iter("a")}
    assert {f"/manage/events/{slug}/postpone", f"/manage/events/{slug}/registrations"} <= links
    assert read(slug, stands) == before
    again = sent_from(page, "teaser")
    assert not TYPED.keys() & again.keys()
    assert desk.send(f"/events/{slug}/edit", again, key="again").status_code == 303
    assert read(slug, stands) == (*before[:3], "Neu")


def test_a_window_that_left_day_and_places_alone_saves_the_rest(desk, read, opened):
    slug, sent = opened
    before = read(slug, stands)
    assert desk.send(f"/events/{slug}/edit", {**sent, "teaser": "Neu"}).status_code == 303
    assert read(slug, stands) == (*before[:3], "Neu")


def test_a_page_that_said_so_saves_also_after_the_date_was_moved(desk, work, read, opened):
    slug, sent = opened
    refused = desk.send(f"/events/{slug}/edit", {**sent, "day": "2027-06-10"})
    with work():
        event = get_event(slug)
        event.starts_at, event.ends_at = clock.local(event.starts_at, event.zone), event.ends_at
        event.pool.capacity = 40
    again = {**sent_from(parsed(refused), "teaser"), "teaser": "Neu"}
    assert desk.send(f"/events/{slug}/edit", again, key="again").status_code == 303
    assert read(slug, stands)[2:] == (40, "Neu")


def test_nobody_is_invited_without_the_category_that_was_chosen(desk, work):
    with work():
        event = make_event(host=desk.host)
        category, slug = make_category(event), event.slug
        chosen = category.public_id
    sent = sent_from(parsed(desk.client.get(f"/manage/events/{slug}/invitations")), "organisation")
    sent.pop("once_key")
    sent |= {"name": "Kim", "email": "kim@example.org", "category": chosen}
    with work():
        services.retire_category(event=get_event(slug), category=session().merge(category), now=clock.now())
    refused = desk.send(f"/events/{slug}/invitations", sent)
    assert refused.status_code == 422
    assert "„Kategorie“ kann hier nicht mehr gewählt werden." in text_of(parsed(refused))
    with work():
        assert session().query(Invitation).count() == 0


FORMS = {
    PublishedForm: lambda **sent: PublishedForm(zone="Europe/Berlin", begins=clock.now(), **sent),
    PaperForm: lambda **sent: PaperForm(phase=Phase.RUNNING, **sent),
    GuestForm: lambda **sent: GuestForm([], **sent),
    TableForm: lambda **sent: TableForm([], **sent),
    **{
        (MailingForm, kind): lambda kind=kind, **sent: MailingForm(kind, [], [], lang="de", **sent)
        for kind in (MailKind.MESSAGE, MailKind.REMINDER, MailKind.THANKS)
    },
}


def fields_of(form):
    return {field.short_name for field in form}


@pytest.mark.parametrize("make", FORMS.values())
def test_each_form_that_leaves_fields_out_says_what_was_sent_in_them(app, make):
    with app.test_request_context():
        there = fields_of(make(formdata=None))
        kind = type(make(formdata=None))
        every = {name for each in kind.__mro__ for name in vars(each) if hasattr(getattr(kind, name), "field_class")}
    for name in every - there:
        with app.test_request_context(method="POST", data={name: TYPED.get(name, "7"), "seen": f'{{"{name}": "x"}}'}):
            form = make()
            if isinstance(getattr(form, name), SelectField):  # refused by itself as what it doesn't offer
                continue
            assert not form.validate()
            label = str(getattr(kind, name).args[0])
            assert any(label in sentence for sentence in form.form_errors), (kind, name)


def test_no_form_of_the_house_takes_a_field_off_without_a_word():
    leaving = set()
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for each in ast.walk(tree):
            if isinstance(each, ast.Delete) and path != ROOT / "webapp/foundation/http/forms.py":
                assert not any(ast.unparse(target).startswith("self") for target in each.targets), path
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "self.leave_out":
                leaving.add(path.stem)
    known = {(kind[0] if isinstance(kind, tuple) else kind).__module__.rpartition(".")[2] for kind in FORMS}
    assert leaving == known
    assert issubclass(PublishedForm, DraftForm)
