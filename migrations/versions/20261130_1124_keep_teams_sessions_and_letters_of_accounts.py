"""keep teams sessions and letters of accounts"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('asked_letter',
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_asked_letter_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('public_id', name=op.f('pk_asked_letter'))
    )
    with op.batch_alter_table('asked_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_asked_letter_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_asked_letter_user_id'), ['user_id'], unique=False)

    op.create_table('running_session',
    sa.Column('key', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('browser', sa.String(length=60), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_running_session_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_running_session'))
    )
    with op.batch_alter_table('running_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_running_session_used_at'), ['used_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_running_session_user_id'), ['user_id'], unique=False)

    op.create_table('team_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_normal', sa.String(length=320), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('event_key', sa.String(length=22), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('invited_by', sa.String(length=40), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_team_invitation_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_invitation')),
    sa.UniqueConstraint('public_id', name=op.f('uq_team_invitation_public_id'))
    )
    with op.batch_alter_table('team_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_invitation_email_normal'), ['email_normal'], unique=False)
        batch_op.create_index(batch_op.f('ix_team_invitation_event_key'), ['event_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_team_invitation_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_team_invitation_organisation_id'), ['organisation_id'], unique=False)

    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=2), server_default='', nullable=False))


def downgrade() -> None:
    # The version before knows no such role and would end each session of who holds it.
    op.execute("DELETE FROM role_assignment WHERE role = 'reader'")

    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_column('language')

    with op.batch_alter_table('team_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_invitation_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_team_invitation_expires_at'))
        batch_op.drop_index(batch_op.f('ix_team_invitation_event_key'))
        batch_op.drop_index(batch_op.f('ix_team_invitation_email_normal'))

    op.drop_table('team_invitation')
    with op.batch_alter_table('running_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_running_session_user_id'))
        batch_op.drop_index(batch_op.f('ix_running_session_used_at'))

    op.drop_table('running_session')
    with op.batch_alter_table('asked_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_asked_letter_user_id'))
        batch_op.drop_index(batch_op.f('ix_asked_letter_expires_at'))

    op.drop_table('asked_letter')
