"""Letters to people of the staff: complete in both languages, and nobody puts words or markup into them."""

import re
from datetime import timedelta

import html5lib
import pytest
from jinja2 import StrictUndefined

from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from webapp.accounts import services
from webapp.accounts.acting import acting_as
from webapp.accounts.models import AskedLetter
from webapp.accounts.queries import actor_of, unseen_letters
from webapp.accounts.types import Role, Scope
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.errors import TooManyMailsError
from webapp.mail.queries import undelivered
from webapp.mail.types import StaffMailKind

pytestmark = pytest.mark.usefixtures("now")
EVIL = "<script>alert(1)</script>\"'& %(what)s {{ 7*7 }}"
REQUIRED = {"de": "Guten Tag", "en": "Hello"}


def write_all(lang):
    """A letter of each kind, and one for each role and place."""
    now = clock.now()
    host, event = make_organisation(EVIL), make_event(EVIL)
    user = make_user(Role.ADMIN, name=EVIL)
    asked = {"language": lang, "now": now}
    with acting_as(actor_of(user)):
        services.invite(email="a@example.org", role=Role.ADMIN, at=None, **asked)
        for number, role in enumerate((Role.ORGANIZER, Role.FACILITATOR, Role.DOOR, Role.READER)):
            for at in (Scope.of_organisation(host.id), event.scope):
                services.invite(email=f"b{number}{len(at.event_key)}@example.org", role=role, at=at, **asked)
        services.ask_for_password(email=user.email, **asked)
        (letter,) = unseen_letters()
        services.look_at_asked(letter=letter, now=now)
        services.ask_for_address(user=user, email="neu@example.org", **asked)
        changed = session().query(AskedLetter).filter_by(kind="address").one()
        services.confirm_address(letter=changed, now=now)
    return user


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_letter_is_complete_in_both_languages(app, work, outbox, lang):
    app.jinja_env.undefined = StrictUndefined
    with work():
        user = write_all(lang)
        mails = outbox()
        assert {mail.kind for mail in mails} == {kind.value for kind in StaffMailKind}
        for mail in mails:
            html5lib.HTMLParser(strict=True).parse(mail.html)
            assert (mail.language, mail.event_id) == (lang, None)
            assert REQUIRED[lang] in mail.text
            assert mail.html.count("<h1") == 1
            assert "<script" not in mail.html
            assert "\n\n\n" not in mail.text
            assert not re.search(r"%\(\w+\)s|Undefined|None", mail.text.replace(EVIL, ""))
            links = re.findall(r"http://localhost/sign-in/\S+", mail.text)
            assert len(links) == (mail.kind != "address_replaced")
            assert all(f'href="{link}"' in mail.html for link in links)
            assert mail.reply_to == (user.email if mail.kind == "team_invitation" else "") or "neu@" in user.email
        first = mails[0]
        assert first.recipient_name == "", "a name that somebody chose goes to nobody who hasn't proved the address"


def test_each_kind_has_its_own_budget_and_a_flood_undoes_what_caused_it(work, outbox):
    with work():
        user = make_user(Role.ADMIN, email="ada@example.org")
        asked = {"email": "ada@example.org", "role": Role.ADMIN, "at": None, "language": "de", "now": clock.now()}
        for _ in range(3):
            services.invite(**asked)
        with pytest.raises(TooManyMailsError):
            services.invite(**asked)
        services.ask_for_password(email=user.email, language="de", now=clock.now())
        services.look_at_asked(letter=unseen_letters()[0], now=clock.now())
        kinds = [mail.kind for mail in outbox()]
        assert (kinds.count("team_invitation"), kinds.count("new_password")) == (3, 1)
        clock.move_on(timedelta(hours=1))
        services.invite(**asked)
        assert len(outbox()) == 5


def test_a_letter_that_came_back_is_told_until_another_one_goes_out(work, outbox):
    with work():
        asked = {"email": "ada@example.org", "role": Role.ADMIN, "at": None, "language": "de"}
        invitation = services.invite(**asked, now=clock.now())
        key = invitation.public_id
        assert undelivered([key]) == set()
        outbox()[0].state = "returned"
        session().flush()
        assert undelivered([key, "nobody"]) == {key}
        services.invite_again(invitation=invitation, at=None, now=clock.now())
        assert undelivered([key]) == set()


def test_who_leaves_or_is_asked_no_more_leaves_no_letter_behind(work, outbox):
    with work():
        make_user(Role.ADMIN)
        user = write_all("de")
        user.email = user.email_normal = "ada@example.org"
        asked = {"role": Role.ADMIN, "at": None, "language": "de", "now": clock.now()}
        for email in ("ada@example.org", "ben@example.org"):
            invitation = services.invite(email=email, **asked)
        services.withdraw(invitation=invitation, at=None)
        assert outbox(recipient="ben@example.org") == []
        key, before = user.public_id, len(outbox())
        services.close_account(user=user)
        assert outbox(recipient="ada@example.org") == outbox(about=key) == []
        assert len(outbox()) == before - 2, "the letter to the new address, and the one to the address before"
