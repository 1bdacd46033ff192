"""know the rooms of venues, who changed a venue last, and which are put away"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_by', sa.String(40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'venue_room',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(120), nullable=False),
        sa.Column('floor', sa.String(60), server_default='', nullable=False),
        sa.Column('seats', sa.Integer(), nullable=True),
        sa.Column('access', sa.Text(), server_default='', nullable=False),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name='fk_venue_room_venue_id', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_venue_room'),
    )
    op.create_index('ix_venue_room_venue_id', 'venue_room', ['venue_id'])


def downgrade() -> None:
    op.drop_index('ix_venue_room_venue_id', table_name='venue_room')
    op.drop_table('venue_room')
    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.drop_column('archived_at')
        batch_op.drop_column('changed_at')
        batch_op.drop_column('changed_by')
