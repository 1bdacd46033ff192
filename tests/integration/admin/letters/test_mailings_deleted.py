"""A mailing that is deleted at the desk: it is gone, whoever sends it at that moment, and comes back as a draft."""

from threading import Thread

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import make_registration
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import services
from webapp.mail.errors import MailingDecidedError
from webapp.mail.mailings.announcing import write_mailings
from webapp.mail.models import Mailing, OutboxMail


@pytest.mark.both
@pytest.mark.parametrize("sent", [False, True])
def test_it_goes_into_the_bin(desk, work, sent):
    with work():
        event = make_event(host=desk.host)
        make_registration(event)
        path = f"/events/{event.slug}/mail/mailings/{make_mailing(event, sent=sent).public_id}"
    assert desk.send(f"{path}/drop").status_code == 303
    with work():
        found = session().scalars(select(Mailing)).one()
        assert (found.state, found.due_at, found.deleted_at) == ("draft", None, clock.now())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_sends_what_another_deletes_is_told_and_it_comes_back_as_a_draft(app, desk, work):
    with work():
        event = make_event(host=desk.host)
        make_registration(event)
        key = make_mailing(event, sent=False).id

    def drop():
        with work():
            services.drop_mailing(mailing=session().get(Mailing, key), now=clock.now())

    with work():
        found = session().get(Mailing, key)  # a draft, as far as who sends it knows
        thread = Thread(target=drop)
        thread.start()
        thread.join()
        with pytest.raises(MailingDecidedError):
            services.send_mailing(mailing=found, now=clock.now())
    with work():
        found = session().get(Mailing, key)
        found.state, found.due_at = "planned", clock.now()  # as a version before may have left it
        services.take_mailing_back(mailing=found)
    with app.app_context():
        write_mailings()
    with work():
        assert session().get(Mailing, key).state == "draft"
        assert "message" not in session().scalars(select(OutboxMail.kind)).all()
