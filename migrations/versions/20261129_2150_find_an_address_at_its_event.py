"""find an address at its event, also what was set aside"""

from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_registration_email_normal', 'registration')
    op.create_index('ix_registration_email_normal_event_id', 'registration', ['email_normal', 'event_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_registration_email_normal_event_id', 'registration')
    op.create_index('ix_registration_email_normal', 'registration', ['email_normal'], unique=False)
