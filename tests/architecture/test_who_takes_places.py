"""One module of registration takes places and gives them back: what others did would be reckoned with by nobody."""

import ast

from webapp.foundation.settings import ROOT

BOOKING = {"book", "book_beyond", "release"}
ROOM = ROOT / "webapp" / "registration"


def booking_in(path):
    """What a module imports of the booking function and its like."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    found = {each.name for node in imports if node.module == "webapp.capacity.services" for each in node.names}
    whole = {each.name for node in imports if node.module == "webapp.capacity" for each in node.names}
    return (found & BOOKING) | (whole & {"services"})


def test_places_are_taken_and_given_back_by_one_module():
    taking = {path.relative_to(ROOM).as_posix(): booking_in(path) for path in sorted(ROOM.rglob("*.py"))}
    assert {name: found for name, found in taking.items() if found} == {"services/event_places.py": BOOKING}
