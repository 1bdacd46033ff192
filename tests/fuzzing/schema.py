"""What can be sent where: routes from the map, fields from the forms that pages show and from what views ask for."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.fuzzing.visitors import Visitor
from tests.html import tree_of
from tests.world import World
from webapp.foundation.http.incoming import Fields

TYPED = {"text", "email", "search", "number", "url", "tel", "date", "time", "datetime-local", ""}
# Says 503 in tests: their tables come from the models, not from a migration.
_LEFT_OUT = {"public.pages.readyz"}


@dataclass(frozen=True)
class Target:
    """An address with a method, and whether it is a route that takes JSON."""

    endpoint: str
    method: str
    path: str
    rule: str


@dataclass
class Schema:
    """Targets, and for each endpoint the fields with what they hold when nobody has touched them.

    How each is filled in is known by endpoint too: the type of an input, or the tag.
    """

    targets: list[Target] = field(default_factory=list)
    fields: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    types: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def read_schema(app: Flask, world: World, client: Visitor) -> Schema:
    """All routes, with the fields of the forms that `client` is shown on any page, and of those that views look for."""
    schema = Schema()
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in _LEFT_OUT:
            for path in dict.fromkeys(world.addresses_of(rule)):
                methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
                schema.targets += [Target(rule.endpoint, method, path, rule.rule) for method in methods]
    with names_asked_for() as asked:
        for target in schema.targets:
            if target.method == "GET":
                _read_forms(app, schema, target, client.get(target.path))
            else:
                client.open(target.path, method=target.method, data={"once_key": "schema"})
    for endpoint, names in asked.items():
        for name in names:
            schema.fields[endpoint].setdefault(name, [""])
    return schema


class names_asked_for:  # noqa: N801 - reads as a block
    """Inside, notes by endpoint which fields views look for."""

    _WAYS = ("get", "getlist", "__getitem__", "__contains__")

    def __enter__(self):
        self.found = defaultdict(set)
        self._kept = {name: Fields.__dict__.get(name) for name in self._WAYS}
        for name in self._WAYS:
            setattr(Fields, name, self._noting(getattr(Fields, name)))
        return self.found

    def __exit__(self, *_):
        for name, kept in self._kept.items():
            if kept is None:
                delattr(Fields, name)
            else:
                setattr(Fields, name, kept)

    def _noting(self, ask):
        def noting(fields, name, *more, **named):
            if request and request.endpoint:
                self.found[request.endpoint].add(str(name))
            return ask(fields, name, *more, **named)

        return noting


def _read_forms(app, schema, target, answer):
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return
    adapter = app.url_map.bind("localhost")
    for form in forms_of(answer.data):
        action = urlsplit(form.get("action") or target.path).path
        try:
            endpoint, _ = adapter.match(action, method=(form.get("method") or "get").upper())
        except (HTTPException, RequestRedirect):
            continue
        for name, values in fields_of(form).items():
            schema.fields[endpoint].setdefault(name, values)
        for each in form.iter():
            if each.get("name"):
                schema.types[endpoint].setdefault(each.get("name"), each.get("type") or each.tag)


def forms_of(page):
    return tree_of(page).iter("form")


def fields_of(form):
    """Values by name as a browser would send them; a box that isn't ticked is known with what it would send."""
    found = {}
    for each in form.iter():
        name = each.get("name")
        if name and each.tag in {"input", "textarea", "select", "button"}:
            found.setdefault(name, []).append(_value(each))
    return found


def typed_of(form):
    """What stands in the fields that people type into, by name."""
    return {
        each.get("name"): _value(each)
        for each in form.iter()
        if each.get("name") and (each.tag == "textarea" or (each.tag == "input" and (each.get("type") or "") in TYPED))
    }


def _value(each):
    if each.tag == "textarea":
        return "".join(each.itertext())
    if each.tag == "select":
        chosen = [o.get("value", "") for o in each.iter("option") if o.get("selected") is not None]
        every = [o.get("value", "") for o in each.iter("option")]
        return (chosen or every[-1:] or [""])[0]
    return each.get("value") or ""
