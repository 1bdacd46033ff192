"""keep events that are thrown away or put aside"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint('only_drafts_are_deleted', "deleted_at IS NULL OR status = 'draft'")


def downgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_constraint('only_drafts_are_deleted', type_='check')
        batch_op.drop_column('deleted_at')
        batch_op.drop_column('archived_at')
