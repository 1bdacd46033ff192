"""have tables of people pass over whoever was erased while they are being gone through"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('guest_list', 'contact_table'):
        op.add_column(table, sa.Column('left_out', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    for table in ('guest_list', 'contact_table'):
        op.drop_column(table, 'left_out')
