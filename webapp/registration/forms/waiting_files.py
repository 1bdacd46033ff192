"""Files of a form that is refused wait for its next attempt, under the form's one-time key."""

from collections.abc import Sequence

from flask import request
from wtforms import Form

from webapp.fields import forms as fields
from webapp.fields.types import Definition
from webapp.foundation import clock
from webapp.foundation.http.idempotency import FIELD


def wait_for_files(form: Form, asked: Sequence[Definition]) -> None:
    """Fill in what came along before, unless it shan't be sent any more."""
    fields.wait_for_files(form, asked, form_key=request.form.get(FIELD, ""), dropped=request.form, now=clock.now())


def let_files_wait(form: Form, asked: Sequence[Definition]) -> None:
    """Keep what came along with a form that is refused."""
    fields.let_files_wait(form, asked, form_key=request.form.get(FIELD, ""), now=clock.now())


def forget_files(form: Form, asked: Sequence[Definition]) -> None:
    """Delete what waited, once the form is taken."""
    fields.forget_waiting_files(form, asked, form_key=request.form.get(FIELD, ""))
