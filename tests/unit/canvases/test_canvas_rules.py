from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from webapp.canvases import rules, template
from webapp.canvases.types import CanvasStatus, Writing
from webapp.fields.types import FieldKind

DRAFT, PRESENTED, APPROVED = CanvasStatus
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "other", "may"),
    [
        (DRAFT, PRESENTED, True),
        (PRESENTED, APPROVED, True),
        (PRESENTED, DRAFT, True),
        (APPROVED, PRESENTED, True),
        (DRAFT, APPROVED, False),
        (APPROVED, DRAFT, False),
        (DRAFT, DRAFT, False),
    ],
)
def test_a_canvas_goes_one_step_at_a_time(status, other, may):
    assert rules.may_become(status, other) is may


def event(ends_at, status="published", zone="Europe/Berlin"):
    return SimpleNamespace(status=status, ends_at=ends_at, zone=zone)


@pytest.mark.parametrize(
    ("ends_at", "zone", "closes_at"),
    [
        (datetime(2027, 7, 1, 15, tzinfo=UTC), "Europe/Berlin", datetime(2027, 7, 15, 22, tzinfo=UTC)),
        (datetime(2027, 7, 1, 21, 59, tzinfo=UTC), "Europe/Berlin", datetime(2027, 7, 15, 22, tzinfo=UTC)),
        (datetime(2027, 7, 1, 22, 1, tzinfo=UTC), "Europe/Berlin", datetime(2027, 7, 16, 22, tzinfo=UTC)),
        # The clocks are put back in between.
        (datetime(2026, 10, 20, 15, tzinfo=UTC), "Europe/Berlin", datetime(2026, 11, 3, 23, tzinfo=UTC)),
        (datetime(2026, 12, 24, 15, tzinfo=UTC), "Europe/Berlin", datetime(2027, 1, 7, 23, tzinfo=UTC)),
        (datetime(2027, 7, 1, 15, tzinfo=UTC), "Pacific/Auckland", datetime(2027, 7, 16, 12, tzinfo=UTC)),
    ],
)
def test_a_link_closes_at_the_end_of_the_fourteenth_day(ends_at, zone, closes_at):
    held = event(ends_at, zone=zone)
    assert rules.link_closes_at(held) == closes_at
    assert rules.link_writes(held, closes_at - timedelta(microseconds=1))
    assert not rules.link_writes(held, closes_at)


@pytest.mark.parametrize("status", ["draft", "published", "postponed", "cancelled"])
@pytest.mark.parametrize("days", [-400, 0, 1, 14])
def test_a_link_writes_for_an_event_that_takes_place(status, days):
    assert rules.link_writes(event(NOON, status), NOON + timedelta(days=days)) is (status == "published")


@pytest.mark.parametrize(("status", "after"), [(DRAFT, DRAFT), (PRESENTED, PRESENTED), (APPROVED, PRESENTED)])
def test_what_was_approved_must_be_approved_again_after_writing(status, after):
    assert rules.after_writing(status) is after


def writing(version, minute, actor, **values):
    return Writing(version, values, actor, NOON + timedelta(minutes=minute))


def test_history_takes_together_what_one_person_types_in_one_go():
    told = rules.chapters(
        [
            writing(1, 0, "system", title="Holz"),
            writing(2, 5, "link:a", title="Holz", vision="V"),
            writing(3, 9, "link:a", title="Holzbau", vision="V"),
            writing(4, 10, "link:b", title="Holzbau"),
            writing(5, 11, "link:a", title="Holzbau", aims="Z"),
            writing(6, 22, "link:a", title="Holzbau"),
        ]
    )
    assert [(c.version, c.actor_key, c.changed) for c in told] == [
        (6, "link:a", ("aims",)),
        (5, "link:a", ("aims",)),
        (4, "link:b", ("vision",)),
        (3, "link:a", ("title", "vision")),
        (1, "system", ("title",)),
    ]
    assert (told[3].began_at, told[3].ended_at) == (NOON + timedelta(minutes=5), NOON + timedelta(minutes=9))


def test_the_idea_canvas_has_each_field_of_the_sources_once():
    fields = template.definitions()
    keys = [field.key for field in fields]
    assert len(set(keys)) == len(keys) == 26
    assert {field.section for field in fields} == {section.key for section in template.sections()}
    assert all({"de", "en"} <= field.label.keys() for field in fields)


def test_field_and_goal_are_chosen_where_a_plan_offers_them_and_typed_elsewhere():
    chosen = {
        field.key: field for field in template.definitions(fields=[("2", "2 Bildung")], goals=[("2/1", "1 Ziel")])
    }
    typed = {field.key: field for field in template.definitions()}
    assert chosen["field_of_action"].choices == (("2", {"de": "2 Bildung"}),)
    assert chosen["goal_dimension"].kind is FieldKind.CHOICE
    assert typed["field_of_action"].kind is typed["goal_dimension"].kind is FieldKind.TEXT
    assert template.sections()[0].titled("en") == "What is it about?"
    assert template.sections()[0].titled("fr") == "Worum geht es?"
