"""let links of registrations begin anew, and keep the address that somebody would rather have"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('registration', sa.Column('link_id', sa.String(length=22), server_default='', nullable=False))
    op.execute('UPDATE registration SET link_id = public_id')
    op.create_index('uq_registration_link_id', 'registration', ['link_id'], unique=True)
    op.create_table(
        'address_wish',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('public_id', sa.String(length=22), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=False),
        sa.Column('email', sa.String(length=320), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['registration_id'],
            ['registration.id'],
            name=op.f('fk_address_wish_registration_id_registration'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_address_wish')),
        sa.UniqueConstraint('public_id', name=op.f('uq_address_wish_public_id')),
        sa.UniqueConstraint('registration_id', name=op.f('uq_address_wish_registration_id')),
    )


def downgrade() -> None:
    op.drop_table('address_wish')
    op.drop_index('uq_registration_link_id', 'registration')
    op.drop_column('registration', 'link_id')
