from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.types import UserId
from webapp.foundation.database import Model
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId


class User(Model):
    """Somebody of the staff. `session_epoch` is part of each session: change it and all of them end."""

    __tablename__ = "user_account"

    id: Mapped[UserId] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    session_epoch: Mapped[str] = mapped_column(String(22))
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(2), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column()

    roles: Mapped[list["RoleAssignment"]] = relationship(back_populates="user", cascade="all, delete-orphan")


class RunningSession(Model):
    """A session as its owner sees it: where it began and when it was used last, to the hour. It opens nothing."""

    __tablename__ = "running_session"

    key: Mapped[str] = mapped_column(String(22), primary_key=True)
    user_id: Mapped[UserId] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    browser: Mapped[str] = mapped_column(String(60))
    begun_at: Mapped[datetime] = mapped_column()
    used_at: Mapped[datetime] = mapped_column(index=True)


class EndedSession(Model):
    """A session that somebody left by signing out: its cookie, wherever it was kept, opens nothing any more."""

    __tablename__ = "ended_session"

    key: Mapped[str] = mapped_column(String(22), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(index=True)


class RoleAssignment(Model):
    """A role of a user. An event is named by its public id, because events live above this room."""

    __tablename__ = "role_assignment"
    __table_args__ = (UniqueConstraint("user_id", "role", "organisation_id", "event_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[UserId] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[OrganisationId | None] = mapped_column(ForeignKey("organisation.id"))
    event_key: Mapped[str | None] = mapped_column(String(22))

    user: Mapped[User] = relationship(back_populates="roles")


class AccessLink(Model):
    """A link that lets its holder act as door staff or facilitator at one event until it expires or is revoked.

    `part_key` names the part of the event that the link is bound to: a gate or room of the door; empty for all of it.
    """

    __tablename__ = "access_link"
    __table_args__ = (Index("ix_access_link_event_key_created_at", "event_key", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    event_key: Mapped[str] = mapped_column(String(22))
    role: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(80))
    part_key: Mapped[str] = mapped_column(String(22), default="", server_default="")
    created_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()


class AskedLetter(Model):
    """Somebody asked for a letter whose link proves an address: to set a new password, or to have another address.

    A letter for a new password is kept for known and unknown addresses alike until the worker has looked (`user_id`).
    """

    __tablename__ = "asked_letter"

    public_id: Mapped[str] = mapped_column(String(22), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[UserId | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User | None] = relationship()


class TeamInvitation(Model):
    """Somebody was asked to join: with which role, for which organisation or at which event, or to administer.

    Whoever accepts has the role, and the row goes.
    """

    __tablename__ = "team_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320), index=True)
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[OrganisationId | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    event_key: Mapped[str | None] = mapped_column(String(22), index=True)
    language: Mapped[str] = mapped_column(String(2))
    invited_by: Mapped[str] = mapped_column(String(40))
    invited_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column(index=True)

    organisation: Mapped[Organisation | None] = relationship()
