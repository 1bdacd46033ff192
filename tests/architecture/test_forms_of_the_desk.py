"""What keeps the forms of the desk from being written twice: they know what they edit, and who refuses says it once."""

import ast
import importlib
import inspect
import pkgutil
import typing

import pytest

import webapp.admin
from webapp.accounts.services import (
    ask_for_address,
    change_profile,
    change_role,
    give_role,
    invite,
    open_access_link,
)
from webapp.agenda.services import add_item, update_item
from webapp.calendar.services import draft_dates
from webapp.checkin.services import add_point
from webapp.contacts import services as contacts
from webapp.documents.services import order_paper
from webapp.events.services import (
    add_next_date,
    add_venue,
    change_capacity,
    change_event,
    change_series,
    change_venue,
    copy_event,
    open_series,
)
from webapp.fields.types import Definition
from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form
from webapp.foundation.settings import ROOT
from webapp.mail.types import OwnWords
from webapp.office.services import change_settings, save_draft
from webapp.office.services.funding import add_notice, change_notice
from webapp.office.services.organisations import change_organisation, make_organisation, say_sender
from webapp.organising.services import set_up_event
from webapp.procurement.services import announce_tender, change_tender
from webapp.registration.services import Guest, add_category, change_category, set_tags, set_up, take_list
from webapp.registration.types import Contact, Head
from webapp.stations.services import add_station, change_station

# What leads to something else than a sentence: a page that asks once more, a list of what is missing.
LEADS_ELSEWHERE = {"AlreadyCameError", "DatesDecidedError", "NotReadyError", "OthersJoinedError", "SeenOtherwiseError"}
# What was typed, in `controls`, or uploaded, in `picture_field`.
_READING = {"ValueError", "AddressInvalidError", "FileDamagedError", "FileRefusedError"}
# Its form is looked at and nothing is saved.
LOOKS_ONLY = {"words_letter"}
TAKEN_BY = [
    *(("ProfileForm", change_profile), ("AddressForm", ask_for_address), ("InviteForm", invite)),
    *(("ChangeRoleForm", change_role), ("GiveRoleForm", give_role)),
    *(("AccessLinkForm", open_access_link), ("CapacityForm", change_capacity), ("ChosenDatesForm", draft_dates)),
    *(("CategoryForm", add_category), ("CategoryForm", change_category), ("SignUpSettingsForm", set_up)),
    *(("CopyForm", copy_event), ("FirstNextForm", add_next_date)),
    *(("SeriesForm", open_series), ("SeriesForm", change_series)),
    *(
        ("DraftForm", change_event),
        ("PublishedForm", change_event),
        ("NewEventForm", set_up_event),
        ("GuestForm", Guest),
        ("PersonForm", Head),
    ),
    *(("AttendeeForm", Head), ("ContactForm", Contact)),
    *(("ItemForm", add_item), ("ItemForm", update_item), ("PaperForm", order_paper), ("PointForm", add_point)),
    *(("InstallationForm", change_settings), ("LegalTextForm", save_draft)),
    *(("StationForm", add_station), ("StationForm", change_station)),
    *(("TenderForm", announce_tender), ("TenderForm", change_tender)),
    *(("OrganisationForm", make_organisation), ("OrganisationForm", change_organisation), ("SenderForm", say_sender)),
    *(("NoticeForm", add_notice), ("NoticeForm", change_notice), ("VenueForm", add_venue), ("VenueForm", change_venue)),
    ("TableForm", take_list),
    *(("EntryForm", contacts.enter), ("EntryForm", contacts.change), ("RemarksForm", contacts.remark)),
    *(("ReviewForm", contacts.reviewed), ("ListForm", contacts.keep_list), ("ListForm", contacts.rename_list)),
    ("ContactTableForm", contacts.take_table),
    *(("QuestionForm", Definition), ("WordsForm", OwnWords), ("TagsForm", set_tags)),
]
APART = {
    "DraftForm": {"capacity"},  # goes to a service of its own
    "PublishedForm": {"capacity"},
    "ContactTableForm": {"source", "purpose", "review_on"},  # told together, as the grounds
}


def trees():
    for path in sorted((ROOT / "webapp" / "admin").rglob("*.py")):
        yield from ast.parse(path.read_text(encoding="utf-8")).body


def functions():
    return [each for node in trees() for each in ast.walk(node) if isinstance(each, ast.FunctionDef)]


def test_the_desk_catches_a_refusal_only_where_it_leads_elsewhere():
    handlers = [each.type for node in trees() for each in ast.walk(node) if isinstance(each, ast.ExceptHandler)]
    named = [each.id for handler in handlers for each in ast.walk(handler) if isinstance(each, ast.Name)]
    assert set(named) - _READING == LEADS_ELSEWHERE


def test_the_desk_saves_its_forms_by_one_helper():
    asking = {each.name for each in functions() if "validate_on_submit" in ast.unparse(each)}
    assert asking == LOOKS_ONLY


def arguments_of(service):
    """The names of what a service takes, those of its bag of changes as well."""
    taken = inspect.signature(service).parameters.values()
    bags = [each.annotation for each in taken if each.kind is each.VAR_KEYWORD]
    within = {name for bag in bags for name in typing.get_type_hints(typing.get_args(bag)[0])}
    return within | {each.name for each in taken if each.kind is not each.VAR_KEYWORD}


def modules():
    found = pkgutil.walk_packages(webapp.admin.__path__, "webapp.admin.")
    return [importlib.import_module(each.name) for each in found]


def forms():
    """The forms that are made in the desk, by their names."""
    made = [(each, module.__name__) for module in modules() for each in vars(module).values()]
    own = [each for each, where in made if isinstance(each, type) and each.__module__ == where]
    return {each.__name__: each for each in own if issubclass(each, Form)}


def told_by(form):
    """The names under which a form tells what was typed."""
    fields = {each: getattr(getattr(form, each), "kept", None) for each in dir(form)}
    return {said.name or each for each, said in fields.items() if said is not None}


@pytest.mark.parametrize(("name", "service"), TAKEN_BY, ids=lambda each: getattr(each, "__name__", each))
def test_a_service_takes_whatever_a_form_tells(name, service):
    told = told_by(forms()[name])
    assert told
    assert told - APART.get(name, set()) <= arguments_of(service)


def test_every_form_that_tells_a_service_is_compared_with_it():
    telling = {name: each for name, each in forms().items() if told_by(each)}
    compared = [form for name, form in forms().items() if name in {name for name, _service in TAKEN_BY}]
    apart = [name for name, each in telling.items() if not any(_is_kin(each, other) for other in compared)]
    assert apart == []


def _is_kin(form, other):
    return issubclass(form, other) or issubclass(other, form)


def is_of_refusals(value):
    return isinstance(value, dict) and bool(value) and all(_is_refusal(each) for each in value)


def _is_refusal(each):
    return isinstance(each, type) and issubclass(each, DomainError)


def said():
    """Every kind of refusal with what the desk says of it, and where that stands."""
    for module in modules():
        for table in filter(is_of_refusals, vars(module).values()):
            yield from ((kind, sentence, id(table)) for kind, sentence in table.items())
    for name, form in forms().items():
        own = vars(form).get("refusals", {})
        yield from ((kind, sentence, name) for kind, (_field, sentence) in own.items())


def test_what_the_desk_says_of_a_refusal_stands_once(app):
    with app.test_request_context():
        words = {(kind, str(sentence), where) for kind, sentence, where in said() if not callable(sentence)}
    once = [(kind, text) for kind, text, _where in words]
    assert len(once) >= 10
    assert len(once) == len(set(once)), sorted(str(each) for each in once if once.count(each) > 1)
