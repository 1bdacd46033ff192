"""keep the draft of a legal text that an earlier version took the place of, so that it can be taken back"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('legal_draft', sa.Column('replaced', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('legal_draft', 'replaced')
