"""Who may register when, what a name may be, who gets which places; decided without a database."""

from webapp.registration.rules.invitations import may_be_answered, may_be_withdrawn, reply, ways_to
from webapp.registration.rules.names import (
    found_by,
    heads_problem,
    name_problem,
    organisation_problem,
    tidy,
    tidy_tag,
)
from webapp.registration.rules.people import PERSONAL, asked_of_newcomer, freely, personal_keys
from webapp.registration.rules.places import as_needed, as_stored, call_up, held_up, lacking, needs, queued_after
from webapp.registration.rules.times import (
    BEFORE_THE_START,
    HELD_FOR,
    RANKED_FOR,
    SHORTEST_OFFER,
    door,
    gate,
    joining,
    kept_until,
    may_change,
    may_leave,
    may_move_up,
    offered_until,
)

__all__ = [
    "BEFORE_THE_START",
    "HELD_FOR",
    "PERSONAL",
    "RANKED_FOR",
    "SHORTEST_OFFER",
    "as_needed",
    "as_stored",
    "asked_of_newcomer",
    "call_up",
    "door",
    "found_by",
    "freely",
    "gate",
    "heads_problem",
    "held_up",
    "joining",
    "kept_until",
    "lacking",
    "may_be_answered",
    "may_be_withdrawn",
    "may_change",
    "may_leave",
    "may_move_up",
    "name_problem",
    "needs",
    "offered_until",
    "organisation_problem",
    "personal_keys",
    "queued_after",
    "reply",
    "tidy",
    "tidy_tag",
    "ways_to",
]
