"""Every route names its policy; a route without one is refused and fails here."""

import ast
import inspect
import textwrap

import pytest
from flask import Flask

from webapp.accounts import access


def routes(app: Flask) -> list[tuple[str, str, str, bool]]:
    """Rule, endpoint, policy and whether it writes, for each route."""
    found = []
    for rule in app.url_map.iter_rules():
        policy = access.policy_of(app.view_functions[rule.endpoint])
        writes = bool((rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"})
        found.append((rule.rule, rule.endpoint, policy.name if policy else "", writes))
    return found


def test_every_route_names_its_policy(app):
    assert [endpoint for _, endpoint, policy, _ in routes(app) if not policy] == []


def test_a_route_without_a_policy_is_refused(app, client):
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert client.get("/forgotten").status_code == 403
    assert ("/forgotten", "forgotten", "", False) in routes(app)


def test_whatever_the_desk_offers_asks_for_a_right(app):
    open_to_all = {"public", "token"}
    staff_rooms = ("/manage", "/checkin", "/facilitate", "/mailbox")
    assert [rule for rule, _, policy, _ in routes(app) if rule.startswith(staff_rooms) and policy in open_to_all] == []


def test_event_policies_stand_on_addresses_that_name_an_event(app):
    offenders = [rule for rule, _, policy, _ in routes(app) if policy.startswith("event:") and "<slug>" not in rule]
    assert offenders == []


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_writing_without_a_csrf_token_is_refused(app, client, method):
    app.config["WTF_CSRF_ENABLED"] = True
    for rule, endpoint, policy, writes in routes(app):
        if writes and method in (
            next(r for r in app.url_map.iter_rules() if r.rule == rule and r.endpoint == endpoint).methods or ()
        ):
            address = rule.replace("<", "x").replace(">", "x").replace(":", "x")
            assert client.open(address, method=method).status_code in {302, 400, 401, 403, 404}, (rule, policy)


# Why a form that is sent twice may act twice there.
MAY_COME_TWICE = {
    "admin.letters.words_letter": "shows a letter and stores nothing",
    "admin.sign_up.preview_question": "shows a question and stores nothing",
    "hall.canvases.canvas_json": "knows what was seen by its versions",
    "hall.checkin.door_log": "each fact has an id of its own",
    "public.opt_outs.opt_out": "twice is as good as once, and programs send no key",
    "public.sign_in.sign_in": "twice is as good as once",
    "public.sign_in.sign_out": "twice is as good as once",
    "public.sign_in.open_link": "twice is as good as once",
}


def decorators(view):
    """The names of what stands above a view."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view)))).body[0]
    return {ast.unparse(each).partition("(")[0] for each in tree.decorator_list}


def test_whatever_is_sent_twice_acts_once(app):
    writing = {endpoint for _, endpoint, _, writes in routes(app) if writes}
    twice = {endpoint for endpoint in writing if "once" not in decorators(app.view_functions[endpoint])}
    assert twice == set(MAY_COME_TWICE)
