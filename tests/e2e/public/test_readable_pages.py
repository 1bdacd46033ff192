"""Public pages on the narrowest phone and on a desk: nothing scrolls sideways, results can be read."""

import re

import pytest

from tests.asking import answer_of
from tests.e2e.accessibility import check_accessible, check_fits

WORKSHOP, CONFERENCE = "/events/zukunftswerkstatt-mittweida", "/events/innovationskonferenz-riesa"
LONGEST_LINE = 70


@pytest.fixture(scope="module")
def public_pages(site):
    """Every public page that the site's own links lead to from its start, without the files."""
    found, waiting = [], ["/", f"{WORKSHOP}/results", "/events?when=past"]
    while waiting:
        path = waiting.pop()
        if path in found or _is_one_of_many(path, found):
            continue
        found.append(path)
        _, text = answer_of(site.url + path)
        links = [link.split("#")[0] for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', text)]
        waiting += [link for link in links if not _ELSEWHERE.search(link)]
    return found


# Desks, files and other languages are seen elsewhere.
_ELSEWHERE = re.compile(r"\.ics|\.css|\.pdf|\.png|\.svg|lang=|/manage|/sign-in|/mailbox|[?]|/tickets$")


def _is_one_of_many(path, found):
    return path.startswith("/measures/") and sum(each.startswith("/measures/") for each in found) >= 2


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_public_page_scrolls_sideways_at_320(device, public_pages, lang):
    page = device(width=320, height=640, lang=lang)
    wide = []
    for path in public_pages:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide.append((path, over))
    assert wide == []
    assert len(public_pages) > 15


@pytest.mark.parametrize("word", ["Fachkräfteeinwanderung/Berufsorientierungsveranstaltung", "x" * 160])
def test_one_endless_word_breaks(device, event, word):
    slug = event(f"Titel {word}", teaser=word, description=word, bring=[word], audience=[word], contact_name=word)
    page = device(width=320, height=640)
    page.goto(f"/events/{slug}")
    check_fits(page)


def test_results_begin_with_what_readers_want_and_fold_the_rest(device):
    page = device(width=390)
    page.goto(f"{CONFERENCE}/results")
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000
    said = page.locator("main").inner_text()
    assert "Titel" not in said
    assert said.index("Vision") < said.index("Alles, was die Gruppe aufgeschrieben hat")
    page.locator("details summary").first.click()
    check_fits(page)
    check_accessible(page)


@pytest.mark.parametrize("path", [f"{CONFERENCE}/results", CONFERENCE, WORKSHOP])
def test_lines_are_short_enough_to_be_read(device, path):
    page = device(width=1366, height=768)
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    lines = page.locator("main :is(p, dd, li)").evaluate_all(_LINES)
    assert lines
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


# The text of each line as it is broken on the screen, for elements that hold text of their own.
_LINES = """all => all.flatMap(element => {
  const lines = [];
  let top = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  if (element.querySelector('p, dd, li, ul') || element.closest('nav, .dw-meta')) return [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.dw-visually-hidden')) continue;
    for (const word of node.data.matchAll(/\\S+\\s*/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].trimEnd().length);
      const box = range.getBoundingClientRect();
      if (top === null || Math.abs(box.top - top) > box.height / 2) lines.push('');
      top = box.top;
      lines[lines.length - 1] += word[0];
    }
  }
  return lines.map(line => line.trim());
})"""
