"""The use cases of a registration, from the form to the person deleted."""

from webapp.registration.services.addresses import ask_for_address, confirm_new_address, is_late
from webapp.registration.services.applications import address_problem, head_problems, problems
from webapp.registration.services.approving import approve, decline
from webapp.registration.services.calling import take_call
from webapp.registration.services.cancelling import cancel
from webapp.registration.services.changing import change_answers, move, set_tags, tag
from webapp.registration.services.confirming import confirm_address
from webapp.registration.services.correcting import correct
from webapp.registration.services.drafting import (
    ask_draft,
    discard_draft,
    move_question,
    put_question,
    remove_question,
    take_draft_back,
    use_usual_categories,
    use_usual_questions,
)
from webapp.registration.services.erasing import erase
from webapp.registration.services.erasing_addresses import erase_address
from webapp.registration.services.expiring import begin_anew, expire_due
from webapp.registration.services.forgetting import forget_old_answers, forget_old_people
from webapp.registration.services.guest_tables import invite_lists, read_lists
from webapp.registration.services.importing import (
    discard_list,
    forget_old_lists,
    invite_list,
    take_list,
)
from webapp.registration.services.inviting import (
    Guest,
    accept_invitation,
    decline_invitation,
    guest_problems,
    invite,
    invite_again,
    invited_last_time,
    remind,
    withdraw_invitation,
)
from webapp.registration.services.leaving_unknown import let_all_unknown_go
from webapp.registration.services.offers import accept_offer, accept_on_the_phone, decline_offer, promote
from webapp.registration.services.people import add_attendee, drop_attendee, replace_attendee
from webapp.registration.services.presence import hold_places, note_presence
from webapp.registration.services.registering import register, sign_up
from webapp.registration.services.resending import send_again
from webapp.registration.services.seating import seat_who_waits
from webapp.registration.services.setting_up import (
    add_category,
    ask,
    change_category,
    forget_questions,
    move_windows,
    offer_again,
    order_categories,
    retire_category,
    set_up,
)
from webapp.registration.services.taking_over import loses_places
from webapp.registration.services.waiting_list import fill_free_places, move_up
from webapp.registration.services.walking_in import walk_in
from webapp.registration.services.wishes import approve_attendee, decline_attendee, take_wish_back

__all__ = [
    "Guest",
    "accept_invitation",
    "accept_offer",
    "accept_on_the_phone",
    "add_attendee",
    "add_category",
    "address_problem",
    "approve",
    "approve_attendee",
    "ask",
    "ask_draft",
    "ask_for_address",
    "begin_anew",
    "cancel",
    "change_answers",
    "change_category",
    "confirm_address",
    "confirm_new_address",
    "correct",
    "decline",
    "decline_attendee",
    "decline_invitation",
    "decline_offer",
    "discard_draft",
    "discard_list",
    "drop_attendee",
    "erase",
    "erase_address",
    "expire_due",
    "fill_free_places",
    "forget_old_answers",
    "forget_old_lists",
    "forget_old_people",
    "forget_questions",
    "guest_problems",
    "head_problems",
    "hold_places",
    "invite",
    "invite_again",
    "invite_list",
    "invite_lists",
    "invited_last_time",
    "is_late",
    "let_all_unknown_go",
    "loses_places",
    "move",
    "move_question",
    "move_up",
    "move_windows",
    "note_presence",
    "offer_again",
    "order_categories",
    "problems",
    "promote",
    "put_question",
    "read_lists",
    "register",
    "remind",
    "remove_question",
    "replace_attendee",
    "retire_category",
    "seat_who_waits",
    "send_again",
    "set_tags",
    "set_up",
    "sign_up",
    "tag",
    "take_call",
    "take_draft_back",
    "take_list",
    "take_wish_back",
    "use_usual_categories",
    "use_usual_questions",
    "walk_in",
    "withdraw_invitation",
]
