"""Somebody has another address than before: what is known goes along, and no link or consent counts for others."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, make_registration
from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.contacts.queries.agreeing import agreed_among
from webapp.contacts.queries.lists import invitable, members_of
from webapp.contacts.types import WORDING
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries
from webapp.registration import services as registrations
from webapp.registration.models import AddressWish
from webapp.registration.types import CONSENT_LINK, INVITE_AGAIN, LINK, Head
from webapp.registration.types import Contact as Said

pytestmark = pytest.mark.usefixtures("now")
ENTRY = {"name": "Zora Zett", "company": "", "phone": "", "language": "de", "source": "Messe", "purpose": "Einladungen"}
OLD, NEW = "alt@example.org", "neu@example.org"


def known(address):
    return session().scalars(select(Contact).where(Contact.email_normal == address)).one_or_none()


def stands(address):
    """Whether somebody is known by the address, and has agreed, or withdrawn."""
    found = known(address)
    return found and ("agreed" if found.agreed_at else "withdrew" if found.withdrew_at else "nothing")


def agreed(host, address=OLD, *, then=None):
    made = make_registration(make_event(host=host), "Zora Zett", email=address, consents={INVITE_AGAIN: WORDING})
    take_up()
    if then == "withdrew":
        services.withdraw(contact=known(address), now=clock.now())
    return made


def remarked(address, tag, note):
    found = known(address)
    services.remark(contact=found, tags=[tag], note=note)
    return services.keep_list(
        organisation_id=found.organisation_id, name=f"Liste {tag}", now=clock.now(), contacts=[found]
    )


def change(contact, address):
    services.change(contact=contact, email=address, review_on=date(2027, 10, 1), now=clock.now(), **ENTRY)
    session().expire_all()


def follow_own_link(made, address=NEW):
    registrations.addresses.ask_for_address(registration=made, email=address, now=clock.now())
    wish = session().scalars(select(AddressWish)).one()
    registrations.addresses.confirm_new_address(wish=wish, now=clock.now())


def consent_page(app, address):
    with app.app_context():
        return f"/consents/{links.seal(CONSENT_LINK, known(address).link_id)}"


def press(client, path):
    return client.post(path, data={"once_key": tokens.new_id()})


@pytest.mark.both
def test_an_entry_whose_address_is_known_from_events_is_one_with_it_and_a_withdrawal_stays(app, client, work):
    with work():
        host = make_organisation()
        agreed(host, NEW, then="withdrew")
        lists = [remarked(NEW, "Beirat", "braucht Rampe")]
        typed = make_contact(host, "Zora Tippfehler", email=OLD)
        lists.append(remarked(OLD, "Presse", "duzen"))
    page = consent_page(app, NEW)
    with work():
        change(known(OLD), NEW)
        (found,) = session().scalars(select(Contact)).all()
        assert (found.id, stands(NEW)) == (typed.id, "withdrew")
        assert [each.tag for each in found.tags] == ["Beirat", "Presse"]
        assert set(found.note.split("\n")) == {"braucht Rampe", "duzen"}
        for each in lists:
            assert [[member.email for member in page] for page in members_of(each)] == [[NEW]]
            assert invitable(each).left.invited == 0
        assert [bool(each.withdrawn_at) for each in found.consents] == [True]
    assert client.get(page).status_code == 200  # letters to that address told of it


@pytest.mark.both
def test_a_link_in_letters_to_an_address_says_nothing_for_another_one(app, client, work):
    with work():
        agreed(make_organisation())
    page = consent_page(app, OLD)
    with work():
        change(known(OLD), NEW)
        assert (stands(OLD), stands(NEW)) == ("nothing", "nothing")
    assert press(client, f"{page}/give").status_code == 303
    with work():
        assert (stands(OLD), stands(NEW)) == ("agreed", "nothing")
        assert agreed_among(known(OLD).organisation_id, [OLD, NEW]) == {OLD: known(OLD).link_id}
    entered = consent_page(app, NEW)
    with work():
        change(known(NEW), "drei@example.org")  # behind the one of before stands nobody any more
    assert client.get(entered).status_code == 404
    assert press(client, f"{entered}/give").status_code == 404


def test_what_was_taken_back_stays_so_when_the_office_changes_the_address(work):
    with work():
        host = make_organisation()
        agreed(host, then="withdrew")
        change(known(OLD), NEW)
        assert (stands(OLD), stands(NEW)) == ("withdrew", "withdrew")


# How the old address is known beside the registration, and what the new one has said.
BESIDE = {
    "alone": lambda _host: None,
    "registered twice": lambda host: make_registration(make_event(host=host), email=OLD),
    "entered": lambda _host: change(known(OLD), OLD),
    "the new one withdrew": lambda host: agreed(host, NEW, then="withdrew"),
    "the new one is entered": lambda host: make_contact(host, email=NEW),
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("then", ["agreed", "withdrew"])
def test_what_somebody_agreed_to_or_took_back_goes_along_with_them(app, client, work, then, beside):
    with work():
        host = make_organisation()
        made = agreed(host, then=then)
        tagged = remarked(OLD, "Beirat", "")
        BESIDE[beside](host)
        take_up()
        follow_own_link(made)
        public_id, link_id = made.public_id, made.link_id
    expected = "withdrew" if beside == "the new one withdrew" else then
    with work():
        assert stands(NEW) == expected
        assert stands(OLD) in {None, "nothing", "withdrew" if then == "withdrew" else None}
        if beside not in {"registered twice", "entered"}:
            assert stands(OLD) is None
            assert [[each.email for each in page] for page in members_of(tagged)] == [[NEW]]
    with app.app_context():
        own = f"/registrations/{links.seal(LINK, link_id)}"
    assert ("/no-further-invitations" in client.get(own).text) == (expected == "agreed")
    assert press(client, f"{own}/no-further-invitations").status_code == 303
    with work():
        assert stands(NEW) == "withdrew"
        by_link(registrations.erase, queries.get_by_public_id(public_id))
    with work():
        assert "agreed" not in (stands(NEW), stands(OLD))
        if known(NEW) is not None:
            assert known(NEW).entered_at or known(NEW).in_events


@pytest.mark.both
def test_the_wrong_address_keeps_neither_the_consent_nor_what_the_office_has_noted(work):
    with work():
        host = make_organisation()
        made = agreed(host)
        tagged = remarked(OLD, "Beirat", "braucht Rampe")
        registrations.correct(registration=made, contact=Said("Zora Zett", NEW, ""), people={}, now=clock.now())
    with work():
        assert (stands(OLD), stands(NEW)) == (None, "nothing")
        assert ([each.tag for each in known(NEW).tags], known(NEW).note) == (["Beirat"], "braucht Rampe")
        assert [[each.email for each in page] for page in members_of(tagged)] == [[NEW]]


def test_a_consent_of_whoever_really_has_the_address_outlasts_somebody_elses_correction(work):
    with work():
        host = make_organisation()
        agreed(host)
        caller = make_registration(make_event("Anderer Abend", host=host), "Uli Fremd", email=OLD)
        along = make_registration(make_event(host=host), "Ada", email="ada@example.org", heads=(Head("U", OLD),))
        take_up()
        for each, people in ((caller, {}), (along, {along.attendees[0].id: Head("U", NEW)})):
            address = NEW if each is caller else each.email
            registrations.correct(
                registration=each, contact=Said(each.name, address, ""), people=people, now=clock.now()
            )
    with work():
        assert (stands(OLD), stands(NEW)) == ("agreed", "nothing")
