from collections.abc import Iterable
from datetime import datetime
from typing import Required, TypedDict, Unpack

from webapp.capacity.services import open_pool
from webapp.events.models import Event, Venue
from webapp.events.presets import PRESETS
from webapp.events.services import invariants
from webapp.events.services.links import add_measures
from webapp.events.services.recording import record
from webapp.events.types import ChangeKind, EventFormat, EventStatus
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.foundation.localized import in_language
from webapp.organisations.queries import usual_notice
from webapp.organisations.types import FundingNoticeId, OrganisationId
from webapp.plans.types import MeasureId

_TEXTS = ("teaser", "description", "plain_language", "access_note", "funding_notice", "contact_name", "contact_email")


class Draft(TypedDict, total=False):
    """What a new event may be given; what is left out comes from its format's preset or stays empty."""

    starts_at: Required[datetime]
    ends_at: Required[datetime]
    zone: Required[str]
    capacity: Required[int | None]
    venue: Venue | None
    measures: Iterable[tuple[MeasureId, str]]
    language: str
    teaser: str
    description: str
    plain_language: str
    audience: list[str]
    bring: list[str]
    features: list[str]
    access_note: str
    funding_notice: str
    funding_id: FundingNoticeId | None
    contact_name: str
    contact_email: str
    registration_closes_at: datetime | None


def create_event(
    *,
    now: datetime,
    format: EventFormat,  # noqa: A002 - the glossary's word
    title: str,
    host_id: OrganisationId,
    **draft: Unpack[Draft],
) -> Event:
    """A draft with an address, places and what its format presets; MayNotError for a host that isn't one's own."""
    event = drafted(now, format, title, host_id, draft)
    record(event, ChangeKind.CREATED, now=now)
    return event


def drafted(now: datetime, kind: EventFormat, title: str, host_id: OrganisationId, draft: Draft) -> Event:
    """As `create_event`, without a word in its history."""
    public_id = tokens.new_id()
    invariants.check_host(host_id, public_id)
    invariants.check_span(draft["starts_at"], draft["ends_at"])
    title = invariants.checked_title(title)
    event = Event(
        public_id=public_id,
        slug=invariants.free_slug(title, draft["starts_at"], draft["zone"], kind.value),
        format=kind.value,
        title=title,
        status=EventStatus.DRAFT.value,
        starts_at=draft["starts_at"],
        ends_at=draft["ends_at"],
        zone=draft["zone"],
        registration_closes_at=draft.get("registration_closes_at"),
        host_id=host_id,
        funding_id=_funding(kind, host_id, draft),
        venue=draft.get("venue"),
        pool_id=open_pool(capacity=draft["capacity"]),
        calendar_uid=f"{tokens.new_id()}@dialogwerk",
        sequence=0,
        touched_at=now,
        created_at=now,
        **_texts(draft),
        **_preset(kind, draft),
    )
    session().add(event)
    session().flush()
    add_measures(event, draft.get("measures", ()))
    invariants.renew(event)
    return event


def _funding(kind: EventFormat, host_id: OrganisationId, draft: Draft) -> FundingNoticeId | None:
    """What was chosen, else what events of this format say by themselves, unless something else is said."""
    if "funding_id" in draft or draft.get("funding_notice"):
        return draft.get("funding_id")
    return usual_notice(host_id, kind.value)


def _texts(draft: Draft) -> dict[str, str]:
    said = {name: invariants.cleaned(name, draft.get(name, "")) for name in _TEXTS}
    return {**said, "language": draft.get("language") or site.current().required_language}


def _preset(kind: EventFormat, draft: Draft) -> dict[str, list[str]]:
    preset, language = PRESETS[kind], draft.get("language") or site.current().required_language
    given = {
        "features": draft.get("features", [feature.value for feature in preset.features]),
        "audience": draft.get("audience", [in_language(text, language) for text in preset.audience]),
        "bring": draft.get("bring", [in_language(text, language) for text in preset.bring]),
    }
    return {name: invariants.entries(values) for name, values in given.items()}
