"""The reader of pages that other tests rely on refuses what is no proper HTML, also after one of nearly that shape."""

import pytest

from tests.html import check_proper, text_of, tree_of

PROPER = b'<!DOCTYPE html><title>Tag</title><p class="a">Moin &amp; <b>gut</b></p><table><tr><td>1</td></tr></table>'
BENT = {
    "a tag that closes nothing": PROPER.replace(b"</b>", b"</b></i>"),
    "a reference without its end": PROPER.replace(b"&amp;", b"&amp"),
    "an attribute twice": PROPER.replace(b"class=", b'class="" class='),
    "an attribute that never ends": PROPER.replace(b'"a"', b'"a'),
    "a letter that is none": PROPER.replace(b"&amp;", b"&#0;"),
    "no doctype": PROPER.replace(b"<!DOCTYPE html>", b""),
    "a paragraph in a paragraph": PROPER.replace(b"<b>", b"<p>"),
}


@pytest.mark.parametrize("page", BENT.values(), ids=list(BENT))
def test_a_bent_page_is_refused_also_after_a_proper_one_like_it(page):
    check_proper(PROPER)
    check_proper(PROPER.replace(b"Moin", b"Hallo"))
    with pytest.raises(AssertionError):
        check_proper(page)


def test_the_tree_holds_what_the_page_says():
    tree = tree_of(PROPER)
    assert text_of(tree) == "TagMoin & gut1"
    assert [cell.text for cell in tree.iter("td")] == ["1"]
