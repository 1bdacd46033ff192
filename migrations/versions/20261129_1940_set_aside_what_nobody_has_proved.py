"""set aside what nobody has proved once the address is entered anew, with all that it holds"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

_LIVE = "status IN ('pending', 'requested', 'waiting', 'offered', 'confirmed')"
# They hold places that are counted: only their address goes.
_LEAVE_THE_ADDRESS = f"UPDATE registration SET email_normal = '-' || public_id WHERE set_aside_at IS NOT NULL AND {_LIVE}"


def upgrade() -> None:
    op.drop_index('uq_registration_live_address', 'registration')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('set_aside_at', sa.DateTime(timezone=True), nullable=True))
    _one_live_address(f'{_LIVE} AND set_aside_at IS NULL')


def downgrade() -> None:
    op.execute(_LEAVE_THE_ADDRESS)
    op.drop_index('uq_registration_live_address', 'registration')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_column('set_aside_at')
    _one_live_address(_LIVE)


def _one_live_address(condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        'uq_registration_live_address',
        'registration',
        ['event_id', 'email_normal'],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
