"""remember to which version of the questions each answer was given, and what an event adds about access"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('registration', 'attendee'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('versions', sa.JSON(), server_default='{}', nullable=False))
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('access_note', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('access_note')
    for table in ('attendee', 'registration'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('versions')
