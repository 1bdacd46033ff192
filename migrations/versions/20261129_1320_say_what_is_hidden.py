"""say which rows and columns of dates nobody sees, and so weren't read"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hidden_rows', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('hidden_columns', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('date_list', schema=None) as batch_op:
        batch_op.drop_column('hidden_columns')
        batch_op.drop_column('hidden_rows')
