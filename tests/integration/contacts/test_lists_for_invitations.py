"""Lists: who is invited from them, who is left out and why, and the list that a series keeps."""

import pytest
from sqlalchemy import func, select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, cancel, make_registration
from webapp.contacts import queries, services
from webapp.contacts.errors import ContactListNotFoundError, ListNameTakenError, ListOfSeriesError
from webapp.contacts.queries.knowledge import known_of
from webapp.contacts.queries.lists import invitable, lists_of, members_of
from webapp.contacts.queries.series import Missing, Regulars, list_of, missing_of, regulars_of
from webapp.contacts.types import WORDING, Left, Wanted, WhyNot
from webapp.events.services import change_series, drop_series, open_series, restore_series, update_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OutboxMail
from webapp.mail.opt_outs.links import digest_of
from webapp.mail.services import stop_mail
from webapp.registration import services as registrations
from webapp.registration.models import Attendee, Invitation, Registration
from webapp.registration.types import INVITE_AGAIN, Head

pytestmark = pytest.mark.usefixtures("now")


def stage(host):
    """Somebody for each way to stand, all registered before or entered."""
    before = make_event(host=host)
    agreed = make_registration(before, "Willi Wieder", email="willi@example.org", consents={INVITE_AGAIN: WORDING})
    make_registration(before, "Anna Vogel", email="anna@example.org")
    refusing = make_registration(before, "Rita Ruhe", email="rita@example.org", consents={INVITE_AGAIN: WORDING})
    back = make_registration(before, "Zora Zurück", email="zora@example.org", consents={INVITE_AGAIN: WORDING})
    gone = make_registration(before, "Weg Weg")
    registrations.erase(registration=gone, now=clock.now())
    take_up()
    stop_mail(digest=digest_of(refusing.email_normal), now=clock.now())
    services.withdraw(contact=contact_of(host, back.email), now=clock.now())
    make_contact(host, "Ernst Eintrag", email="ernst@example.org")
    make_contact(host, "Ohne Adresse", email="")
    return before, agreed


def contact_of(host, words):
    (found,) = queries.contacts_of(host.id, Wanted(words=words), limit=5).contacts
    return found


@pytest.mark.both
def test_whoever_has_no_basis_or_wants_no_mail_is_left_out_and_counted(work):
    with work():
        host = make_organisation()
        stage(host)
        everybody = queries.contacts_of(host.id, Wanted(), limit=50).contacts
        event = make_event(host=host)
        made = services.keep_list(organisation_id=host.id, name="Alle", now=clock.now(), contacts=everybody)
        make_registration(event, "Ernst Eintrag", email="ernst@example.org")
        reasons = {WhyNot.NO_BASIS: 1, WhyNot.REFUSES: 1, WhyNot.WITHDREW: 1, WhyNot.NO_ADDRESS: 1}
        assert invitable(made).left == Left(2, reasons)
        assert invitable(made, event.id).left == Left(1, {**reasons, WhyNot.KNOWN: 1})
        done = services.invite_from(event=event, contact_list=made, now=clock.now())
        assert (done.made, done.rest, done.left.left) == (1, 0, 5)
        assert session().scalars(select(Invitation.email)).all() == ["willi@example.org"]
        assert services.invite_from(event=event, contact_list=made, now=clock.now()).made == 0
        write_portion()
        mail = session().scalars(select(OutboxMail).where(OutboxMail.kind == "invitation")).one()
        assert "/consents/" in mail.text
        assert "/consents/" in mail.html
        with pytest.raises(ContactListNotFoundError):
            services.invite_from(event=make_event(), contact_list=made, now=clock.now())


def test_a_list_of_a_search_is_always_up_to_date_and_names_are_told_apart(work):
    with work():
        host = make_organisation()
        made = services.keep_list(
            organisation_id=host.id, name="Metall", now=clock.now(), wanted=Wanted(words="metallbau")
        )
        assert invitable(made).left.invited == 0
        make_contact(host, company="Metallbau Vogel")
        assert invitable(made).left.invited == 1
        with pytest.raises(ListNameTakenError):
            services.keep_list(organisation_id=host.id, name="METALL", now=clock.now())
        assert services.put_on(contact_list=made, contacts=[make_contact(host)]) == 0


@pytest.mark.both
def test_a_series_keeps_its_list_by_the_same_rules_and_says_who_is_missing(work):
    with work():
        host = make_organisation()
        before, _ = stage(host)
        series = open_series(organisation_id=host.id, title="Dialogreihe")
        made = list_of(series.id)
        assert (made.name, invitable(made).left.invited) == ("Dialogreihe", 0)
        update_event(event=before, now=clock.now(), series_id=series.id)
        # Another one's date of the series, and whoever never proved the address, are none of ours.
        foreign = make_event()
        make_registration(foreign, "Frieda Fremd", email="ernst@example.org", consents={INVITE_AGAIN: WORDING})
        foreign.series_id = series.id
        make_registration(before, "Pia", email="pia@example.org", confirmed=False)
        session().flush()
        assert names_on(made) == ["Rita Ruhe", "Willi Wieder"]
        assert invitable(made).left == Left(1, {WhyNot.REFUSES: 1})
        reasons = {WhyNot.NO_BASIS: 1, WhyNot.REFUSES: 1, WhyNot.WITHDREW: 1}
        assert missing_of(made, [before.id, foreign.id]) == Missing(Left(why=reasons), gone=1)
        # By the office's hand somebody is put on it, or taken off for good.
        willi, ernst = contact_of(host, "willi"), contact_of(host, "ernst")
        assert services.put_on(contact_list=made, contacts=[ernst, willi]) == 1
        assert services.take_off(contact_list=made, contacts=[willi, ernst, contact_of(host, "anna")]) == 2
        assert names_on(made) == ["Rita Ruhe"]
        assert missing_of(made, [before.id]).left.why[WhyNot.TAKEN_OFF] == 1
        assert [each.name for each in known_of(willi).lists] == []
        services.put_on(contact_list=made, contacts=[willi])
        assert [each.name for each in known_of(willi).lists] == ["Dialogreihe"]
        for act in (
            lambda: services.delete_list(contact_list=made, now=clock.now()),
            lambda: services.rename_list(contact_list=made, name="X"),
        ):
            with pytest.raises(ListOfSeriesError):
                act()
        change_series(series=series, title="Neue Reihe")
        assert made.name == "Neue Reihe"
        assert session().scalar(select(func.count()).select_from(Invitation)) == 0


def test_whoever_may_be_invited_stays_on_the_list_when_the_registration_is_deleted(work):
    with work():
        host = make_organisation()
        before, agreed = stage(host)
        series = open_series(organisation_id=host.id, title="Dialogreihe")
        update_event(event=before, now=clock.now(), series_id=series.id)
        own = make_registration(before, "Otto", email="otto@example.org", consents={INVITE_AGAIN: WORDING})
        made = list_of(series.id)
        assert names_on(made) == ["Otto", "Rita Ruhe", "Willi Wieder"]
        by_link(registrations.erase, own)
        registrations.erase(registration=agreed, now=clock.now())
        anna = session().scalars(select(Registration).where(Registration.email_normal == "anna@example.org")).one()
        registrations.erase(registration=anna, now=clock.now())
        assert names_on(made) == ["Rita Ruhe", "Willi Wieder"]
        assert missing_of(made, [before.id]).gone == 4
        services.erase_everywhere(contact=contact_of(host, "willi"), now=clock.now())
        update_event(event=before, now=clock.now(), series_id=None)
        assert names_on(made) == []
        drop_series(series=series, now=clock.now())
        assert lists_of(host.id) == []
        restore_series(series=series)
        assert [row.list for row in lists_of(host.id)] == [made]


@pytest.mark.both
def test_who_came_to_several_dates_is_told_by_doors_where_there_were_any(work):
    with work():
        host = make_organisation()
        found = list_of(open_series(organisation_id=host.id, title="Dialogreihe").id)
        first, second, third = (make_event(host=host) for _ in range(3))
        for event in (first, second, third):
            make_registration(event, "Immer Da", email="immer@example.org")
        for event in (first, second):
            make_registration(event, "Meist Da", email="meist@example.org")
            along = Head("Mit Dabei", "mit@example.org")
            make_registration(event, f"Familie {event.id}", heads=(Head("Je Neu"), along))
        cancel(make_registration(first, "Ab", email="ab@example.org"))
        make_registration(second, "Ab", email="ab@example.org")
        let_in = session().scalars(
            select(Attendee)
            .join(Attendee.registration)
            .where(Registration.event_id == second.id, Registration.email_normal != "meist@example.org")
        )
        for head in let_in:
            head.entered_at = clock.now()
        take_up()
        told = regulars_of(found, [first.id, second.id, third.id], limit=1)
        assert [(each.name, times) for each, times in told.people] == [("Immer Da", 3)]
        assert (told.several, told.all) == (2, 6)
        told = regulars_of(found, [first.id, second.id, make_event().id], limit=5)
        assert [(each.name, times) for each, times in told.people] == [("Immer Da", 2), ("Mit Dabei", 2)]
        assert regulars_of(found, [], limit=5) == Regulars([], 0, 0)


def names_on(found):
    return sorted(each.name for page in members_of(found) for each in page)
