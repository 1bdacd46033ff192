"""Passwords that were sent stand on no page, in no log and in no table, but for the slow hash of the account."""

import ast
import hashlib
import json

from sqlalchemy import select

from tests.factories.accounts import PASSWORD, make_user, sign_in
from webapp.accounts.types import Role
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.http.idempotency import OneTimeKey
from webapp.foundation.settings import ROOT

NEW = "drei graue Katzen im Schnee"


def password_fields():
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("PasswordField("):
                yield from (target.id for target in node.targets)


def test_fields_for_passwords_are_called_so_or_pages_of_failures_would_show_them():
    found = list(password_fields())
    assert len(found) >= 5
    assert [name for name in found if "password" not in name] == []


def test_the_table_of_one_time_keys_holds_no_digest_that_passwords_could_be_tried_with(app, work, now):
    with work():
        email = make_user(Role.ADMIN).email
    client, path = app.test_client(), "/manage/account/password"
    sign_in(client, email)
    sent = {"current_password": PASSWORD, "new_password": NEW}
    assert client.post(path, data={"once_key": tokens.new_id(), **sent}).status_code == 303
    plain = json.dumps([path, sorted((name, [value]) for name, value in sent.items())])
    with work():
        kept = session().scalars(select(OneTimeKey.digest)).all()
    assert len(kept) == 1
    assert hashlib.sha256(plain.encode()).hexdigest() not in kept
