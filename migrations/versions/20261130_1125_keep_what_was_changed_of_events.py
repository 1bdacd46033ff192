"""keep what was changed of events"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('actor_key', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_change_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_change'))
    )
    with op.batch_alter_table('event_change', schema=None) as batch_op:
        batch_op.create_index('ix_event_change_event_id_id', ['event_id', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('event_change', schema=None) as batch_op:
        batch_op.drop_index('ix_event_change_event_id_id')
    op.drop_table('event_change')
