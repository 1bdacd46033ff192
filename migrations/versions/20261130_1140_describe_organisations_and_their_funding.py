"""describe organisations, their senders and logos, and what events say of who pays"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

_TEXTS = {
    'street': 200,
    'postcode': 12,
    'website': 500,
    'contact_email': 320,
    'contact_phone': 60,
    'logo_alt': 200,
    'sender_name': 120,
    'reply_to': 320,
}


def upgrade() -> None:
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        for name, length in _TEXTS.items():
            batch_op.add_column(sa.Column(name, sa.String(length), server_default='', nullable=False))
        batch_op.add_column(sa.Column('parts', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('logos', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'funding_notice',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('public_id', sa.String(22), nullable=False),
        sa.Column('organisation_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(120), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('logos', sa.JSON(), nullable=False),
        sa.Column('formats', sa.JSON(), nullable=False),
        sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['organisation_id'], ['organisation.id'], name='fk_funding_notice_organisation_id', ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name='pk_funding_notice'),
        sa.UniqueConstraint('public_id', name='uq_funding_notice_public_id'),
    )
    op.create_index('ix_funding_notice_organisation_id', 'funding_notice', ['organisation_id'])
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('funding_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_event_funding_id'), 'funding_notice', ['funding_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_event_funding_id'), ['funding_id'])
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sender_name', sa.String(120), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('sender_name')
    # What was chosen for an event stands with it again, so that nobody loses a notice that the money is tied to.
    op.execute(
        "UPDATE event SET funding_notice = (SELECT text FROM funding_notice WHERE funding_notice.id = event.funding_id)"
        " WHERE funding_id IS NOT NULL"
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_funding_id'))
        batch_op.drop_constraint(batch_op.f('fk_event_funding_id'), type_='foreignkey')
        batch_op.drop_column('funding_id')
    op.drop_index('ix_funding_notice_organisation_id', table_name='funding_notice')
    op.drop_table('funding_notice')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_column('archived_at')
        batch_op.drop_column('logos')
        batch_op.drop_column('parts')
        for name in reversed(_TEXTS):
            batch_op.drop_column(name)
