"""The organizer's own words in mails: kept by event, kind and language; nothing but what was agreed is filled in."""

from datetime import UTC, datetime

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from webapp.foundation import clock
from webapp.mail import queries, services
from webapp.mail.errors import PlaceholderError
from webapp.mail.letters import rendering
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.mailings.samples import sample
from webapp.mail.types import UNASKED, WORDABLE, MailKind, OwnWords
from webapp.registration import services as registration

pytestmark = pytest.mark.usefixtures("now")
STARTS = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)


def say(event, text, subject="", kind=MailKind.SEAT_CONFIRMED, lang="de"):
    services.word(event=event, kind=kind, lang=lang, words=OwnWords(subject, text))


@pytest.mark.both
def test_own_words_take_the_place_of_the_usual_ones_and_nothing_else_changes(work, outbox):
    with work():
        event = make_event("Dialog", venue=make_venue(), starts_at=STARTS, contact_name="Mia Beispiel")
        say(event, "Moin {name}!\n\nBis zum {event} am {when} in {where}.\n<Ihr> Team von {host}", "Klappt: {event}")
        make_registration(event, "Kim <b>Muster</b>")
        mail = outbox()[-1]
        host = event.host.name
    assert mail.subject == "Klappt: Dialog"
    assert mail.text.startswith("Moin Kim <b>Muster</b>!\n\nBis zum Dialog am Do.,")
    assert f"<Ihr> Team von {host}" in mail.text
    assert "Guten Tag" not in mail.text
    assert "<p>Moin Kim &lt;b&gt;Muster&lt;/b&gt;!</p>" in mail.html
    assert "&lt;Ihr&gt; Team" in mail.html
    for said in (mail.text, mail.html):
        assert "http://localhost/t/" in said
        assert "http://localhost/registrations/" in said
        assert "Mia Beispiel" in said


def test_they_hold_for_their_event_kind_and_language_only(work, outbox):
    with work():
        event = make_event(capacity=1)
        say(event, "Eigene Worte")
        make_registration(event)
        make_registration(event)
        make_registration(make_event())
        english = make_event(capacity=5)
        say(english, "Eigene Worte")
        make_registration(english, language="en")
        own = [(mail.kind, mail.language) for mail in outbox() if "Eigene Worte" in mail.text]
    assert own == [("seat_confirmed", "de")]


def test_empty_words_bring_the_usual_ones_back(work, outbox):
    with work():
        event = make_event()
        say(event, "Eigene Worte", "Eigener Betreff")
        assert queries.worded(event.id) == {("seat_confirmed", "de")}
        say(event, "")
        assert queries.worded(event.id) == set()
        make_registration(event)
        assert "Guten Tag" in outbox()[-1].text


def test_a_subject_alone_leaves_the_text_as_it_is(work, outbox):
    with work():
        event = make_event()
        say(event, "", "Sie sind dabei, {name}")
        make_registration(event, "Kim Muster")
        assert outbox()[-1].subject == "Sie sind dabei, Kim Muster"
        assert "Guten Tag Kim Muster" in outbox()[-1].text


@pytest.mark.parametrize("text", ["{nome}", "{name.x}", "{{name}}", "{0}", "{", "}", "{until}", "{config}"])
@pytest.mark.parametrize("field", ["subject", "text"])
def test_what_cannot_be_filled_in_is_refused_when_it_is_saved(work, text, field):
    with work():
        event = make_event()
        with pytest.raises(PlaceholderError) as refusal:
            services.word(event=event, kind=MailKind.SEAT_CONFIRMED, lang="de", words=OwnWords(**{field: text}))
        assert (refusal.value.field, refusal.value.lang) == (field, "de")
        assert queries.worded(event.id) == set()


@pytest.mark.parametrize("kind", sorted(UNASKED & set(WORDABLE)))
def test_no_name_can_be_put_into_a_mail_that_strangers_can_cause(work, kind):
    with work(), pytest.raises(PlaceholderError):
        say(make_event(), "Guten Tag {name}", kind=MailKind(kind))


def test_words_of_templates_are_words_and_no_template(work, outbox):
    with work():
        event = make_event("{name} {{ 7*7 }} %(name)s")
        say(event, "%(name)s, {event}, $x")
        make_registration(event, "{event}")
        mail = outbox()[-1]
        assert mail.text.startswith("%(name)s, {name} {{ 7*7 }} %(name)s, $x")


def test_invitations_speak_them_too(work, outbox):
    with work():
        event = make_event()
        say(event, "Lieber Gast {name}", kind=MailKind.INVITATION)
        registration.invite(event=event, guests=[registration.Guest("Kim", "kim@example.org")], now=clock.now())
        write_portion()
        (mail,) = outbox(kind="invitation")
        assert mail.text.startswith("Lieber Gast Kim\n")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kind", WORDABLE)
def test_each_kind_can_be_looked_at_before_anybody_gets_it(work, kind, lang):
    with work():
        event = make_event()
        usual = sample(kind, event, lang)
        own = sample(kind, event, lang, OwnWords("Betreff", "Eigene Worte in {host}"))
        assert usual.text != own.text
        assert own.text.startswith("Eigene Worte in ")
        assert own.subject == "Betreff"
        assert rendering.write(kind, event, lang, **SAID).subject == usual.subject


SAID = {
    "link": "",
    "name": "",
    "tickets": (),
    "heads": 1,
    "position": 1,
    "until": STARTS,
    "reason": "",
    "stands": "pending",
    "confirmed": True,
    "had_place": True,
    "seated": True,
}
