"""State machines of Hypothesis over real databases."""

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.giants import giant
from webapp.foundation.database import Model, session


def run_machine(machine: type[RuleBasedStateMachine], *, runs: int, steps: int, **how: Any) -> None:
    """Let the machine take so many steps in each of so many runs (a giant); `how` as for Hypothesis' settings."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=giant(runs),
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            # What fails is made small and shown; to say why besides would take minutes.
            phases=[phase for phase in Phase if phase is not Phase.explain],
            **how,
        ),
    )


def with_empty_tables(machine: type[RuleBasedStateMachine], work: Any) -> type[RuleBasedStateMachine]:
    """The machine, beginning each run with empty tables as in a database of its own; `work` as the fixture."""

    class Fresh(machine):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            with work():
                for table in reversed(Model.metadata.sorted_tables):
                    session().execute(table.delete())
            super().__init__()

    return Fresh
