"""What a fresh canvas knows already: from its station, and from the pitch that the group deepens."""

from webapp.calls.models import Pitch
from webapp.stations.models import Group


def first_values(group: Group) -> dict[str, object]:
    """The first values of the group's canvas, as yet unchecked."""
    known: dict[str, object] = {"title": group.name, "route": group.route}
    if group.station.action_field is not None:
        known["field_of_action"] = group.station.action_field.code
    if group.pitch is not None:
        known.update(_from_pitch(group.pitch))
    return known


def _from_pitch(pitch: Pitch) -> dict[str, object]:
    return {
        "acronym": pitch.acronym,
        "core_approach": pitch.summary,
        "vision": pitch.vision,
        "special_feature": pitch.special_feature,
        "partners": pitch.partners,
        "places": pitch.places,
        "volume": pitch.volume,
    }
