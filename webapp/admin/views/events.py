from datetime import timedelta
from typing import TYPE_CHECKING, cast

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin import prefill, queries, readiness
from webapp.admin.blueprint import blueprint
from webapp.admin.controls import options
from webapp.admin.forms.events import DraftForm, EventBasics, NewEventForm, PublishedForm
from webapp.events import services
from webapp.events.presets import PRESETS
from webapp.events.queries import get_whole_event, is_joined_by_all, known_series, phase_of
from webapp.events.types import EventFormat, EventStatus, Phase
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.mail.telling import audience_of
from webapp.organisations.queries import all_organisations
from webapp.organisations.types import OrganisationId
from webapp.organising.queries import cockpit as cockpit_of
from webapp.organising.services import set_up_event
from webapp.plans.queries import measure_ids
from webapp.plans.types import MeasureId
from webapp.registration.queries import counts_of

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.organisations.models import Organisation

_DETAILS = (
    "title",
    "teaser",
    "description",
    "plain_language",
    "language",
    "audience",
    "bring",
    "features",
    "funding_notice",
    "contact_name",
    "contact_email",
    "conference_url",
    "all_day",
)


@blueprint.get("")
@access.staff
def events() -> ResponseReturnValue:
    kind, words = request.args.get("show", "ahead"), request.args.get("q", "")
    page = request.args.get("page", 1, type=int)
    found = queries.desk_list(now=clock.now(), kind=kind, words=words, page=page)
    return render_template("admin/events.html", found=found, kind=kind, words=words)


@blueprint.route("/events/new", methods=["GET", "POST"])
@access.staff
@once
def new_event() -> ResponseReturnValue:
    hosts = queries.hosts_of()
    if not hosts:
        abort(403)
    kind = _format(request.args.get("format", ""))
    if kind is None:
        return render_template("admin/choose_format.html", presets=PRESETS), 200 if request.method == "GET" else 422
    preset = PRESETS[kind]
    given = prefill.of_preset(
        preset,
        contact_name=current_user.name,
        contact_email=current_user.user.email,
        host=hosts[0].key if len(hosts) == 1 else "",
    )
    zone = current_app.config["SETTINGS"].zone
    form = NewEventForm(zone=zone, usual=timedelta(minutes=preset.minutes), data=given)
    _offer(form, hosts)
    if form.validate_on_submit():
        return _set_up(form, kind, {host.key: host.id for host in hosts})
    page = render_template("admin/new_event.html", form=form, format=kind, preset=preset, hosts=hosts)
    return page, form.http_status


def _set_up(form: NewEventForm, kind: EventFormat, hosts: dict[str, OrganisationId]) -> ResponseReturnValue:
    event = set_up_event(
        now=clock.now(),
        format=kind,
        title=form.title.data,
        host_id=hosts[form.host.data],
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        zone=form.zone,
        capacity=form.capacity.data,
        **services.settle_place(form.place, clock.now()),
        measures=_measures(form),
        contact_name=form.contact_name.data,
        contact_email=form.contact_email.data,
    )
    flash(_("The draft is ready. No one else sees it before you publish it."), "success")
    return redirect(url_for("admin.event", slug=event.slug), 303)


@blueprint.get("/events/<slug>")
@access.at_event(Role.ORGANIZER)
def event(slug: str) -> ResponseReturnValue:
    cockpit = cockpit_of(slug, clock.now())
    return render_template(
        "admin/event.html",
        cockpit=cockpit,
        event=cockpit.event,
        figures=counts_of(cockpit.event.id),
        may_be_restored=cockpit.may_be_restored,
        tasks=readiness.stages(cockpit, slug),
    )


@blueprint.route("/events/<slug>/edit", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_event(slug: str) -> ResponseReturnValue:
    found = get_whole_event(slug)
    is_draft = found.status == EventStatus.DRAFT
    form = (DraftForm if is_draft else PublishedForm)(
        zone=found.zone, begins=found.starts_at, data=prefill.of_event(found)
    )
    hosts = queries.hosts_of()
    _offer(form, [*hosts, *([] if found.host in hosts else [found.host])])
    organisations = {organisation.key: organisation for organisation in all_organisations()}
    form.partners.choices = options((key, organisation.name) for key, organisation in organisations.items())
    if form.validate_on_submit():
        return _change(form, found, organisations)
    page = render_template(
        "admin/edit_event.html", form=form, event=found, series=known_series(), told=_told_of_the_place(found)
    )
    return page, form.http_status


def _change(form: DraftForm, found: "Event", organisations: dict[str, "Organisation"]) -> ResponseReturnValue:
    changes, told = {name: form[name].data for name in _DETAILS}, _told_of_the_place(found)
    before, was_for_all = (found.venue_id, found.conference_url), is_joined_by_all(found)
    if "capacity" in form:
        changes |= {"starts_at": form.starts_at, "ends_at": form.ends_at}
        services.change_capacity(event=found, capacity=form.capacity.data)
    if form.host.data != found.host.key:
        changes["host_id"] = organisations[form.host.data].id
    services.change_event(
        event=found,
        now=clock.now(),
        measures=_measures(form),
        partner_ids=[organisations[key].id for key in cast("list[str]", form.partners.data)],
        **services.settle_place(form.place, clock.now()),
        registration_closes_at=form.closes_at.moment,
        series=form.series.data,
        **changes,
    )
    flash(_("Saved."), "success")
    if is_joined_by_all(found) and not was_for_all:
        flash(_("Everyone can see the link for joining online now, as no one has to register."), "warning")
    if told and (found.venue_id, found.conference_url) != before:
        flash(_("Whoever registered is told by email where the event takes place now."), "success")
    return redirect(url_for("admin.event", slug=found.slug), 303)


def _told_of_the_place(event: "Event") -> int:
    """How many are told when the place changes."""
    takes_place = phase_of(event, clock.now()) in {Phase.UPCOMING, Phase.RUNNING}
    return len(audience_of(event.id)) if takes_place else 0


def _format(name: str) -> EventFormat | None:
    return EventFormat(name) if name in set(EventFormat) else None


def _offer(form: EventBasics, hosts: list["Organisation"]) -> None:
    form.offer(
        venues=queries.venue_choices(),
        hosts=[(organisation.key, organisation.name) for organisation in hosts],
        measures=queries.measure_choices(),
    )


def _measures(form: EventBasics) -> list[tuple[MeasureId, str]]:
    chosen = form.chosen_measures
    ids = measure_ids(slug for slug, _reason in chosen)
    return [(ids[slug], reason) for slug, reason in chosen]
