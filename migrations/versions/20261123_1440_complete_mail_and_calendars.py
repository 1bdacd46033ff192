"""complete mail and calendars"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('owner', sa.String(length=320), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('public_id', name=op.f('uq_calendar_feed_public_id'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_owner'), ['owner'], unique=False)

    op.create_table('date_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('owner', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_date_list')),
    sa.UniqueConstraint('public_id', name=op.f('uq_date_list_public_id'))
    )
    op.create_table('event_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_series')),
    sa.UniqueConstraint('slug', name=op.f('uq_event_series_slug')),
    sa.UniqueConstraint('title', name=op.f('uq_event_series_title'))
    )
    op.create_table('mail_opt_out',
    sa.Column('digest', sa.String(length=43), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_mail_opt_out'))
    )
    op.create_table('tender',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('calendar_uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('trade', sa.String(length=20), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('publication_on', sa.Date(), nullable=True),
    sa.Column('submit_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_tender_body_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tender')),
    sa.UniqueConstraint('calendar_uid', name=op.f('uq_tender_calendar_uid')),
    sa.UniqueConstraint('public_id', name=op.f('uq_tender_public_id'))
    )
    with op.batch_alter_table('tender', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tender_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tender_trade'), ['trade'], unique=False)

    op.create_table('mail_wording',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mail_wording_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'kind', 'language', name=op.f('pk_mail_wording'))
    )
    op.create_table('mailing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('wanted', sa.JSON(), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('is_service', sa.Boolean(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_for', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mailing_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mailing_public_id'))
    )
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_event_id'), ['event_id'], unique=False)
        batch_op.create_index('ix_mailing_state_due_at', ['state', 'due_at'], unique=False)

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('conference_url', sa.String(length=500), server_default='', nullable=False))
        batch_op.add_column(sa.Column('all_day', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f('ix_event_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_event_series_id'), 'event_series', ['series_id'], ['id'])

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unsubscribe', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('in_bulk', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('event_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('mailing_id', sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_state_due_at'))
        batch_op.create_index('ix_outbox_mail_event_id_created_at', ['event_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_mailing_id'), ['mailing_id'], unique=False)
        batch_op.create_index('ix_outbox_mail_state_in_bulk_due_at', ['state', 'in_bulk', 'due_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_outbox_mail_mailing_id'), 'mailing', ['mailing_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_outbox_mail_event_id'), 'event', ['event_id'], ['id'], ondelete='CASCADE')

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), server_default='1970-01-01 00:00:00', nullable=False))

    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.add_column(sa.Column('attach_tickets', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_column('attach_tickets')

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_column('changed_at')

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_outbox_mail_event_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_outbox_mail_mailing_id'), type_='foreignkey')
        batch_op.drop_index('ix_outbox_mail_state_in_bulk_due_at')
        batch_op.drop_index(batch_op.f('ix_outbox_mail_mailing_id'))
        batch_op.drop_index('ix_outbox_mail_event_id_created_at')
        batch_op.create_index(batch_op.f('ix_outbox_mail_state_due_at'), ['state', 'due_at'], unique=False)
        batch_op.drop_column('mailing_id')
        batch_op.drop_column('event_id')
        batch_op.drop_column('in_bulk')
        batch_op.drop_column('unsubscribe')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_event_series_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_event_series_id'))
        batch_op.drop_column('all_day')
        batch_op.drop_column('conference_url')
        batch_op.drop_column('series_id')

    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.drop_index('ix_mailing_state_due_at')
        batch_op.drop_index(batch_op.f('ix_mailing_event_id'))

    op.drop_table('mailing')
    op.drop_table('mail_wording')
    with op.batch_alter_table('tender', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tender_trade'))
        batch_op.drop_index(batch_op.f('ix_tender_body_id'))

    op.drop_table('tender')
    op.drop_table('mail_opt_out')
    op.drop_table('event_series')
    op.drop_table('date_list')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_owner'))

    op.drop_table('calendar_feed')
