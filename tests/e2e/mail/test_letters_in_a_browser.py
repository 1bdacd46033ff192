"""Every letter as a mail program shows it: on a phone and in a window, in both languages, by day and by night."""

import re

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.e2e.accessibility import check_accessible, check_fits
from tests.factories.mail import make_all_kinds
from tests.html import tree_of
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind

pytestmark = pytest.mark.usefixtures("now")
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_SMALLEST_PX = 24
_LOOKS = [(640, "light"), (390, "light"), (390, "dark")]
_BUTTONS = "all => all.map(each => [each.getBoundingClientRect().height, each.innerText.trim()])"


@pytest.fixture
def letters(work):
    """One letter of each kind, with all that an event can say."""

    def write(lang):
        said = {"contact_name": "Mia Beispiel", "contact_email": "mia@example.org", "bring": ["Ticket", "Stift"]}
        with work():
            make_all_kinds(lang, **said)
            rows = session().execute(select(OutboxMail.kind, OutboxMail.subject, OutboxMail.text, OutboxMail.html))
            found = {row.kind: row for row in rows}
        assert set(found) == {kind.value for kind in MailKind}
        return found

    return write


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_letter_can_be_read_used_and_heard(browser, letters, lang):
    context = browser.new_context()
    context.route("**/*", lambda route: route.abort())  # a letter that asked anybody for anything would say so
    page = context.new_page()
    for kind, letter in letters(lang).items():
        page.set_content(letter.html)
        assert page.locator("h1").count() == 1, kind
        assert page.locator("img, table, script, link").count() == 0
        assert heard(page) == in_order(letter.html), kind
        assert links(page) == [each for each in _ADDRESS.findall(letter.text) if not each.endswith((",", "."))], kind
        for width, scheme in _LOOKS:
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)
            check_fits(page)
            check_accessible(page)
            for height, words in page.locator("a.main").evaluate_all(_BUTTONS):
                assert height >= _SMALLEST_PX, (kind, words)
                assert words
    context.close()


def heard(page: Page) -> list[str]:
    """What a screen reader comes by, in its order."""
    lines = page.locator("body").aria_snapshot().split("\n")
    tree = "\n".join(line for line in lines if "- /url:" not in line)
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|: (.+)$', tree, re.MULTILINE)
    return _words(" ".join(quoted or plain for quoted, plain in words))


def in_order(html: str) -> list[str]:
    """What stands in the letter, in the order in which it was written: what matters most comes first."""
    body = tree_of(html).find("body")
    return _words(" ".join(body.itertext()))


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-zÄÖÜäöüß]{4,}", text)


def links(page: Page) -> list[str]:
    """Where the letter leads, in its order; the text part leads there as well."""
    found = page.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return [address for address in found if not address.startswith("mailto:")]
