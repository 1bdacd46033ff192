"""compare addresses as mail servers do: ß is not ss, and a domain is what it is looked up by"""

import unicodedata
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from email_validator import EmailNotValidError, validate_email

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_COLUMNS = (
    ('user_account', 'email', 'email_normal'),
    ('registration', 'email', 'email_normal'),
    ('invitation', 'email', 'email_normal'),
    ('outbox_mail', 'recipient', 'recipient_normal'),
)


def downgrade() -> None:
    """What tells more apart serves as it is: folded again, two people could become one."""


def upgrade() -> None:
    connection, changed = op.get_bind(), set()
    for name, said, kept in _COLUMNS:
        table = sa.table(name, sa.column('id', sa.Integer), sa.column(said), sa.column(kept))
        # A mark in front of a kept form belongs to somebody whose address is taken or forgotten.
        rows = connection.execute(sa.select(table).where(table.c[said] != '', table.c[kept].not_like('-%'))).all()
        for row_id, address, before in rows:
            if before and not address.isascii() and (now := _as_servers_do(address.strip())) != before:
                connection.execute(sa.update(table).where(table.c.id == row_id).values({kept: now}))
                changed.add(before)
    # Whose calendar it was can't be told any more; who wants it asks for a new link.
    feed = sa.table('calendar_feed', sa.column('owner'), sa.column('revoked_at', sa.DateTime))
    of_them = feed.c.owner.in_(sorted(changed)) & feed.c.revoked_at.is_(None)
    connection.execute(sa.update(feed).where(of_them).values(revoked_at=datetime.now(UTC).replace(tzinfo=None)))


def _as_servers_do(address: str) -> str:
    local, _, domain = unicodedata.normalize('NFC', address).rpartition('@')
    try:
        checked = validate_email(f'x@{domain}', check_deliverability=False, test_environment=True).ascii_domain
    except EmailNotValidError:
        checked = domain.lower()
    return f'{local.lower()}@{checked}'
