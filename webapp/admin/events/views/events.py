from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from webapp.accounts import access, rights
from webapp.accounts.types import Role
from webapp.admin.events.blueprint import blueprint
from webapp.admin.events.forms.events import DraftForm, EventBasics, NewEventForm, PublishedForm
from webapp.admin.events.history import told_history
from webapp.admin.events.queries.choices import measure_choices, venue_choices
from webapp.admin.events.queries.lists import KINDS, Wish, desk_list
from webapp.admin.hosts import Host, first_one, notices, offered, open_hosts, settle_partner
from webapp.admin.standing import readiness
from webapp.admin.standing.features_told import before_switching_off, choices, tell_of_switched_off
from webapp.admin.standing.states import STATES, state_of
from webapp.admin.standing.troubles import TROUBLES
from webapp.events import services
from webapp.events.presets import PRESETS
from webapp.events.queries import get_whole_event, is_joined_by_all, known_series, phase_of
from webapp.events.types import Audience, EventFormat, EventStatus, Phase
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.mail.letters.telling import HOLDING, audience_of
from webapp.organising.queries import cockpit as cockpit_of
from webapp.organising.queries import mark_of_event
from webapp.organising.services import set_up_event
from webapp.registration.queries import counts_of
from webapp.registration.queries.pending import Pending, pending_at

if TYPE_CHECKING:
    from webapp.events.models import Event


@blueprint.get("/events")
@access.reader
def events() -> ResponseReturnValue:
    """The events of whoever works here: searched, narrowed, sorted."""
    asked = {name: request.args[name] for name in ("format", "series", "host", "state", "sort") if name in request.args}
    kind = request.args.get("show", "")
    wish = Wish(kind=kind if kind in KINDS else "ahead", words=request.args.get("q", ""), **asked)
    found = desk_list(now=clock.now(), wish=wish, page=request.args.get("page", 1, type=int))
    return render_template("admin/events/events.html", found=found, wish=wish, asked=asked, states=STATES)


@blueprint.route("/events/new", methods=["GET", "POST"])
@access.host
@once
def new_event() -> ResponseReturnValue:
    hosts = open_hosts()
    if not hosts:
        return first_one(then="event")
    kind = _format(request.args.get("format", ""))
    if kind is None:
        return render_template(
            "admin/events/choose_format.html", presets={each: PRESETS[each] for each in _offered()}
        ), 200 if request.method == "GET" else 422
    preset = PRESETS[kind]
    given = {
        "starts": preset.starts,
        "capacity": preset.capacity,
        "contact_name": current_user.name,
        "contact_email": current_user.user.email,
        "host": hosts[0].key if len(hosts) == 1 else "",
    }
    zone = site.current().zone
    form = NewEventForm(zone=zone, usual=timedelta(minutes=preset.minutes), data=given)
    _offer(form, hosts)
    shown = {"form": form, "format": kind, "preset": preset, "hosts": hosts, "adds_hosts": rights.is_admin()}
    return form_page(form, lambda: _set_up(form, kind), lambda: render_template("admin/events/new_event.html", **shown))


def _set_up(form: NewEventForm, kind: EventFormat) -> ResponseReturnValue:
    event = set_up_event(
        now=clock.now(),
        format=kind,
        zone=form.zone,
        **services.settle_place(form.place, clock.now()),
        **form.changes(),
    )
    return done(
        _("The draft is ready. No one else sees it before you publish it."), "admin.events.event", slug=event.slug
    )


@blueprint.get("/events/<slug>")
@access.at_event(Role.READER)
def event(slug: str) -> ResponseReturnValue:
    cockpit = cockpit_of(slug, clock.now())
    return render_template(
        "admin/events/event.html",
        cockpit=cockpit,
        event=cockpit.event,
        seen=mark_of_event(cockpit.event),
        figures=counts_of(cockpit.event.id),
        calls=pending_at([cockpit.event.id], clock.now())[cockpit.event.id][Pending.CALLS],
        state=STATES[state_of(cockpit.event, clock.now())],
        tasks=readiness.stages(cockpit, slug),
        troubles=TROUBLES,
    )


@blueprint.route("/events/<slug>/edit", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_event(slug: str) -> ResponseReturnValue:
    found = get_whole_event(slug)
    told, when = _told_of_the_place(found), {"zone": found.zone, "begins": found.starts_at}
    is_draft = found.status == EventStatus.DRAFT
    form = DraftForm(**when, over=found) if is_draft else PublishedForm(**when, over=found, told=told)
    form.features.choices = choices(found)
    form.features.description = before_switching_off(found)
    hosts = open_hosts()
    hosts = [*hosts, *([] if found.host in hosts else [found.host])]
    _offer(form, hosts, found.venue.public_id if found.venue else "")
    form.offer_partners(offered([each.organisation for each in found.partners]))
    form.offer_notices(notices(hosts, found.funding))

    def show() -> str:
        series = known_series([found.host_id])
        shown = {"series": series, "adds_hosts": rights.is_admin()}
        return render_template("admin/events/edit_event.html", form=form, event=found, **shown)

    return form_page(form, lambda: _change(form, found), show)


@blueprint.get("/events/<slug>/history")
@access.at_event(Role.ORGANIZER)
def history(slug: str) -> ResponseReturnValue:
    """Who changed what, and when."""
    found = get_whole_event(slug)
    form = DraftForm(zone=found.zone, begins=found.starts_at, over=found, formdata=None)
    return render_template("admin/events/history.html", event=found, entries=told_history(found, form))


def _change(form: DraftForm, found: "Event") -> ResponseReturnValue:
    changes, used = form.changes(), [*found.features]
    before, was_for_all = (found.venue_id, found.conference_url), is_joined_by_all(found)
    if "capacity" in changes:
        services.change_capacity(event=found, capacity=changes.pop("capacity"))
    place = services.settle_place(form.place, clock.now())
    if form.new_partner:
        changes["partner_ids"] = [*changes["partner_ids"], settle_partner(**form.new_partner)]
    services.change_event(event=found, now=clock.now(), **place, **changes)
    flash(_("Saved."), "success")
    tell_of_switched_off(found, used)
    if is_joined_by_all(found) and not was_for_all:
        flash(_("Everyone can see the link for joining online now, as no one has to register."), "warning")
    if (found.venue_id, found.conference_url) != before:
        _say_who_is_told(changes.get("tells", Audience.NOBODY))
    return redirect(url_for("admin.events.event", slug=found.slug), 303)


def _say_who_is_told(audience: Audience) -> None:
    if audience is Audience.ALL:
        flash(_("Whoever registered is told by email where the event takes place now."), "success")
    elif audience is Audience.COMING:
        flash(_("Whoever has a place is told by email where the event takes place now."), "success")


def _told_of_the_place(event: "Event") -> dict[Audience, int]:
    """How many there are to tell when the place changes: all, and those of them who have a place."""
    takes_place = phase_of(event, clock.now()) in {Phase.UPCOMING, Phase.RUNNING}
    everybody = audience_of(event.id) if takes_place else []
    coming = [each for each in everybody if each.stands in HOLDING]
    return {Audience.ALL: len(everybody), Audience.COMING: len(coming)}


def _format(name: str) -> EventFormat | None:
    return next((kind for kind in _offered() if kind == name), None)


def _offered() -> list[EventFormat]:
    return [kind for kind in PRESETS if kind not in site.current().formats_left_out]


def _offer(form: EventBasics, hosts: list["Host"], venue: str = "") -> None:
    form.offer(venues=venue_choices(venue), hosts=hosts, measures=measure_choices())
