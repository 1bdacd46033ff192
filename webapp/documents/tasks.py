from webapp.documents import queries, services
from webapp.documents.facts import PaperOrdered
from webapp.foundation import clock, facts
from webapp.foundation.jobs import job, wake
from webapp.foundation.stopping import on_interruption
from webapp.foundation.transaction import unit_of_work
from webapp.registration.facts import AddressErased, RegistrationErased
from webapp.registration.queries import get_registration


@job(every_minutes=1)
def make_papers() -> None:
    """Make what was ordered on paper."""
    services.make_ordered(now=clock.now())


@on_interruption
def give_back_papers() -> None:
    """What was being made when the worker stopped is made anew after the next start."""
    services.give_back_what_is_being_made()


@job(every_minutes=60)
def forget_papers() -> None:
    """Delete what was printed a day ago."""
    with unit_of_work():
        services.forget_old_papers(now=clock.now())


@facts.on(RegistrationErased)
def forget_papers_about(fact: RegistrationErased) -> None:
    """What was printed may name the person, and so may the words that it was searched with."""
    registration = get_registration(fact.registration_id)
    for order in queries.orders_of(registration.event_id):
        services.discard(order=order)


@facts.on(AddressErased)
def forget_papers_with_companions(fact: AddressErased) -> None:
    """What was printed for the event may name whoever came along with somebody."""
    for event_id in fact.event_ids:
        for order in queries.orders_of(event_id):
            services.discard(order=order)


@facts.on(PaperOrdered)
def make_soon(_fact: PaperOrdered) -> None:
    wake(make_papers)
