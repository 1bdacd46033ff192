"""What of the desk takes something away, found from its routes, and the button that takes it back."""

import re
from urllib.parse import urlsplit

from tests.html import parsed, text_of

GERMAN = {"Accept-Language": "de"}
# By the first words of a route's name: those that take something away, and those that don't.
TAKES = re.compile(
    r"(drop|delete|remove|retire|revoke|discard|withdraw|erase|decline|cancel|close|leave|bin|throw|postpone|sign_out"
    r"|take_off|take_role|take_administration|take_event_off|put_in_archive|put_\w+_away|do_to_many)(_|$)"
)
KEEPS = re.compile(
    r"(accept|access_links|account|add|agenda|all_series|approve|ask|change|choose|copy|correct|door|edit|enter|import|"
    r"installation|invite|keep|logo|move|new|next_date|offer|open|papers|preview|promote|publish|put_back|put_logo_back|"
    r"put_notice_logo_back|remind|rename|renew|replace|restore|review|reviewed|send|sender|set|sign_up|stations|take_back|"
    r"take_contacts|take_table|take_text_back|take_organisation_back|take_venue_back|take_notice_back|take_over|take_up|"
    r"tenders|usual|who_sees|words_letter)(_|$)"
)
ways = {}


def way(*endpoints):
    """The decorated function goes these ways back."""

    def remember(go):
        ways.update(dict.fromkeys(endpoints, go))
        return go

    return remember


def taking(app):
    """Every route of the desk by which something goes, as its slice and function are called."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("admin.")]
    names = {rule.endpoint.removeprefix("admin.") for rule in rules if "POST" in (rule.methods or set())}
    unsorted = {name for name in names if not TAKES.match(name.split(".")[1]) and not KEEPS.match(name.split(".")[1])}
    assert not unsorted, f"say in this test whether these take something away: {sorted(unsorted)}"
    return {name for name in names if TAKES.match(name.split(".")[1])}


def pressed(desk, answer, button="Rückgängig machen"):
    """What the button answers that stands in the page's message of what was done."""
    assert answer.status_code == 303, answer.text
    page = parsed(desk.client.get(answer.location, headers=GERMAN))
    alerts = [each for each in page.iter("div") if "kern-alert" in (each.get("class") or "").split()]
    forms = [form for each in alerts for form in each.iter("form") if text_of(form) == button]
    assert forms, text_of(page)[:2000]
    path = urlsplit(forms[0].get("action")).path.removeprefix("/manage")
    sent = {each.get("name"): each.get("value") for each in forms[0].iter("input") if each.get("name") != "csrf_token"}
    done = desk.client.post(f"/manage{path}", data=sent, headers=GERMAN)
    assert done.status_code == 303, done.text
    return done


def in_list(desk, path):
    """The words of a page."""
    return text_of(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)))


def goes_and_comes(desk, path, take, words, button="Rückgängig machen"):
    """What the page says goes with `take`, and is there again after the button was pressed."""
    assert words in in_list(desk, path)
    answer = desk.send(take)
    pressed(desk, answer, button)
    assert words in in_list(desk, path)
