"""end sessions by themselves"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ended_session',
    sa.Column('key', sa.String(length=22), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_ended_session'))
    )
    op.create_index(op.f('ix_ended_session_ended_at'), 'ended_session', ['ended_at'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_ended_session_ended_at'), table_name='ended_session')
    op.drop_table('ended_session')
