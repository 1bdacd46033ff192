"""What an office does on the telephone, for the machine in `test_states`."""

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule

from webapp.foundation import clock
from webapp.foundation.errors import DomainError
from webapp.registration import services
from webapp.registration.types import Application, Contact, Head, WhenFull
from webapp.tickets.queries import tickets_of_registration

registrations = Bundle("registrations")


class AtTheDesk(RuleBasedStateMachine):
    """Callers are put down, and what is wrong is put right."""

    @rule(
        target=registrations,
        heads=st.integers(1, 7),
        category=st.sampled_from(["firms", "press"]),
        when_full=st.sampled_from([None, *WhenFull]),
        has_address=st.booleans(),
    )
    def take_a_call(self, heads, category, when_full, has_address):
        self.numbers += 1
        application = Application(
            f"Anruf {self.numbers}",
            f"anruf{self.numbers}@example.org" if has_address else "",
            heads=tuple(Head(f"Kopf {n}") for n in range(heads)),
            category_id=self.categories[category],
        )
        person = self.newcomer(heads, category)
        never, is_beyond = self.model.never_fits(person), when_full is WhenFull.BEYOND
        with self.work():
            try:
                made = services.take_call(
                    event=self.event(), application=application, now=clock.now(), when_full=when_full
                )
            except DomainError:
                made = None
        if made is None:
            # What is refused leaves all as it was, also what had run out and wasn't cleared away yet.
            assert not is_beyond
            assert never or when_full is None
            return multiple()
        self.lapse({"pending", "offered"})
        seated = is_beyond or self.model.passes(person)
        assert seated or when_full is WhenFull.WAIT
        person.status = "confirmed" if seated else "waiting"
        self.queue(person, seated=seated)
        self.model.people[made.public_id] = person
        return made.public_id

    @rule(which=registrations, number=st.integers(1, 10_000), has_address=st.booleans())
    def put_right(self, which, number, has_address):
        person = self.model.people[which]
        with self.work():
            found = self.find(which)
            before = [each.reference for each in tickets_of_registration(found.id) if each.revoked_at is None]
            address = f"neu{number}-{which}@example.org" if has_address else found.email
            people = {each.id: Head(f"Neu {number}-{place}") for place, each in enumerate(found.attendees)}
            contact = Contact(f"Neu {number}", address, "GmbH")
            try:
                services.correct(registration=found, contact=contact, people=people, now=clock.now())
            except DomainError:
                assert person.status in {"cancelled", "declined", "expired"}
                return
            after = [each.reference for each in tickets_of_registration(found.id) if each.revoked_at is None]
            assert after == before
            assert {each.name.split("-")[0] for each in self.find(which).attendees} == {f"Neu {number}"}
