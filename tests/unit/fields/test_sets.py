from dataclasses import replace

import pytest

from webapp.fields.rules.sets import answers_to, faults, new_key
from webapp.fields.types import Definition, Fault, FieldKind


def text(key, **said):
    return Definition(key=key, kind=FieldKind.TEXT, label={"de": key}, **said)


CHOICE = Definition(
    key="way", kind=FieldKind.CHOICE, label={"de": "Anreise"}, choices=(("bus", {"de": "Bus"}), ("car", {"de": "Auto"}))
)
YES_NO = Definition(key="pitch", kind=FieldKind.YES_NO, label={"de": "Vorstellen?"})


def test_a_sound_set_has_no_faults():
    definitions = [CHOICE, YES_NO, text("a", show_when=("way", ("bus",))), text("b", show_when=("pitch", ("yes",)))]
    assert faults(definitions) == {}


@pytest.mark.parametrize(
    ("definitions", "found"),
    [
        ([text("a"), text("a")], {"a": Fault.SAME_KEY}),
        ([replace(CHOICE, choices=())], {"way": Fault.NO_CHOICES}),
        ([Definition(key="n", kind=FieldKind.NUMBER, label={}, lowest=3, highest=2)], {"n": Fault.NO_RANGE}),
        ([text("a", show_when=("way", ("bus",))), CHOICE], {"a": Fault.CONDITION_LATER}),
        ([CHOICE, text("a", show_when=("way", ("bus",)), of_each=True)], {"a": Fault.CONDITION_OF_OTHERS}),
        ([CHOICE, text("a", show_when=("way", ("train",)))], {"a": Fault.CONDITION_GONE}),
        ([CHOICE, text("a", show_when=("way", ()))], {"a": Fault.CONDITION_GONE}),
        ([text("t"), text("a", show_when=("t", ("x",)))], {"a": Fault.CONDITION_GONE}),
    ],
)
def test_a_fault_is_named_at_its_field(definitions, found):
    assert faults(definitions) == found


def test_only_fields_with_known_answers_can_be_hung_on():
    assert answers_to(CHOICE) == ("bus", "car")
    assert answers_to(YES_NO) == ("yes", "no")
    assert answers_to(text("a")) == ()
    assert answers_to(Definition(key="s", kind=FieldKind.STATION, label={})) == ()


def test_a_new_key_says_what_it_is_for_and_is_free():
    assert new_key("Wie reisen Sie an?", (), "frage") == "wie_reisen_sie_an"
    assert new_key("Größe", {"grosse", "grose"}, "frage") == new_key("Größe", {"grosse", "grose"}, "frage")
    assert new_key("Anreise", {"anreise", "anreise_2"}, "frage") == "anreise_3"
    assert new_key("?!", (), "frage") == "frage"
    assert len(new_key("a" * 500, (), "frage")) == 40
