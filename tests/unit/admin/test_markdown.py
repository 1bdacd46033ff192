import pytest

from webapp.foundation.http.markdown import markdown


def test_headings_begin_below_those_of_the_page():
    assert "<h3>Eins</h3>" in markdown("# Eins")
    assert "<h6>Tief</h6>" in markdown("##### Tief")


def test_paragraphs_lists_and_emphasis_are_kept():
    html = markdown("Zeile eins\nZeile zwei\n\n- **fett**\n- *schräg*")
    assert "Zeile eins<br>" in html
    assert "<li><strong>fett</strong></li>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/x.png)",
        '<a href="x" onclick="y">z</a>',
        "[x](\x01javascript:alert(1))",
    ],
)
def test_nothing_that_runs_or_loads_survives(text):
    html = markdown(text).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert '<a href="x"' not in html


def test_links_tell_the_other_side_nothing():
    assert 'rel="noopener noreferrer"' in markdown("[Plan](https://example.org)")


@pytest.mark.parametrize("text", ["# Oben\n\n## Darunter", "## Oben\n\n### Darunter"])
def test_a_text_of_its_own_page_begins_right_below_the_title(text):
    assert markdown(text, 2) == "<h2>Oben</h2>\n<h3>Darunter</h3>\n"
