"""What happened at a station."""

from dataclasses import dataclass

from webapp.stations.types import GroupId


@dataclass(frozen=True, slots=True)
class GroupFormed:
    """A small group began its work; its canvas is opened by whoever listens."""

    group_id: GroupId
