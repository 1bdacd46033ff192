"""Rounds of odd requests over all routes: nothing fails, a refusal changes nothing, what was typed is kept."""

import logging
import unicodedata
import uuid
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

from flask import Flask
from sqlalchemy import event, text

from tests.fuzzing.schema import Schema, Target, forms_of, typed_of
from tests.fuzzing.values import BODIES, HEADERS, JSON, WORDS, odd_file
from tests.fuzzing.visitors import Visitor
from tests.world import CALENDAR, TABLE
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import Model, db, session
from webapp.foundation.http import errors

# A program unsubscribes by a POST that leads nowhere.
_DONE_WITHOUT_REDIRECT = {"public.opt_outs.opt_out", "hall.checkin.door_log", "hall.canvases.canvas_json"}
_ASCII = "".join(map(chr, range(128)))
_NEVER_SHOWN_AGAIN = {"password", "csrf_token", "once_key", "next"}
_BOUNDARY = "between-the-parts"
_JSON_ROUTES = {"hall.checkin.door_log", "hall.canvases.canvas_json"}
Field = tuple[Target, str]


@dataclass
class Sent:
    """One odd request."""

    target: Target
    query: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    raw: bytes | None = None
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)


@dataclass
class Watch:
    """What a request did; `changed` says that it would have stored something else than there was."""

    writes: int = 0
    changed: bool = False
    failures: list[str] = field(default_factory=list)


@contextmanager
def nothing_stays(app: Flask):
    """Each commit is looked at and taken back, so that every request finds the same world."""
    watch = Watch()
    with app.app_context():
        before = _dump(db.session)
        db.session.rollback()
        engine = db.engine
    kept = transaction.commit

    def commit() -> None:
        current = session()
        current.flush()
        watch.changed = bool(watch.writes) and _dump(current) != before
        transaction.rollback()

    def count(_connection, _cursor, statement, *_):
        watch.writes += statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}

    handler = _Listening(watch)
    logging.getLogger(errors.__name__).addHandler(handler)
    event.listen(engine, "before_cursor_execute", count)
    transaction.commit = commit
    try:
        yield watch
    finally:
        transaction.commit = kept
        event.remove(engine, "before_cursor_execute", count)
        logging.getLogger(errors.__name__).removeHandler(handler)


class _Listening(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        about = record.exc_info[1] if record.exc_info else ""
        self._watch.failures.append(f"{record.getMessage()} {about!r}"[:600])


def _dump(current) -> dict[str, list]:
    return {
        table.name: sorted(map(repr, current.execute(text(f'SELECT * FROM "{table.name}"')).all()))
        for table in Model.metadata.sorted_tables
    }


def one_round(schema: Schema, clients: dict[str, Visitor], watch: Watch, seed: int) -> list[str]:
    """An odd request to each target by each client; what went wrong, in words."""
    random, wrong = Random(seed), []  # noqa: S311 - to be repeated, not to be secret
    for target in schema.targets:
        for who, client in clients.items():
            sent = odd_request(schema, target, random)
            watch.writes, watch.changed, watch.failures = 0, False, []
            answer = send(client, sent, random)
            said = problems(sent, answer, watch)
            wrong += [f"seed {seed}: {who} {target.method} {target.rule}: {each}\n    {sent}"[:1500] for each in said]
    return wrong


def with_a_file_in_place_of(
    fields: Iterable[Field], schema: Schema, clients: dict[str, Visitor], watch: Watch
) -> list[str]:
    """The forms as they are shown, with a file in place of one field after the other; what went wrong."""
    random, wrong = Random(0), []  # noqa: S311 - to be repeated, not to be secret
    for target, name in fields:
        client = clients["door" if target.endpoint.startswith("hall.") else "admin"]
        known = {other: values for other, values in schema.fields[target.endpoint].items() if other != name}
        known["once_key"] = [tokens.new_id()]
        sent = Sent(target, files={name: (b"%PDF-1.7 %%EOF", "a.pdf")})
        sent.fields = [(other, value) for other, values in known.items() for value in values]
        watch.writes, watch.changed, watch.failures = 0, False, []
        answer = send(client, sent, random)
        wrong += [f"{target.rule} {name}: {each}" for each in problems(sent, answer, watch)]
    return wrong


def with_this_in_queries(said: str, fields: Iterable[Field], desk: Visitor, watch: Watch) -> list[str]:
    """Pages and parts with this in place of one value after the other; what went wrong."""
    random, wrong = Random(0), []  # noqa: S311 - to be repeated, not to be secret
    for target, name in fields:
        watch.writes, watch.changed, watch.failures = 0, False, []
        sent = Sent(target, query=[(name, said)])
        answer = send(desk, sent, random)
        wrong += [f"{target.rule} {name}: {each}" for each in problems(sent, answer, watch)]
    return wrong


def fields_by(method: str, schema: Schema) -> list[Field]:
    """Each field of each route that takes this method, once: with the address at which it is tried."""
    targets = [each for each in schema.targets if each.method == method]
    routes = targets if method == "POST" else {each.endpoint: each for each in targets}.values()
    return [(target, name) for target in routes for name in schema.fields.get(target.endpoint, {})]


def with_a_choice_that_is_not_offered(schema: Schema, desk: Visitor, watch: Watch) -> tuple[set[str], list[str]]:
    """Each form of the desk that can be sent as it is shown, with a word from no list in place of one choice.

    Which lists were tried, and which forms stored something all the same.
    """
    random, asked, wrong = Random(0), set(), []  # noqa: S311 - to be repeated, not to be secret
    for target in [each for each in schema.targets if each.method == "POST"]:
        lists = [name for name, kind in schema.types[target.endpoint].items() if kind in {"select", "radio"}]
        for name in lists if lists and _stores(target, schema, "", desk, watch, random) else ():
            asked.add(f"{target.endpoint} {name}")
            if _stores(target, schema, name, desk, watch, random):
                wrong.append(f"{target.rule} {name}")
    return asked, wrong


_SAMPLES = {"email": "mia@example.org", "text": "Muster", "textarea": "Muster", "number": "3", "date": "2027-06-10"}
_FILES = {"file": (CALENDAR, "a.ics"), "table-table": (TABLE, "a.csv")}


def _stores(target: Target, schema: Schema, bent: str, desk: Visitor, watch: Watch, random: Random) -> bool:
    """Whether the form is taken, as it is shown and with samples where nothing stands."""
    types = schema.types[target.endpoint]
    sent = Sent(target, fields=[("once_key", tokens.new_id())])
    sent.files = {name: _FILES.get(name, (b"", "")) for name, kind in types.items() if kind == "file"}
    for name, values in schema.fields[target.endpoint].items():
        if name not in {*sent.files, "once_key"}:
            found = [value or _SAMPLES.get(types.get(name, ""), "") for value in dict.fromkeys(values)]
            sent.fields += [(name, value) for value in (["nowhere"] if name == bent else found)]
    watch.writes, watch.changed, watch.failures = 0, False, []
    send(desk, sent, random)
    return watch.changed


def odd_request(schema: Schema, target: Target, random: Random) -> Sent:
    known = schema.fields.get(target.endpoint, {})
    sent = Sent(target)
    names = random.sample(sorted(known), min(len(known), random.choice((0, 1, 2, 6))))
    if target.method == "GET":
        sent.query = [(name, random.choice(WORDS)) for name in names]
    else:
        _fill(sent, known, names, random)
    for name in random.sample(sorted(HEADERS), random.choice((0, 0, 1, 3))):
        if name != "Content-Type" or target.method != "GET":
            sent.headers[name] = random.choice(HEADERS[name])
    if random.random() < 0.05:
        parts = target.path.split("/")
        parts[random.randrange(1, len(parts))] = random.choice(WORDS)[:200] or "x"
        sent.target = Target(target.endpoint, target.method, "/".join(parts), target.rule)
    return sent


def _fill(sent: Sent, known: dict[str, list[str]], names: list[str], random: Random) -> None:
    if sent.target.endpoint in _JSON_ROUTES:
        sent.json = _bent(_valid_json(sent.target), random)
        return
    if random.random() < 0.05:
        sent.raw = random.choice(BODIES)
        return
    fields = {name: list(values) for name, values in known.items() if random.random() < 0.9}
    for name in names:
        fields[name] = random.choice(([random.choice(WORDS)], [random.choice(WORDS)], [random.choice(WORDS)] * 2, []))
    fields["once_key"] = [tokens.new_id()]
    sent.fields = [(name, value) for name, values in fields.items() for value in values]
    if random.random() < 0.4:
        sent.files = {name: odd_file(random) for name in known if "file" in name or name in names[:1]}


def _valid_json(target: Target) -> Any:
    if target.endpoint == "hall.canvases.canvas_json":
        return {"seen_version": 1, "values": {"title": "Neu", "idea": "Text", "goals": ["x"], "volume": {"amount": 1}}}
    moment = int(clock.now().timestamp() * 1000)
    fact = {"id": str(uuid.uuid4()), "ticket": "x", "at": moment, "gate": "Nord", "verdict": "admitted"}
    walk_in = {"id": str(uuid.uuid4()), "at": moment, "name": "Kim", "others": ["Ada"], "heads": 2, "category": ""}
    return {
        "sent_at": moment,
        "since": 0,
        "device": "d",
        "name": "Nord",
        "battery": 9,
        "waiting": 1,
        "list_age": 5,
        "facts": [fact],
        "walk_ins": [walk_in],
    }


def _bent(value: Any, random: Random) -> Any:
    """The value with something odd at one place."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        name = random.choice(sorted(value))
        return {**value, name: _bent(value[name], random)}
    if isinstance(value, list) and value and random.random() < 0.8:
        return [_bent(value[0], random), *value[1:]]
    return random.choice(JSON)


def send(client: Visitor, sent: Sent, random: Random):
    """The answer. From an address of its own each time: nobody is a guesser here."""
    arguments: dict[str, Any] = {"headers": dict(sent.headers), "method": sent.target.method}
    path = quote_from_bytes(_bytes(sent.target.path), safe="/")
    if sent.query:
        path += "?" + _encoded(sent.query)
    if sent.json is not None:
        arguments["json"] = sent.json
        arguments["headers"].pop("Content-Type", None)
    elif sent.raw is not None:
        arguments["data"] = sent.raw
    elif sent.files:
        arguments["headers"]["Content-Type"] = f"multipart/form-data; boundary={_BOUNDARY}"
        arguments["data"] = _parts(sent)
    elif sent.target.method != "GET":
        arguments["data"] = _encoded(sent.fields).encode()
        arguments["headers"].setdefault("Content-Type", "application/x-www-form-urlencoded")
    address = f"192.0.2.{random.randrange(256)}-{random.random()}"
    return client.open(path, environ_overrides={"REMOTE_ADDR": address}, **arguments)


def _parts(sent: Sent) -> bytes:
    """The body of a form with files; no library sends what isn't Unicode."""
    said = [(f'name="{_quoted(name)}"', _bytes(value)) for name, value in sent.fields if name not in sent.files]
    for name, (content, file_name) in sent.files.items():
        said.append((f'name="{_quoted(name)}"; filename="{_quoted(file_name)}"', content))
    head = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; "
    parts = [_bytes(f"{head}{about}\r\n\r\n") + content + b"\r\n" for about, content in said]
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote_from_bytes(_bytes(name))}={quote_from_bytes(_bytes(value))}" for name, value in pairs)


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def problems(sent: Sent, answer, watch: Watch):
    """What is wrong with the answer."""
    if answer.status_code >= 500 or watch.failures:
        yield f"{answer.status_code} {watch.failures}"
        return
    refused = answer.status_code >= 400 or (sent.target.method != "GET" and answer.status_code == 200)
    if refused and watch.changed and sent.target.endpoint not in _DONE_WITHOUT_REDIRECT:
        yield f"{answer.status_code}, and yet something was changed"
    if sent.target.method == "POST" and refused and answer.mimetype == "text/html" and sent.raw is None:
        yield from _lost(sent, answer)


def _lost(sent: Sent, answer):
    if sent.headers.get("Content-Type"):
        return
    typed = {name: value for name, value in sent.fields if [n for n, _ in sent.fields].count(name) == 1}
    for form in forms_of(answer.data):
        if (form.get("method") or "get").lower() != "post":
            continue
        shown = typed_of(form)
        if not set(shown) & set(typed) - _NEVER_SHOWN_AGAIN:
            continue
        for name in set(shown) & set(typed) - _NEVER_SHOWN_AGAIN - set(sent.files):
            # Werkzeug keeps bytes that are no text as they were quoted.
            kept = {_essence(typed[name]), _essence(quote_from_bytes(_bytes(typed[name]), safe=_ASCII))}
            if _essence(shown[name]) not in kept:
                yield f"{answer.status_code}: {name} was {typed[name][:80]!r} and is shown as {shown[name][:80]!r}"


def _essence(value: str) -> str:
    """What remains when text was brought into one form: letters and signs."""
    whole = _bytes(value).decode("utf-8", "replace").replace("\x00", "\ufffd")
    return "".join(c for c in unicodedata.normalize("NFC", whole) if c.isprintable() and c not in " \ufffd").casefold()
