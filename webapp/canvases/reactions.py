"""A canvas opens together with its group."""

from webapp.canvases import services
from webapp.events.facts import FeaturesChanged
from webapp.events.types import Feature
from webapp.foundation import facts
from webapp.stations.facts import GroupFormed
from webapp.stations.queries import get_group_by_id


@facts.on(FeaturesChanged)
def show_or_hide_them(fact: FeaturesChanged) -> None:
    services.renew_pages(event_id=fact.event_id)


@facts.on(GroupFormed)
def open_its_canvas(fact: GroupFormed) -> None:
    group = get_group_by_id(fact.group_id)
    if Feature.CANVASES in group.station.event.features:
        services.open_canvas(group=group, now=group.formed_at)
