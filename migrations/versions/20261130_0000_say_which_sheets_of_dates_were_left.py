"""say which sheets of dates have no headings, and so weren't read"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_sheets', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.drop_column('left_sheets')
