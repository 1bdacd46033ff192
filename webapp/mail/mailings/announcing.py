"""What many are told at once: written a portion at a time when its moment has come, however many they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.going_on import Work, go_through
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import job
from webapp.foundation.transaction import savepoint
from webapp.mail.companions import own_pages
from webapp.mail.letters import rendering
from webapp.mail.letters.enqueueing import Reader, page_of, put
from webapp.mail.letters.rendering import Letter, fill
from webapp.mail.letters.ticket_letters import ticket_pages
from webapp.mail.mailings import portions
from webapp.mail.mailings.portions import at_once_or_each, write_portions
from webapp.mail.mailings.queries import Recipient, all_recipients, due_mailings, lock_due_mailing, next_recipients
from webapp.mail.mailings.services import begin_writing
from webapp.mail.models import Mailing
from webapp.mail.opt_outs.links import opt_out_address, refusing_among
from webapp.mail.types import MailingState, MailKind, OwnWords, Recipients, Stands
from webapp.registration.types import RegistrationStatus


@job(every_minutes=1)
def write_mailings() -> None:
    """Write what is due, but no more than the post can take: a long list must not bury other mail."""
    with transaction.looking():
        due = due_mailings(clock.now())
    go_through(Work("write a mailing", _go_on_with, nullcontext), due)


def _go_on_with(mailing_id: int) -> None:
    # It is over when it is done, or when another worker is at it.
    write_portions(lambda: write_portion(mailing_id))


def write_portion(mailing_id: int | None = None) -> bool:
    """Write the next mails of this mailing, or of the one that has been due for longest; False when none is due."""
    mailing = lock_due_mailing(clock.now(), mailing_id)
    if mailing is None:
        return False
    event = mailing.event
    if mailing.kind == MailKind.REMINDER and event.starts_at <= clock.now():
        return _finish(mailing)  # too late to remind anybody
    if not begin_writing(mailing=mailing, now=clock.now()):
        return True
    people, reached = next_recipients(mailing, portions.PORTION)
    mailing.told += _write_to(mailing, event, people)
    if reached is None:
        return _finish(mailing)
    mailing.reached = reached
    session().flush()
    return True


def _write_to(mailing: Mailing, event: Event, people: Sequence[Recipient]) -> int:
    """Write to all of them; whoever it fails for gets none, and where it fails for all, it is the mailing itself."""

    def write_each() -> int | None:
        them = {each.person: each for each in people}
        told: Counter[str] = Counter()

        def write_one(person: str) -> None:
            told[person] = _write(mailing, event, [them[person]])

        reached = go_through(Work(f"write mailing {mailing.id}", write_one, savepoint, 1), them)
        return sum(told[each] for each in reached) if reached else None

    return at_once_or_each(lambda: _write(mailing, event, people), write_each)


def words_for(mailing: Mailing, lang: str) -> OwnWords:
    """What the mailing says to readers of `lang`; in another language where nobody wrote it in theirs."""
    said = mailing.texts
    spoken = next((each for each in (lang, mailing.event.language, *said) if each in said), lang)
    words = said.get(spoken, {})
    return OwnWords(words.get("subject", ""), words.get("text", ""), spoken)


def letter_of(mailing: Mailing, lang: str, **told: object) -> Letter:
    """The letter that readers of `lang` get; `told`: link, name and unsubscribe."""
    event = mailing.event
    with speaking(lang):
        has_results = Feature.CANVASES in event.features
        results = links.absolute("public.events.results", slug=event.slug) if has_results else ""
    # Where to dial in is for people with a place only.
    wanted = Recipients.from_record(mailing.wanted).wanted
    told.update(results=results, survey=mailing.link, seated=wanted.status is RegistrationStatus.CONFIRMED)
    return rendering.write(MailKind(mailing.kind), event, lang, own=words_for(mailing, lang), **told)


def count_of(mailing: Mailing) -> tuple[Sequence[Recipient], int]:
    """Who gets it as things stand, and how many others want no such mail."""
    people = all_recipients(mailing.event_id, Recipients.from_record(mailing.wanted))
    if not may_be_refused(mailing):
        return people, 0
    refusing = refusing_among(normal_form(each.email) for each in people)
    willing = [each for each in people if normal_form(each.email) not in refusing]
    return willing, len(people) - len(willing)


def may_be_refused(mailing: Mailing) -> bool:
    """True for what a reader can do without, and may therefore refuse once and for all."""
    return mailing.kind == MailKind.THANKS or not mailing.is_service


def _write(mailing: Mailing, event: Event, people: Sequence[Recipient]) -> int:
    gaps = {name: tokens.new_id() for name in ("link", "name", "unsubscribe")}
    optional = may_be_refused(mailing)
    refusing = refusing_among(normal_form(each.email) for each in people) if optional else set()
    pages = ticket_pages(event, [each.along for each in people if each.along])
    wordings: dict[tuple[str, int | None], Letter] = {}
    mails: list[tuple[Reader, Letter]] = []
    with speaking(event.language):
        for each in people:
            if normal_form(each.email) in refusing:
                continue
            tickets = own_pages(each.along, pages) if each.along else []
            for number in range(len(tickets)):
                gaps.setdefault(f"ticket{number}", tokens.new_id())
            wording = (each.language, len(tickets) if each.along else None)
            if wording not in wordings:
                told: Mapping[str, object] = gaps if optional else {**gaps, "unsubscribe": ""}
                if each.along:
                    urls = [{"url": gaps[f"ticket{number}"]} for number in range(len(tickets))]
                    told = {**told, "name": "", "stands": Stands.COMPANION, "tickets": urls}
                wordings[wording] = letter_of(mailing, each.language, **told)
            mails.append(_addressed(wordings[wording], gaps, each, tickets, optional=optional))
    put(MailKind(mailing.kind), event, mails, mailing_id=mailing.id, in_bulk=True)
    return len(mails)


def _addressed(
    wording: Letter,
    gaps: Mapping[str, str],
    person: Recipient,
    tickets: Sequence[str],
    *,
    optional: bool,
) -> tuple[Reader, Letter]:
    off = opt_out_address(person.person, person.email, person.language) if optional else ""
    values = {gaps[f"ticket{number}"]: page for number, page in enumerate(tickets)}
    if not person.along:  # nobody but whoever registered gets the link to the registration
        values |= {gaps["link"]: page_of(person.link_id, person.language), gaps["name"]: person.name}
    values[gaps["unsubscribe"]] = off
    return Reader(person.public_id, person.email, person.language, person.name, off), fill(wording, values)


def _finish(mailing: Mailing) -> bool:
    mailing.state, mailing.done_at = MailingState.DONE.value, clock.now()
    mailing.sent_for = mailing.event.starts_at
    session().flush()
    return True
