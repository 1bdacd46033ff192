import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import flash, redirect
from sqlalchemy import update

from tests.factories.organisations import make_organisation
from tests.waiting import LONG_SECONDS
from webapp.accounts import access
from webapp.foundation.database import session
from webapp.foundation.errors import ConflictError
from webapp.foundation.http.idempotency import forget_old_keys, once
from webapp.organisations.models import Organisation
from webapp.organisations.queries import all_organisations


@pytest.fixture
def form(app, client):
    """A form that adds an organisation and leads to its page; sends what it is given."""

    @app.post("/organisations")
    @access.public
    @once
    def add():
        from flask import request

        if request.form["name"] == "refused":
            return "no", 422
        made = make_organisation(request.form["name"])
        return redirect(f"/organisations/{made.key}", 303)

    return lambda **values: client.post("/organisations", data=values)


@pytest.mark.both
def test_a_form_sent_twice_acts_once_and_is_answered_alike(form, work):
    first = form(once_key="k", name="Kammer")
    again = form(once_key="k", name="Kammer")
    assert (first.status_code, first.location) == (again.status_code, again.location)
    with work():
        assert len(all_organisations()) == 1


@pytest.mark.both
def test_a_changed_body_under_the_same_key_is_refused(form, work):
    form(once_key="k", name="Kammer")
    assert form(once_key="k", name="Stadt").status_code == 409
    with work():
        assert [o.name for o in all_organisations()] == ["Kammer"]


@pytest.fixture
def files(app, client):
    """A form with files that says how long they are; sends pairs of content and name."""

    @app.post("/files")
    @access.public
    @once
    def bring():
        from flask import request

        lengths = [str(len(each.stream.read())) for each in request.files.getlist("file")]
        return redirect("/files/" + "-".join(lengths), 303)

    def send(*brought, once_key="k"):
        sent = [(io.BytesIO(content), name) for content, name in brought]
        return client.post("/files", data={"once_key": once_key, "file": sent}, content_type="multipart/form-data")

    return send


A_FILE = (b"Name;Mail" + b"x" * 150_000, "a.csv")


@pytest.mark.parametrize("brought", [(A_FILE,), (A_FILE, A_FILE), ((b"", "a.csv"),), ((b"", ""),), ()])
def test_the_same_files_sent_twice_are_answered_alike_and_read_whole(files, brought):
    first, again = files(*brought), files(*brought)
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert first.location == "/files/" + "-".join(str(len(content)) for content, _ in brought)


def test_a_field_for_files_that_nobody_used_counts_as_none(files):
    assert files((b"", "")).status_code == 303
    assert files().status_code == 303


@pytest.mark.parametrize(
    "other",
    [
        ((b"Name;Mail" + b"x" * 149_999 + b"y", "a.csv"),),  # the last letter
        ((A_FILE[0], "b.csv"),),
        ((A_FILE[0][:-1], "a.csv"),),
        (A_FILE, (b"", "more.csv")),
        (A_FILE, A_FILE),
        ((b"", "a.csv"),),
        (),
    ],
)
def test_another_file_under_the_same_key_is_refused_like_another_text(files, other):
    assert files(A_FILE).status_code == 303
    assert files(*other).status_code == 409
    assert files(*other, once_key="another").status_code == 303


def test_a_refused_form_may_be_put_right_under_its_key(form):
    assert form(once_key="k", name="refused").status_code == 422
    assert form(once_key="k", name="Kammer").status_code == 303


@pytest.mark.both
@pytest.mark.parametrize("refuses", [False, True], ids=["acts", "refuses"])
def test_of_two_at_the_same_moment_the_later_one_is_undone_and_answered_like_the_first(app, work, refuses):
    both_looked = Barrier(2, timeout=LONG_SECONDS)

    @app.post("/organisations")
    @access.public
    @once
    def add():
        both_looked.wait()
        if refuses and organisation_count():
            flash("This is done already.")
            raise ConflictError
        flash("Done.")
        return redirect(f"/organisations/{make_organisation('Kammer').key}", 303)

    def organisation_count():
        session().execute(update(Organisation).values(city="x"))  # the later one waits here, as behind a pool's lock
        return len(all_organisations())

    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(app.test_client().post, "/organisations", data={"once_key": "k"}) for _ in range(2)]
        answers = [one.result() for one in sent]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert sorted("Set-Cookie" in answer.headers for answer in answers) == [False, True]
    with work():
        assert len(all_organisations()) == 1


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_a_usable_key_is_refused(form, key):
    assert form(once_key=key, name="Kammer").status_code == 422


def test_keys_are_forgotten_after_a_day(form, work, now):
    from datetime import timedelta

    from webapp.foundation import clock

    form(once_key="k", name="Kammer")
    clock.move_on(timedelta(hours=25))
    with work():
        assert forget_old_keys() == 1


def test_what_a_refused_repeat_would_have_said_is_not_kept_beside_what_is_unread(app, client):
    @app.post("/said")
    @access.public
    @once
    def say():
        flash("Saved.")
        return redirect("/said/done", 303)

    client.post("/said", data={"once_key": "k", "name": "a"})
    answer = client.post("/said", data={"once_key": "k", "name": "b"})
    assert (answer.status_code, answer.text.count("Saved.")) == (409, 1)
