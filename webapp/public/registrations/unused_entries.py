"""What was typed that the chosen category has no use for: it is said at its field, for nothing is dropped unsaid."""

from flask_babel import gettext as _
from wtforms import Field, Form, RadioField

from webapp.fields import forms as fields
from webapp.fields.wording import shown
from webapp.public.people_forms import HeadForm, Person
from webapp.public.registrations.people_rows import Main, PeopleRows
from webapp.registration.forms.asked import Asked
from webapp.registration.types import CategoryTerms


def say_unused(main: Main, rows: PeopleRows, asked: Asked, terms: CategoryTerms) -> set[str]:
    """Put at each field what becomes of an entry that the terms don't ask for; the parts of the page with such ones."""
    of_people = _say_at_number(main.count, rows, terms) if terms.named else _say_at_people(main.persons, rows, asked)
    return _say_at_code(main.code, terms) | of_people


def say_unasked(questions: Form, rows: PeopleRows, asked: Asked, terms: CategoryTerms) -> None:
    """Put at each question that isn't asked of the category that it is answered all the same."""
    now = asked.of(terms)
    fields.say_unasked(questions, asked.once, now.once)
    for form in rows.questions():
        fields.say_unasked(form, asked.each, now.each)


def _say_at_code(code: Field, terms: CategoryTerms) -> set[str]:
    if terms.code or not (code.data or "").strip():
        return set()
    code.errors = [_("No code is needed here. Please choose what the code is for, or leave this empty.")]
    return {"code"}


def _say_at_number(count: Field, rows: PeopleRows, terms: CategoryTerms) -> set[str]:
    """A number says nothing of who comes where each is named, unless as many are."""
    if not (count.data or "").strip() or rows.count() == len(rows.coming()):
        return set()
    if terms.most > 1:
        said = _("Everyone who comes is named here. Please add the others by name and leave this empty.")
    else:
        said = _("Only one person can be registered here. Please leave this empty.")
    count.errors = [*count.errors, said]
    return {"count"}


def _say_at_people(persons: Field, rows: PeopleRows, asked: Asked) -> set[str]:
    """Names, and answers of single people, are nowhere kept where only the number counts."""
    filled, is_other = rows.filled(), bool(rows.count()) and (persons.data or 1) not in {1, rows.count()}
    if is_other:
        persons.errors = [*persons.errors, _("You entered another number above. Please choose 1 here.")]
    for person in filled:
        if person.form is not None:
            _say_at_name(person.form)
        _say_at_answers(person, asked)
    return {"people"} if filled or is_other else set()


def _say_at_name(form: HeadForm) -> None:
    said = _("Names aren’t needed here. Please enter how many people are coming in all, and leave this empty.")
    for field in (form.name, form.email):
        if (field.data or "").strip():
            field.errors = [said]


def _say_at_answers(person: Person, asked: Asked) -> None:
    given = fields.read(person.questions, asked.each).values
    for each in asked.each:
        if each.key in given:
            field = person.questions[each.key]
            said = shown(each, given[each.key])
            field.errors = (
                _("One answer holds for everyone here. Not taken: “%(said)s”. Please leave this empty.", said=said),
            )
            if isinstance(field, RadioField):  # nobody could take it back
                field.data = None
