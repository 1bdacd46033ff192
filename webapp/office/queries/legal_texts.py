"""The legal texts: what is published, what somebody is writing, and every version before."""

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.accounts.models import User
from webapp.foundation.database import session
from webapp.office import rules
from webapp.office.errors import VersionUnknownError
from webapp.office.models import LegalDraft, LegalVersion
from webapp.office.types import TextKind


@dataclass(frozen=True, slots=True)
class LegalText:
    """A legal text: what is published, and what somebody is writing."""

    kind: TextKind
    published: LegalVersion | None
    draft: LegalDraft | None

    @property
    def begun(self) -> dict[str, str]:
        """What somebody who opens the editor goes on with; nothing where nobody has written anything yet."""
        found = self.draft or self.published
        return found.texts if found else {}

    @property
    def seen(self) -> str:
        """What whoever is shown the draft says to have seen of it."""
        return rules.wording_of(self.draft.texts) if self.draft else ""

    @property
    def is_changed(self) -> bool:
        """True when readers would read something else if the draft were published."""
        draft, published = self.draft, self.published
        return draft is not None and not (published and rules.says_the_same(rules.whole(draft.texts), published.texts))


@dataclass(frozen=True, slots=True)
class Row:
    """A version with the name of who published it; "" for what came from the operator's file, or somebody who left."""

    version: LegalVersion
    by: str


def wordings() -> dict[str, str]:
    """The wording of each legal text that holds now, by its kind. One query."""
    rows = select(LegalVersion.kind, LegalVersion.wording).order_by(LegalVersion.number)  # the last one stays
    return {kind: wording for kind, wording in session().execute(rows)}  # noqa: C416 - rows are no pairs to mypy


def find_published(kind: TextKind) -> LegalVersion | None:
    """What holds now. One query."""
    newest = select(LegalVersion).where(LegalVersion.kind == kind).order_by(LegalVersion.number.desc()).limit(1)
    return session().scalar(newest)


def find_draft(kind: TextKind) -> LegalDraft | None:
    """What somebody is writing. One query."""
    draft = session().get(LegalDraft, kind)
    return draft if draft is not None and draft.deleted_at is None else None


def discarded_draft(kind: TextKind) -> LegalDraft | None:
    """What was thrown away and can be taken back. One query."""
    draft = session().get(LegalDraft, kind)
    return draft if draft is not None and draft.deleted_at is not None else None


def legal_text(kind: TextKind) -> LegalText:
    """One text with its draft. Two queries."""
    return LegalText(kind, find_published(kind), find_draft(kind))


def versions_of(kind: TextKind) -> list[Row]:
    """All versions of a text, the newest first. One query."""
    statement = select(LegalVersion, User.name).outerjoin(User, User.public_id == LegalVersion.published_by)
    rows = session().execute(statement.where(LegalVersion.kind == kind).order_by(LegalVersion.number.desc()))
    return [Row(version, name or "") for version, name in rows]


def get_version(kind: TextKind, number: int) -> Row:
    """A version as it was published; VersionUnknownError where there is none of that number. One query."""
    found = next((row for row in versions_of(kind) if row.version.number == number), None)
    if found is None:
        raise VersionUnknownError
    return found


def states() -> list[LegalText]:
    """All texts with their drafts, in their order. Two queries."""
    newest = select(LegalVersion.kind, func.max(LegalVersion.number).label("number")).group_by(LegalVersion.kind)
    last = newest.subquery()
    holding = (last.c.kind == LegalVersion.kind) & (last.c.number == LegalVersion.number)
    published = {each.kind: each for each in session().scalars(select(LegalVersion).join(last, holding))}
    drafts = {each.kind: each for each in session().scalars(select(LegalDraft))}
    return [LegalText(kind, published.get(kind), drafts.get(kind)) for kind in TextKind]
