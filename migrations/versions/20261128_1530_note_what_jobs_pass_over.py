"""note what jobs pass over"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('job_trouble',
    sa.Column('work', sa.String(length=60), nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('problem', sa.String(length=120), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('work', 'item', name=op.f('pk_job_trouble'))
    )
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sheet', sa.String(length=100), server_default='', nullable=False))
        batch_op.add_column(sa.Column('left_sheets', sa.String(length=500), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.drop_column('left_sheets')
        batch_op.drop_column('sheet')
    op.drop_table('job_trouble')
