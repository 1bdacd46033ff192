"""Imprint, privacy notice and accessibility statement: written in a draft, published as versions that stay."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from webapp.accounts import acting, rights
from webapp.foundation import bins
from webapp.foundation.database import session
from webapp.foundation.seen import SeenOtherwiseError, refuse_unseen
from webapp.foundation.text import lines
from webapp.office import queries, rules
from webapp.office.errors import NothingNewError, PlaceholdersLeftError, TextMissingError
from webapp.office.models import LegalDraft, LegalVersion
from webapp.office.services.settings import have_all_told_anew
from webapp.office.types import TextKind


@rights.admin_only
def save_draft(*, kind: TextKind, german: str, english: str, now: datetime) -> LegalDraft:
    """Keep what somebody is writing; TextMissingError without a text in the language that is required."""
    texts = _tidied({"de": german, "en": english})
    if queries.required_language() not in texts:
        raise TextMissingError
    return _keep(kind, texts, now)


@rights.admin_only
def publish_text(*, kind: TextKind, now: datetime, seen: str | None = None) -> LegalVersion:
    """Make the draft what holds from now on; the version before stays and can be read.

    A text in which something has to be filled in is left out and stays a draft. PlaceholdersLeftError while that is so
    of the one that is required, NothingNewError where nothing would change, SeenOtherwiseError when the draft says
    something else than what was `seen` (`rules.wording_of`).
    """
    found = queries.legal_text(kind)
    if found.draft is None or not found.is_changed:
        raise NothingNewError
    written, texts = dict(found.draft.texts), rules.whole(found.draft.texts)
    if queries.required_language() not in texts:
        raise PlaceholdersLeftError(left=rules.placeholders(written))
    refuse_unseen(seen, rules.wording_of(written))
    # Whoever publishes at the same moment waits here, and finds no draft then.
    as_read = LegalDraft.kind == kind, LegalDraft.changed_at == found.draft.changed_at
    taken = session().execute(delete(LegalDraft).where(*as_read))
    session().expunge(found.draft)
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise NothingNewError if queries.find_draft(kind) is None else SeenOtherwiseError
    version = put_down(kind, texts, (found.published.number if found.published else 0) + 1, now)
    if texts != written:
        _keep(kind, written, now)
    return version


@rights.admin_only
def restore_version(*, kind: TextKind, number: int, now: datetime) -> LegalDraft:
    """Make an earlier version the draft; it holds once it is published. A draft that it replaces can be taken back."""
    texts, before = queries.get_version(kind, number).version.texts, queries.find_draft(kind)
    written = None if before is None else before.replaced or dict(before.texts)
    draft = _keep(kind, texts, now)
    draft.replaced = None if written == texts else written
    session().flush()
    return draft


@rights.admin_only
def discard_draft(*, kind: TextKind, now: datetime) -> None:
    """Put what somebody was writing into the bin; what is published stays."""
    draft = queries.find_draft(kind)
    if draft is not None:
        bins.put_in(draft, now)


@rights.admin_only
def take_draft_back(*, kind: TextKind, now: datetime) -> bool:
    """Go on with what was thrown away or replaced; False where somebody has gone on already, or begun anew."""
    discarded, draft = queries.discarded_draft(kind), queries.find_draft(kind)
    if discarded is not None:
        bins.take_out(discarded)
    elif draft is not None and draft.replaced is not None:
        _keep(kind, draft.replaced, now)
    else:
        return False
    return True


def put_down(kind: TextKind, texts: Mapping[str, str], number: int, now: datetime) -> LegalVersion:
    """A version that holds from now on."""
    version = LegalVersion(
        kind=kind,
        number=number,
        texts=dict(texts),
        wording=rules.wording_of(texts),
        published_at=now,
        published_by=acting.actor().key,
    )
    session().add(version)
    session().flush()
    have_all_told_anew()
    return version


def _keep(kind: TextKind, texts: Mapping[str, str], now: datetime) -> LegalDraft:
    draft = queries.find_draft(kind) or queries.discarded_draft(kind) or LegalDraft(kind=kind)
    draft.texts, draft.changed_at, draft.changed_by = dict(texts), now, acting.actor().key
    draft.deleted_at, draft.replaced = None, None
    session().add(draft)
    session().flush()
    return draft


def _tidied(texts: Mapping[str, str]) -> dict[str, str]:
    tidy = {lang: lines(text) for lang, text in texts.items()}
    return {lang: text for lang, text in tidy.items() if text}


bins.has_a_bin(LegalDraft)
