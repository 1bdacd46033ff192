"""axe-core on a page as it stands, on each screen, by day and by night."""

from collections.abc import Iterator
from functools import cache

from playwright.sync_api import Page

from webapp.foundation.settings import ROOT

_WIDTHS = (320, 1280, 390)
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def axe() -> str:
    """The script; a device that brings it along to each page saves handing it over each time."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


# What lies under a sticky bar for the moment is scrolled free by whoever wants it (scroll-padding sees to the focus),
# yet axe calls it too small. At the end of the page the bar stands in its own place and covers nothing.
# Only what is wrong comes back: to describe and hand over all that is well takes three times as long as to look.
_RUN = """async tags => {
  const { scrollX, scrollY } = window;
  document.querySelector(".dw-sticky")?.nextElementSibling?.scrollIntoView({ behavior: "instant" });
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false };
  const { violations } = await axe.run(document, options);
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  return violations;
}"""


def check_accessible(page: Page) -> None:
    """Fail with what axe finds on the page: rule, element and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(_RUN, _TAGS)
    problems = [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
    assert problems == [], f"{page.url}\n" + "\n".join(problems)


# Lists of the desk are cards on a phone, and nothing in them scrolls sideways for itself.
_SCROLLERS = """() => innerWidth < 768
  ? [...document.querySelectorAll(".dw-desk .dw-scroll")].filter(e => e.scrollWidth > e.clientWidth + 1).length : 0"""


def check_fits(page: Page) -> None:
    """Fail when the page scrolls sideways, or on a phone a list of the desk does."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
    assert page.evaluate(_SCROLLERS) == 0, f"a list on {page.url} scrolls sideways"


def looks_at(page: Page) -> Iterator[str]:
    """Show the page on a small phone, a wide screen and a phone, by night and by day, and say how it is shown."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        for width in _WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            yield f"{width}-{scheme}"
