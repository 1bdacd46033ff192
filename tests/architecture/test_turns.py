"""Which cases `make test` leaves to `make proofs`."""

import itertools
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.giants import cases_for_proofs
from tools import check


class Case:
    """A case of a test as pytest collects it."""

    path = Path("tests/integration/test_something.py")

    def __init__(self, number, values, database, marks):
        self.name = f"test_it[{database}-{number}]"
        self.marks = marks
        self.values = values
        self.callspec = SimpleNamespace(params={**values, **({"database_url": database} if database else {})})

    def get_closest_marker(self, name):
        return name in self.marks


def cases_of(*sizes, database="sqlite", marks=()):
    parameters = [[f"value {at}.{number}" for number in range(size)] for at, size in enumerate(sizes)]
    return [
        Case(number, {f"parameter{at}": value for at, value in enumerate(values)}, database, marks)
        for number, values in enumerate(itertools.product(*parameters))
    ]


def kept_of(cases):
    left = list(cases_for_proofs(cases))
    return [each for each in cases if each not in left]


@pytest.mark.parametrize("sizes", list(itertools.product([1, 2, 3, 4, 6], [2, 3, 6], [1, 2, 3, 5])), ids=str)
def test_each_value_of_each_parameter_has_its_turn(sizes):
    cases = cases_of(*sizes, marks=("in_turns",))
    kept = kept_of(cases)
    assert len(kept) <= len(cases) * 2 / 3
    if sum(size > 1 for size in sizes) > 1:
        for name in cases[0].values:
            assert {each.values[name] for each in kept} == {each.values[name] for each in cases}


def test_without_the_marker_all_cases_run_on_sqlite_and_a_third_of_many_on_postgresql():
    plain, sqlite, postgresql = cases_of(6, database=None), cases_of(6), cases_of(6, database="postgresql")
    assert kept_of([*plain, *sqlite]) == [*plain, *sqlite]
    assert kept_of(postgresql) == [postgresql[0], postgresql[3]]


def test_few_cases_and_giants_run_on_postgresql_all_the_same():
    few, giants = cases_of(3, database="postgresql"), cases_of(6, database="postgresql", marks=("giant",))
    assert kept_of(few) == few
    assert kept_of(giants) == giants


def test_of_two_values_each_has_its_turn_in_every_other_test_of_a_file():
    walks = [cases_of(2, database=None, marks=("in_turns",)) for _test in range(4)]
    for number, cases in enumerate(walks):
        for case in cases:
            case.name = f"test_{number}[{case.name}]"
    kept = kept_of([case for cases in walks for case in cases])
    assert kept == [cases[number % 2] for number, cases in enumerate(walks)]


def test_with_the_marker_and_no_parameters_postgresql_waits():
    sqlite, postgresql = (cases_of(1, database=name, marks=("in_turns", "giant")) for name in ("sqlite", "postgresql"))
    assert kept_of([*sqlite, *postgresql]) == sqlite


def test_a_test_without_parameters_is_no_case():
    assert list(cases_for_proofs([SimpleNamespace(name="test_it")])) == []


def test_what_make_test_leaves_out_make_proofs_runs():
    suites, wholes = ([each for each in some if "pytest" in each.command] for some in (check.checks(), check.proofs()))
    assert [each.command[each.command.index("-m", 3) + 1] for each in suites] == ["not proof"] * 2
    assert [each.command[each.command.index("-m", 3) + 1] for each in wholes] == ["giant or proof"] * 2
    assert ["--ignore" in each.command for each in suites] == ["--ignore" in each.command for each in wholes]


@pytest.mark.in_turns
@pytest.mark.parametrize("one", range(3))
@pytest.mark.parametrize("two", range(3))
@pytest.mark.parametrize("three", range(3))
def test_pytest_tells_which_value_each_case_has(request, one, two, three):
    is_left = request.node.get_closest_marker("proof") is not None
    assert is_left == bool((one + two + three) % 3)
