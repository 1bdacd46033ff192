"""Name badges for 5,000 people, made by the job as the worker makes them."""

import time
from pathlib import Path

from tests.bench.machine import at_reference
from tests.conftest import settings_for
from tests.factories.events import make_event
from tests.factories.tickets import make_many_tickets
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.documents import services
from webapp.documents.types import PLAIN_LABEL, PaperKind
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.migrations import bring_up_to_date
from webapp.foundation.transaction import unit_of_work

PEOPLE = 5_000
_GOAL_SECONDS = 30


def measured(folder: Path) -> tuple[str, str, str, str, str]:
    """A row for the table."""
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'dialogwerk.sqlite3'}"))
    with app.app_context():
        bring_up_to_date()
        with acting_as(SYSTEM), unit_of_work():
            event = make_event("Tag des Handwerks", capacity=PEOPLE)
            make_many_tickets(event, PEOPLE)
            services.order_paper(
                event=event, kind=PaperKind.BADGES, label=PLAIN_LABEL, asked={}, language="de", now=clock.now()
            )
        began = time.perf_counter()
        services.make_ordered(now=clock.now())
        seconds = time.perf_counter() - began
    reached = "yes" if at_reference(seconds) < _GOAL_SECONDS else "**no**"
    return (f"badges for {PEOPLE:,} people", "", f"{seconds:.1f} s", f"< {_GOAL_SECONDS} s", reached)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dw-papers-") as room:
        print(" | ".join(measured(Path(room))))
