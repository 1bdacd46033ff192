"""No text that somebody typed is shortened on its way to where it is kept: what is too long is refused at its field.

Every place that takes the beginning of a text stands here with the reason why nothing typed is lost by it.
"""

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from webapp.foundation.settings import ROOT

SHORTEST = 10  # fewer letters are a piece of a key or a code, and no text
COMPARED, QUOTED, SEARCHED = "compared, not kept", "quoted, the file has it", "looked for, not kept"
DERIVED, REFUSED = "a name of ours for what stays whole beside it", "whatever is longer was refused before"
CUTS = {
    "admin/sign_up/forms/settings.py": (1, DERIVED),
    "admin/door/views/door.py": (1, "a mark of the page's script"),
    "calendar/cleaning.py": (2, "said at the row, before anything is taken over"),
    "calendar/ical/lines.py": (1, COMPARED),
    "calendar/plain.py": (2, COMPARED),
    "calendar/statuses.py": (1, COMPARED),
    "calendar/tables/above.py": (1, QUOTED),
    "calendar/tables/heads.py": (2, QUOTED),
    "calendar/tables/marks.py": (2, COMPARED),
    "calendar/titles.py": (3, COMPARED),
    "contacts/rules.py": (5, COMPARED),
    "checkin/services/devices.py": (2, REFUSED),
    "checkin/services/recording.py": (2, REFUSED),
    "fields/rules/sets.py": (1, DERIVED),
    "foundation/file_names.py": (3, "names of files, as every system cuts them"),
    "foundation/going_on.py": (1, "what a program raised"),
    "foundation/http/public_page.py": (2, "digests"),
    "foundation/http/shown_values.py": (1, "shown, with an ellipsis"),
    "foundation/http/throttle.py": (1, "a digest"),
    "foundation/matching.py": (1, SEARCHED),
    "foundation/search/words.py": (3, SEARCHED),
    "foundation/slugs.py": (2, DERIVED),
    "foundation/spreadsheets/headings.py": (3, QUOTED),
    "foundation/spreadsheets/merging.py": (1, COMPARED),
    "foundation/spreadsheets/texts.py": (1, "no program keeps more in a cell"),
    "foundation/spreadsheets/walking.py": (1, "no program keeps more in a cell"),
    "foundation/spreadsheets/workbooks.py": (1, COMPARED),
    "foundation/spreadsheets/writing.py": (3, "no program reads more in a cell"),
    "mail/rules.py": (1, "in subjects, with an ellipsis"),
    "mail/outbox/tasks.py": (1, "what a program raised"),
    "office/rules.py": (1, "a digest"),
    "office/services/organisations.py": (1, DERIVED),
    "registration/forms/answers_form.py": (1, "a mark of the form"),
    "public/events/forms.py": (1, SEARCHED),
    "public/events/results.py": (1, "shown, with an ellipsis and the whole text behind it"),
    "public/events/structured.py": (1, "for search engines"),
    "registration/queries/lists.py": (1, SEARCHED),
    "registration/rules/declining.py": (2, COMPARED),
    "registration/rules/languages.py": (1, COMPARED),
    "registration/rules/marked.py": (1, COMPARED),
    "registration/services/guest_faults.py": (2, QUOTED),
    "registration/services/guest_looking.py": (2, QUOTED),
    "stations/rules.py": (1, "the title of a pitch, with an ellipsis; the pitch has it whole"),
}


def cuts(code: str) -> Iterator[str]:
    """Where the code takes the beginning of something, by a length that can only be one of text."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Subscript(slice=ast.Slice(lower=None, upper=ast.expr() as upper)) if _is_length(upper):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(attr="shorten" | "truncate", value=ast.Name("textwrap"))):
                yield ast.unparse(node)


def _is_length(upper: ast.expr) -> bool:
    if isinstance(upper, ast.Constant):
        return isinstance(upper.value, int) and upper.value >= SHORTEST
    return any(word in ast.unparse(upper).casefold() for word in ("longest", "brief"))


def test_whoever_takes_the_beginning_of_a_text_says_why_nothing_is_lost():
    found: Counter[str] = Counter()
    for path in (ROOT / "webapp").rglob("*.py"):
        found[path.relative_to(ROOT / "webapp").as_posix()] += len(list(cuts(path.read_text(encoding="utf-8"))))
    assert +found == {name: count for name, (count, _why) in CUTS.items()}


@pytest.mark.parametrize(
    "code",
    ["tidy(typed)[:LONGEST_TAG].strip()", "name = one_line(name)[:60]", "a[: _LONGEST - 1]", "textwrap.shorten(a, 9)"],
)
def test_control_a_cut_is_found(code):
    assert len(list(cuts(code))) == 1


@pytest.mark.parametrize("code", ["code[:4]", "rows[:most]", "rows[2:40]", "line[40:]"])
def test_control_pieces_and_rows_are_no_text(code):
    assert list(cuts(code)) == []
