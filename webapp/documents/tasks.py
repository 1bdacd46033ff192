from webapp.documents import services
from webapp.documents.facts import PaperOrdered
from webapp.foundation import clock, facts
from webapp.foundation.jobs import job, wake
from webapp.foundation.transaction import unit_of_work


@job(every_minutes=1)
def make_papers() -> None:
    """Make what was ordered on paper."""
    services.make_ordered(now=clock.now())


@job(every_minutes=60)
def forget_papers() -> None:
    """Delete what was printed a day ago."""
    with unit_of_work():
        services.forget_old_papers(now=clock.now())


@facts.on(PaperOrdered)
def make_soon(_fact: PaperOrdered) -> None:
    wake(make_papers)
