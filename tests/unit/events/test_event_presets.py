from itertools import pairwise

import pytest

from webapp.agenda.types import ItemKind
from webapp.events.presets import PRESETS, laid_out
from webapp.events.types import EventFormat, Feature
from webapp.foundation.localized import in_language


def test_every_format_has_a_preset():
    assert set(PRESETS) == set(EventFormat)


@pytest.mark.parametrize("kind", EventFormat)
def test_a_preset_is_complete(kind):
    preset = PRESETS[kind]
    assert {slot.kind for slot in preset.agenda} <= set(ItemKind)
    assert preset.agenda[0].begins == 0
    assert preset.agenda[-1].ends == preset.minutes
    assert all(set(slot.title) == {"de", "en"} for slot in preset.agenda)
    assert (preset.stations > 0) == (Feature.STATIONS in preset.features) == (preset.station_word is not None)
    assert preset.station_capacity > 0


@pytest.mark.parametrize("kind", EventFormat)
@pytest.mark.parametrize("minutes", [5, 30, 95, 150, 480])
def test_a_programme_fits_the_time_there_is(kind, minutes):
    slots = laid_out(PRESETS[kind], minutes)
    assert slots[0].begins == 0
    assert slots[-1].ends == minutes
    for slot, following in pairwise(slots):
        assert slot.begins <= slot.ends == following.begins
    assert all(slot.begins % 5 == 0 for slot in slots if slot.begins != minutes)


def test_a_programme_of_the_usual_length_stays_as_it_is():
    preset = PRESETS[EventFormat.FUTURE_WORKSHOP]
    assert laid_out(preset, preset.minutes) == list(preset.agenda)


def test_a_text_is_said_in_the_language_of_the_event_else_in_german():
    text = {"de": "Begrüßung", "en": "Welcome"}
    assert [in_language(text, "en"), in_language(text, "de"), in_language(text, "fr")] == [
        "Welcome",
        "Begrüßung",
        "Begrüßung",
    ]
