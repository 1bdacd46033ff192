"""know the addresses that drafts had"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('former_address',
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_former_address_event_id_event'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_former_address'))
    )
    with op.batch_alter_table('former_address', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_address_event_id'), ['event_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('former_address', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_address_event_id'))
    op.drop_table('former_address')
