"""let the link to a consent belong to one address"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('contact', sa.Column('link_id', sa.String(length=22), server_default='', nullable=False))
    op.execute('UPDATE contact SET link_id = public_id')
    op.create_index('uq_contact_link_id', 'contact', ['link_id'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_contact_link_id', 'contact')
    op.drop_column('contact', 'link_id')
