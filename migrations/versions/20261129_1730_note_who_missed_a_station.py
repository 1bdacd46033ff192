"""note who found no place at the station they wished for"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('missed_wish',
    sa.Column('attendee_id', sa.Integer(), nullable=False),
    sa.Column('station_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attendee_id'], ['attendee.id'], name=op.f('fk_missed_wish_attendee_id_attendee'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['station_id'], ['station.id'], name=op.f('fk_missed_wish_station_id_station'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attendee_id', name=op.f('pk_missed_wish'))
    )
    with op.batch_alter_table('missed_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_missed_wish_station_id'), ['station_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('missed_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_missed_wish_station_id'))
    op.drop_table('missed_wish')
