"""number facts of doors by the clock, so that no number comes round again after a restore"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('door_log', schema=None) as batch_op:
        batch_op.alter_column('number', existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False)
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.alter_column(
            'number',
            existing_type=sa.INTEGER(),
            type_=sa.BigInteger(),
            existing_nullable=False,
            existing_server_default=sa.text("'0'"),
        )
    with op.batch_alter_table('demo_content', schema=None) as batch_op:
        batch_op.add_column(sa.Column('laid_in', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('demo_content', schema=None) as batch_op:
        batch_op.drop_column('laid_in')
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.alter_column(
            'number',
            existing_type=sa.BigInteger(),
            type_=sa.INTEGER(),
            existing_nullable=False,
            existing_server_default=sa.text("'0'"),
        )
    with op.batch_alter_table('door_log', schema=None) as batch_op:
        batch_op.alter_column('number', existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False)
