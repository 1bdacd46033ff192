"""Pages around one form, and buttons: what can't be done becomes a sentence where it belongs.

    form = ItemForm(over=item)

    def change() -> ResponseReturnValue:
        services.update_item(item=item, **form.changes())
        return done(_("Saved."), "admin.programme.agenda", slug=slug)

    return form_page(form, change, lambda: render_template("admin/programme/edit_item.html", form=form, item=item))

What is done is one service's; what is said when it refuses stands with the form, or in the tables that `attempt` takes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from webapp.foundation.errors import DomainError
from webapp.foundation.http.forms import Form
from webapp.foundation.http.idempotency import refuse
from webapp.foundation.http.refusals import Said, sentence_of


def form_page(form: Form, save: Callable[[], ResponseReturnValue], show: Callable[[], str]) -> ResponseReturnValue:
    """Show the form, or save what it says and go on; what is refused, the form says (`Form.say_refusal`).

    `save` calls one service with what a valid form tells, and answers with where to go on; `show` draws the page.
    """
    if form.is_submitted():
        return sent_form(form, save, show)
    return show(), form.http_status


def sent_form(form: Form, save: Callable[[], ResponseReturnValue], show: Callable[[], str]) -> ResponseReturnValue:
    """As `form_page`, for a form that was sent to an address of its own."""
    is_valid = form.validate() and form.is_complete()
    return checked_form(form, save, show) if is_valid else (show(), form.http_status)


def checked_form(form: Form, save: Callable[[], ResponseReturnValue], show: Callable[[], str]) -> ResponseReturnValue:
    """As `form_page`, for a form that is known to be valid."""
    try:
        return save()
    except DomainError as refusal:
        if not form.say_refusal(refusal):
            raise
    return show(), form.http_status


class Undo(NamedTuple):
    """The one press that takes back what was just done: where it leads, what its button says, and what it sends."""

    url: str
    label: str = ""
    fields: dict[str, str] = {}  # noqa: RUF012 - never changed


def done(
    said: str | LazyString, endpoint: str, *, kind: str = "success", undo: Undo | None = None, **values: Any
) -> ResponseReturnValue:
    """Go on to a page, which says what was done, and offers to take it back."""
    tell(str(said), kind, undo)
    return redirect(url_for(endpoint, **values), 303)


def tell(said: str, kind: str = "success", undo: Undo | None = None) -> None:
    """Have the next page say it, with a button that takes it back."""
    flash(said if undo is None else {"said": said, **undo._asdict()}, kind)  # type: ignore[arg-type] # as JSON


def attempt(
    act: Callable[[], object],
    back: Callable[[], ResponseReturnValue],
    *said: Said,
    told: str | None = None,
    undo: Undo | None = None,
) -> ResponseReturnValue:
    """Do what a button says and go on to where `act` leads; with `told`, which may be empty, back, where it is said.

    What is refused leads back as well, and the page says why: nothing of it is stored, and the form may be sent once
    more (`refuse`). What none of `said` has words for is answered by the page of its status.
    """
    try:
        led = act()
    except DomainError as refusal:
        if (sentence := sentence_of(refusal, *said)) is None:
            raise
        refuse(sentence)
        return back()
    if told:
        tell(told, "success", undo)
    return back() if led is None or told is not None else led  # type: ignore[return-value]
