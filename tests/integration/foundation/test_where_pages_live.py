"""Pages for people lie in a surface; files and feeds in the room that makes them (ARCHITECTURE.md)."""

import ast
import inspect

import pytest

from tests.factories.accounts import sign_in
from tests.world import make_world
from webapp.accounts import access

SURFACES = {"public", "hall", "admin"}
# What rooms below make. Whatever a surface puts together itself lies with it: tables of its lists, answers to its
# own scripts, its badge in the browser, and copies of mails where none goes out.
OF_ROOMS = {"text/calendar", "application/pdf", "image/png", "image/svg+xml", "application/vnd.apple.pkpass"}


def room_of(view):
    return inspect.unwrap(view).__module__.split(".")[1]


@pytest.fixture
def answers(app, work, now):
    """Room, address and content type of each address that can be read, as an administrator reads it."""
    with work():
        world = make_world(app)
    client, found = app.test_client(), []
    sign_in(client, world.admin)
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            for path in world.addresses_of(rule):
                answer = client.get(path)
                found.append((room_of(app.view_functions[rule.endpoint]), path, answer.mimetype, answer.status_code))
    return found


def test_pages_for_people_lie_in_a_surface(answers):
    pages = [each for each in answers if each[2] == "text/html" and each[3] == 200]
    assert len(pages) > 60
    assert [each for each in pages if each[0] not in SURFACES] == []


def test_what_a_room_makes_is_served_by_that_room(answers):
    made = [each for each in answers if each[2] in OF_ROOMS and each[3] == 200]
    assert {each[0] for each in made} >= {"calendar", "documents", "tickets"}
    assert [each for each in made if each[0] in SURFACES] == []


def test_routes_outside_the_surfaces_render_no_template(app):
    renders = []
    for endpoint, view in app.view_functions.items():
        if access.policy_of(view) is None or room_of(view) in SURFACES:
            continue
        module = ast.parse(inspect.getsource(inspect.getmodule(inspect.unwrap(view))))
        called = {ast.unparse(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}
        renders += [endpoint for name in called if name.startswith("render_template")]
    assert renders == []
