"""Fields that only some groups of people are asked."""

from webapp.fields.rules import asked_in, asked_of_instead
from webapp.fields.rules.records import from_record, to_record
from webapp.fields.types import YES, Definition, FieldKind


def field(key, **values):
    return Definition(key, values.pop("kind", FieldKind.TEXT), {"de": key}, **values)


ALL = field("all")
OF_CLASSES = field("class", kind=FieldKind.YES_NO, asked_of=("school",))
HANGS_ON_IT = field("hangs", show_when=("class", (YES,)))
AND_ON_THAT = field("further", show_when=("hangs", ("x",)))


def test_whoever_is_not_asked_is_not_asked_what_hangs_on_it_either():
    asked = (ALL, OF_CLASSES, HANGS_ON_IT, AND_ON_THAT)
    assert asked_in(asked, "school") == asked
    assert asked_in(asked, "family") == (ALL,)
    assert asked_in(asked, "") == (ALL,)


def test_a_copy_asks_its_own_groups():
    assert asked_of_instead((ALL, OF_CLASSES), {"school": "school-2"})[1].asked_of == ("school-2",)
    assert asked_of_instead((OF_CLASSES,), {"family": "family-2"}) == (OF_CLASSES,)


def test_a_record_says_it_only_where_it_is_so():
    assert "asked_of" not in to_record(ALL)
    assert [from_record(to_record(each)) for each in (ALL, OF_CLASSES)] == [ALL, OF_CLASSES]
