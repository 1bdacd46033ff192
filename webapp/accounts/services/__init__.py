"""What is done with accounts: made, signed in to, changed and closed; roles, teams, links."""

from webapp.accounts.services.inviting import (
    accept,
    accept_anew,
    forget_old_invitations,
    invite,
    invite_again,
    withdraw,
)
from webapp.accounts.services.letters import (
    ask_for_address,
    ask_for_password,
    confirm_address,
    forget_old_letters,
    look_at_asked,
    reset_password,
)
from webapp.accounts.services.links import forget_rights_at, open_access_link, renew_access_link, revoke_access_link
from webapp.accounts.services.passwords import authenticate, change_password, hashed, prove
from webapp.accounts.services.roles import assign_role, change_role, give_role, give_up_role, take_role
from webapp.accounts.services.sessions import (
    begin_session,
    end_session,
    forget_ended_sessions,
    note_use,
    sign_out_elsewhere,
)
from webapp.accounts.services.users import add_user, change_profile, close_account, lock, unlock

__all__ = [
    "accept",
    "accept_anew",
    "add_user",
    "ask_for_address",
    "ask_for_password",
    "assign_role",
    "authenticate",
    "begin_session",
    "change_password",
    "change_profile",
    "change_role",
    "close_account",
    "confirm_address",
    "end_session",
    "forget_ended_sessions",
    "forget_old_invitations",
    "forget_old_letters",
    "forget_rights_at",
    "give_role",
    "give_up_role",
    "hashed",
    "invite",
    "invite_again",
    "lock",
    "look_at_asked",
    "note_use",
    "open_access_link",
    "prove",
    "renew_access_link",
    "reset_password",
    "revoke_access_link",
    "sign_out_elsewhere",
    "take_role",
    "unlock",
    "withdraw",
]
