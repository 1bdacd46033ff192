"""show the first people of a table, and which columns of dates nobody read"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sample', sa.JSON(), server_default='[]', nullable=False))
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unread', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.drop_column('unread')
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.drop_column('sample')
