"""Forms that know what they edit, pages around them, and the sentences of refusals."""

from types import MappingProxyType, SimpleNamespace

import pytest
from flask import get_flashed_messages
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from webapp.foundation.errors import ConflictError, DomainError, InvalidError
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.forms import Form
from webapp.foundation.http.kept_fields import kept
from webapp.foundation.http.refusals import sentence_of


class TakenError(ConflictError):
    """Somebody else has it."""


class TakenForeverError(TakenError):
    """Nobody gives it back."""


class ShelfForm(Form):
    """A shelf and who keeps it."""

    name = kept(StringField("Name", [InputRequired()]))
    keeper = kept(StringField("Keeper"), "kept_by", shown=lambda shelf: shelf.owner.name, told=str.upper)
    is_open = kept(BooleanField("Open"))
    note = StringField("Note")
    refusals = MappingProxyType({TakenError: ("name", lambda refusal: f"{refusal.details['by']} has it.")})


class LentForm(ShelfForm):
    """A shelf with a field that stands for two things."""

    def read(self, thing):
        return {**super().read(thing), "note": f"{thing.row}/{thing.place}"}

    def changes(self):
        row, _, place = self.note.data.partition("/")
        return {**super().changes(), "row": int(row), "place": int(place)}


SHELF = SimpleNamespace(name="A", owner=SimpleNamespace(name="Kim"), is_open=True, row=2, place=7)


@pytest.fixture
def sent(app):
    """A request that sends a form, or opens its page."""

    def request(data=None):
        return app.test_request_context("/", method="GET" if data is None else "POST", data=data)

    return request


def test_a_form_shows_what_its_fields_stand_for(sent):
    with sent():
        form = LentForm(over=SHELF)
        assert (form.name.data, form.keeper.data, form.is_open.data, form.note.data) == ("A", "Kim", True, "2/7")
        assert form.http_status == 200


def test_a_form_tells_what_was_typed_by_the_names_of_what_is_kept(sent):
    with sent({"name": "B", "keeper": "Ina", "note": "3/1"}):
        form = LentForm(over=SHELF)
        assert form.changes() == {"name": "B", "kept_by": "INA", "is_open": False, "row": 3, "place": 1}


def test_what_a_form_left_out_is_told_of_by_nobody(sent):
    with sent({"name": "B"}):
        form = ShelfForm(over=SHELF)
        form.leave_out("keeper")
        assert form.changes() == {"name": "B", "is_open": False}


def test_without_anything_to_edit_a_form_shows_what_it_is_given(sent):
    with sent():
        assert ShelfForm(over=None, data={"name": "new"}).name.data == "new"


def page_of(form, save):
    return form_page(form, save, lambda: "page")


def test_a_page_shows_its_form_and_saves_only_what_is_valid(sent):
    calls = []
    with sent():
        assert page_of(ShelfForm(), lambda: calls.append("saved")) == ("page", 200)
    with sent({"name": ""}):
        assert page_of(ShelfForm(), lambda: calls.append("saved")) == ("page", 422)
    assert not calls
    with sent({"name": "B"}):
        assert page_of(ShelfForm(), lambda: done("Saved.", "public.events.start")).status_code == 303
        assert get_flashed_messages(with_categories=True) == [("success", "Saved.")]


def test_a_form_that_isnt_complete_is_not_saved(sent):
    class Halved(ShelfForm):
        def is_complete(self):
            self.note.errors = ["What else?"]
            return False

    with sent({"name": "B"}):
        assert page_of(Halved(), lambda: pytest.fail("saved")) == ("page", 422)


@pytest.mark.parametrize("refusal", [TakenError(by="Ina"), TakenForeverError(by="Ina")])
def test_what_a_service_refuses_stands_at_its_field_with_the_status_of_the_refusal(sent, refusal):
    def save():
        raise refusal

    with sent({"name": "B"}):
        form = ShelfForm()
        assert page_of(form, save) == ("page", 409)
        assert form.name.errors == ["Ina has it."]


def test_what_a_form_has_no_words_for_is_answered_elsewhere(sent):
    def save():
        raise InvalidError

    with sent({"name": "B"}), pytest.raises(InvalidError):
        page_of(ShelfForm(), save)


def test_a_sentence_is_that_of_the_nearest_kind_and_of_the_first_who_has_words():
    general, own = {ConflictError: "changed", TakenError: "taken"}, {TakenError: "taken here"}
    assert sentence_of(TakenForeverError(), own, general) == "taken here"
    assert sentence_of(TakenForeverError(), general) == "taken"
    assert sentence_of(ConflictError(), own, general) == "changed"
    assert sentence_of(DomainError(), own, general) is None


def test_a_button_that_is_refused_leads_back_and_says_why(sent):
    def act():
        raise TakenError

    with sent({}):
        assert attempt(act, lambda: "back", {TakenError: "It is taken."}) == "back"
        assert get_flashed_messages(with_categories=True) == [("warning", "It is taken.")]
    with sent({}), pytest.raises(TakenError):
        attempt(act, lambda: "back", {InvalidError: "No."})


def test_a_button_leads_back_or_to_where_it_was_done(sent):
    with sent({}):
        assert attempt(lambda: None, lambda: "back") == "back"
        assert attempt(lambda: "there", lambda: "back") == "there"
