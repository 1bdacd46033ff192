"""No sentence of a page or a letter leaves a gap where the name of somebody without one would stand, as in a class."""

from datetime import timedelta
from functools import wraps

import flask_babel
import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, cancel, make_category, make_registration
from tests.factories.stations import make_group, make_station
from webapp.accounts.types import Role
from webapp.checkin import services as doors
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK, CategoryKind, Head
from webapp.stations import services as at_stations
from webapp.stations.types import POSTER
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")
NAMES = {"name", "names", "other", "who"}


@pytest.fixture
def gaps(app, monkeypatch):
    """Sentences that were filled with nothing, or a part of nothing, where a name belongs."""
    found = []

    def noting(usual):
        def say(*given, **values):
            sentence = next(each for each in given if isinstance(each, str))
            empty = [each for each in NAMES & values.keys() if not all(map(str.strip, str(values[each]).split(",")))]
            found.extend((sentence, each) for each in empty)
            return usual(*given, **values)

        return wraps(usual)(say)  # also what Jinja hands over to it

    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(flask_babel.Domain, name, noting(getattr(flask_babel.Domain, name)))
    for name in ("_", "gettext", "ngettext"):
        monkeypatch.setitem(app.jinja_env.globals, name, noting(app.jinja_env.globals[name]))
    return found


def make_class(event, heads=2, **values):
    klass = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False, most_heads=60, **values)
    return make_registration(event, "Lea Lehrer", category_id=klass.id, heads=(Head(),) * heads)


def test_a_sentence_without_its_name_is_noticed(app, gaps):
    with app.test_request_context():
        flask_babel.gettext("%(name)s is no longer registered.", name="")
        app.jinja_env.from_string("{{ _('With you: %(names)s', names='Ada, ') }}").render()
    assert [each for _, each in gaps] == ["name", "names"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_all_pages_of_a_class_are_whole(app, client, work, gaps, lang):
    with work():
        host = make_organisation()
        user = make_user(Role.ORGANIZER, organisation_id=host.id).email
        event = make_event(host=host, starts_in=timedelta(hours=1))
        made, station = make_class(event), make_station(event)
        link, person = f"/registrations/{links.seal(LINK, made.public_id)}", made.attendees[0].public_id
        ticket = tickets_of_registration(made.id)[0]
        poster, code = f"/stations/{links.seal(POSTER, station.public_id)}", ticket.code
        paper = f"/t/{payload_of(ticket, event)}"
        group = make_group(station)
        for attendee in made.attendees:
            at_stations.choose_station(attendee=attendee, station=station, now=clock.now())
            at_stations.join_group(attendee=attendee, group=group, now=clock.now())
        desk = f"/manage/events/{event.slug}"
        one = f"{desk}/registrations/{made.public_id}"
        told = {"headers": {"Accept-Language": lang}}
    client.post(poster, data={"do": "recognise", "code": code, "once_key": tokens.new_id()})
    staff = app.test_client()
    assert sign_in(staff, user).status_code == 303
    own_pages = (link, f"{link}/people/{person}/replace", f"{link}/people/new", f"{link}/erase", paper, poster)
    of_desk = [f"{one}{each}" for each in ("", "/cancel", "/erase", f"/people/{person}/replace", "/people/new")]
    of_desk += [f"{desk}{each}" for each in ("/registrations", "/door", "/stations", "/mail")]
    of_desk += [f"{desk}/registrations/many?action=cancel&chosen={made.public_id}"]
    for browser, pages in ((client, own_pages), (staff, of_desk)):
        for page in pages:
            assert browser.get(page, **told).status_code == 200, page
            assert not gaps, page
    asked_again = client.post(f"{link}/cancel", data={"once_key": tokens.new_id()}, **told)
    assert asked_again.status_code == 409
    with work():
        doors.let_in(event=event, registration_id=made.id, gate="", device="", now=clock.now())
    for browser, page in ((client, link), (staff, one), (staff, f"{one}/cancel")):
        browser.get(page, **told)
    refused = (
        (client, f"{link}/people/{person}/leave"),
        (staff, f"{one}/people/{person}/drop"),
        (staff, f"{one}/cancel"),
    )
    for browser, path in refused:
        browser.post(path, data={"once_key": tokens.new_id()}, follow_redirects=True, **told)
    assert not gaps


@pytest.mark.parametrize("values", [{}, {"needs_approval": True}])
@pytest.mark.parametrize("taken", [0, 5])
def test_all_letters_to_a_class_are_whole(work, gaps, taken, values):
    with work():
        event = make_event(capacity=5)
        for number in range(taken):
            make_registration(event, f"Gast {number}")
        made = make_class(event, **values)
        if values:
            services.approve(registration=made, now=clock.now())
        by_link(services.add_attendee, made, head=Head())
        for wish in queries.wishes_of(made.id):
            services.decline_attendee(request=wish, reason="Voll", now=clock.now())
        by_link(services.drop_attendee, made, attendee_id=made.attendees[0].id)
        services.send_again(event=made.event, email=made.email)
        cancel(made)
        assert not gaps
