"""know the day that an event's doors were moved away from"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('door_log', schema=None) as batch_op:
        batch_op.add_column(sa.Column('given_up_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('door_log', schema=None) as batch_op:
        batch_op.drop_column('given_up_until')
