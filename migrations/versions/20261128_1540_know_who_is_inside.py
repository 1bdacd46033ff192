"""know who is inside"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('invited_by', sa.String(length=22), server_default='', nullable=False))

    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('joined_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('instead_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('inside_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_attendee_instead_of_id'), 'attendee', ['instead_of_id'], ['id'], ondelete='SET NULL'
        )

    op.create_table('head_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('instead_of_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('field_set_id', sa.Integer(), nullable=True),
    sa.Column('consents', sa.JSON(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['instead_of_id'], ['attendee.id'], name=op.f('fk_head_request_instead_of_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_head_request_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_head_request')),
    sa.UniqueConstraint('public_id', name=op.f('uq_head_request_public_id'))
    )
    with op.batch_alter_table('head_request', schema=None) as batch_op:
        batch_op.create_index('ix_head_request_registration_id', ['registration_id'], unique=False)
    _mark_those_who_came()
    _mark_those_who_joined()


def downgrade() -> None:
    with op.batch_alter_table('head_request', schema=None) as batch_op:
        batch_op.drop_index('ix_head_request_registration_id')

    op.drop_table('head_request')
    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attendee_instead_of_id'), type_='foreignkey')
        batch_op.drop_column('inside_since')
        batch_op.drop_column('entered_at')
        batch_op.drop_column('instead_of_id')
        batch_op.drop_column('joined_at')

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_column('invited_by')


def _mark_those_who_came() -> None:
    """What the doors have recorded so far, in all areas."""
    of_ticket = "FROM presence JOIN ticket ON ticket.id = presence.ticket_id WHERE ticket.attendee_id = attendee.id"
    op.execute(
        f"UPDATE attendee SET entered_at = (SELECT min(presence.first_at) {of_ticket}), "
        f"inside_since = (SELECT min(presence.inside_since) {of_ticket})"
    )


def _mark_those_who_joined() -> None:
    """Whoever is younger than somebody who left their registration may have come instead."""
    op.execute(
        "UPDATE attendee SET joined_at = (SELECT max(gone.left_at) FROM attendee AS gone "
        "WHERE gone.registration_id = attendee.registration_id AND gone.id < attendee.id)"
    )
