"""let links of invitations begin anew once they were withdrawn"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('link_id', sa.String(length=22), server_default='', nullable=False))
    op.execute('UPDATE invitation SET link_id = public_id')
    op.create_index('uq_invitation_link_id', 'invitation', ['link_id'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_invitation_link_id', 'invitation')
    op.drop_column('invitation', 'link_id')
