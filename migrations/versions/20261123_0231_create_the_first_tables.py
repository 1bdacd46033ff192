"""create the first tables"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('access_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_key', sa.String(length=22), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('created_by', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_link')),
    sa.UniqueConstraint('public_id', name=op.f('uq_access_link_public_id'))
    )
    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.create_index('ix_access_link_event_key_created_at', ['event_key', 'created_at'], unique=False)

    op.create_table('action_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('region', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('predecessor', sa.String(length=200), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('press_rule', sa.Text(), nullable=False),
    sa.Column('review_rule', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_plan')),
    sa.UniqueConstraint('slug', name=op.f('uq_action_plan_slug'))
    )
    op.create_table('demo_content',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demo_content'))
    )
    op.create_table('field_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('definitions', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_set')),
    sa.UniqueConstraint('key', 'version', name=op.f('uq_field_set_key_version'))
    )
    op.create_table('one_time_key',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('location', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_one_time_key'))
    )
    with op.batch_alter_table('one_time_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_key_created_at'), ['created_at'], unique=False)

    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('short_name', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('profile', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('key', name=op.f('uq_organisation_key'))
    )
    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('message_id', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('about', sa.String(length=22), nullable=False),
    sa.Column('recipient', sa.String(length=320), nullable=False),
    sa.Column('recipient_name', sa.String(length=160), nullable=False),
    sa.Column('reply_to', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_problem', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_outbox_mail_message_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_outbox_mail_public_id'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_about'), ['about'], unique=False)
        batch_op.create_index('ix_outbox_mail_state_due_at', ['state', 'due_at'], unique=False)

    op.create_table('pool',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('granted_over', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR capacity >= 0', name=op.f('ck_pool_capacity_not_negative')),
    sa.CheckConstraint('capacity IS NULL OR taken <= capacity + granted_over', name=op.f('ck_pool_never_oversold')),
    sa.CheckConstraint('granted_over >= 0', name=op.f('ck_pool_granted_not_negative')),
    sa.CheckConstraint('taken >= 0', name=op.f('ck_pool_taken_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pool'))
    )
    op.create_table('revision',
    sa.Column('scope', sa.String(length=160), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('scope', name=op.f('pk_revision'))
    )
    op.create_table('signing_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sealed_private', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('id BETWEEN 1 AND 255', name=op.f('ck_signing_key_id_fits_a_byte')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_key'))
    )
    op.create_table('user_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_normal', sa.String(length=320), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('session_epoch', sa.String(length=22), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('email_normal', name=op.f('uq_user_account_email_normal')),
    sa.UniqueConstraint('public_id', name=op.f('uq_user_account_public_id'))
    )
    op.create_table('venue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('street', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=12), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('access', sa.Text(), nullable=False),
    sa.Column('directions', sa.Text(), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_venue')),
    sa.UniqueConstraint('public_id', name=op.f('uq_venue_public_id'))
    )
    op.create_table('action_field',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['action_plan.id'], name=op.f('fk_action_field_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_field')),
    sa.UniqueConstraint('plan_id', 'code', name=op.f('uq_action_field_plan_id_code'))
    )
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('format', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('teaser', sa.String(length=300), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('plain_language', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('status_reason', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('moved_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('registration_closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('host_id', sa.Integer(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=True),
    sa.Column('pool_id', sa.Integer(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('bring', sa.JSON(), nullable=False),
    sa.Column('features', sa.JSON(), nullable=False),
    sa.Column('funding_notice', sa.Text(), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=320), nullable=False),
    sa.Column('calendar_uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_event_ends_after_start')),
    sa.ForeignKeyConstraint(['host_id'], ['organisation.id'], name=op.f('fk_event_host_id')),
    sa.ForeignKeyConstraint(['pool_id'], ['pool.id'], name=op.f('fk_event_pool_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_event_venue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('calendar_uid', name=op.f('uq_event_calendar_uid')),
    sa.UniqueConstraint('public_id', name=op.f('uq_event_public_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_event_slug'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_host_id'), ['host_id'], unique=False)
        batch_op.create_index('ix_event_status_starts_at', ['status', 'starts_at'], unique=False)

    op.create_table('role_assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('event_key', sa.String(length=22), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_role_assignment_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_role_assignment_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_assignment')),
    sa.UniqueConstraint('user_id', 'role', 'organisation_id', 'event_key', name=op.f('uq_role_assignment_user_id_role_organisation_id_event_key'))
    )
    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_assignment_user_id'), ['user_id'], unique=False)

    op.create_table('signatory',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('office', sa.String(length=160), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_signatory_organisation_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['action_plan.id'], name=op.f('fk_signatory_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signatory'))
    )
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signatory_plan_id'), ['plan_id'], unique=False)

    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('track', sa.String(length=80), nullable=False),
    sa.Column('speakers', sa.JSON(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('calendar_uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends_at >= starts_at', name=op.f('ck_agenda_item_ends_not_before_start')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_agenda_item_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('calendar_uid', name=op.f('uq_agenda_item_calendar_uid')),
    sa.UniqueConstraint('public_id', name=op.f('uq_agenda_item_public_id'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index('ix_agenda_item_event_id_starts_at', ['event_id', 'starts_at'], unique=False)

    op.create_table('event_partner',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_partner_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_event_partner_organisation_id')),
    sa.PrimaryKeyConstraint('event_id', 'organisation_id', name=op.f('pk_event_partner'))
    )
    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['action_field.id'], name=op.f('fk_goal_field_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
    sa.UniqueConstraint('field_id', 'code', name=op.f('uq_goal_field_id_code'))
    )
    op.create_table('pitch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('action_field_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('acronym', sa.String(length=40), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('vision', sa.Text(), nullable=False),
    sa.Column('special_feature', sa.Text(), nullable=False),
    sa.Column('presenters', sa.JSON(), nullable=False),
    sa.Column('partners', sa.JSON(), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('volume', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['action_field_id'], ['action_field.id'], name=op.f('fk_pitch_action_field_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_pitch_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pitch')),
    sa.UniqueConstraint('public_id', name=op.f('uq_pitch_public_id'))
    )
    with op.batch_alter_table('pitch', schema=None) as batch_op:
        batch_op.create_index('ix_pitch_event_id_position', ['event_id', 'position'], unique=False)

    op.create_table('registration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_normal', sa.String(length=320), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('address_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_registration_event_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration')),
    sa.UniqueConstraint('public_id', name=op.f('uq_registration_public_id'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index('ix_registration_email_normal', ['email_normal'], unique=False)
        batch_op.create_index('ix_registration_event_id_status_queued_at', ['event_id', 'status', 'queued_at'], unique=False)
        batch_op.create_index('ix_registration_status_held_until', ['status', 'held_until'], unique=False)
        batch_op.create_index('uq_registration_live_address', ['event_id', 'email_normal'], unique=True, sqlite_where=sa.text("status IN ('pending', 'confirmed', 'waiting')"), postgresql_where=sa.text("status IN ('pending', 'confirmed', 'waiting')"))

    op.create_table('station',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('facilitator', sa.String(length=120), nullable=False),
    sa.Column('action_field_id', sa.Integer(), nullable=True),
    sa.Column('pool_id', sa.Integer(), nullable=False),
    sa.Column('groups_pool_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_field_id'], ['action_field.id'], name=op.f('fk_station_action_field_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_station_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['groups_pool_id'], ['pool.id'], name=op.f('fk_station_groups_pool_id')),
    sa.ForeignKeyConstraint(['pool_id'], ['pool.id'], name=op.f('fk_station_pool_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_station')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_station_event_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_station_public_id'))
    )
    op.create_table('attendee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_attendee_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendee')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attendee_public_id'))
    )
    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendee_registration_id'), ['registration_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('text_key', sa.String(length=40), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_consent_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_registration_id'), ['registration_id'], unique=False)

    op.create_table('indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('direction', sa.String(length=10), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_indicator_goal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('slug', name=op.f('uq_indicator_slug'))
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_goal_id'), ['goal_id'], unique=False)

    op.create_table('small_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('station_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('route', sa.String(length=10), nullable=False),
    sa.Column('pitch_id', sa.Integer(), nullable=True),
    sa.Column('formed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(route = 'pitch') = (pitch_id IS NOT NULL)", name=op.f('ck_small_group_route_names_its_pitch')),
    sa.ForeignKeyConstraint(['pitch_id'], ['pitch.id'], name=op.f('fk_small_group_pitch_id')),
    sa.ForeignKeyConstraint(['station_id'], ['station.id'], name=op.f('fk_small_group_station_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_small_group')),
    sa.UniqueConstraint('public_id', name=op.f('uq_small_group_public_id')),
    sa.UniqueConstraint('station_id', 'number', name=op.f('uq_small_group_station_id_number'))
    )
    op.create_table('specification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_specification_goal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_specification')),
    sa.UniqueConstraint('goal_id', 'code', name=op.f('uq_specification_goal_id_code'))
    )
    op.create_table('canvas',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('field_set_id', sa.Integer(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_canvas_event_id')),
    sa.ForeignKeyConstraint(['field_set_id'], ['field_set.id'], name=op.f('fk_canvas_field_set_id')),
    sa.ForeignKeyConstraint(['group_id'], ['small_group.id'], name=op.f('fk_canvas_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canvas')),
    sa.UniqueConstraint('group_id', name=op.f('uq_canvas_group_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_canvas_public_id'))
    )
    with op.batch_alter_table('canvas', schema=None) as batch_op:
        batch_op.create_index('ix_canvas_event_id_status', ['event_id', 'status'], unique=False)

    op.create_table('group_member',
    sa.Column('attendee_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attendee_id'], ['attendee.id'], name=op.f('fk_group_member_attendee_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['small_group.id'], name=op.f('fk_group_member_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attendee_id', name=op.f('pk_group_member'))
    )
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.create_index('ix_group_member_group_id', ['group_id'], unique=False)

    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('specification_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('condition', sa.Text(), nullable=False),
    sa.Column('due_text', sa.String(length=160), nullable=False),
    sa.Column('due_from', sa.Date(), nullable=True),
    sa.Column('due_to', sa.Date(), nullable=True),
    sa.Column('cost_share', sa.String(length=160), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['specification_id'], ['specification.id'], name=op.f('fk_measure_specification_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure')),
    sa.UniqueConstraint('slug', name=op.f('uq_measure_slug')),
    sa.UniqueConstraint('specification_id', 'code', name=op.f('uq_measure_specification_id_code'))
    )
    op.create_table('station_choice',
    sa.Column('attendee_id', sa.Integer(), nullable=False),
    sa.Column('station_id', sa.Integer(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attendee_id'], ['attendee.id'], name=op.f('fk_station_choice_attendee_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['station_id'], ['station.id'], name=op.f('fk_station_choice_station_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attendee_id', name=op.f('pk_station_choice'))
    )
    with op.batch_alter_table('station_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_station_choice_station_id'), ['station_id'], unique=False)

    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('attendee_id', sa.Integer(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['attendee_id'], ['attendee.id'], name=op.f('fk_ticket_attendee_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_ticket_event_id')),
    sa.ForeignKeyConstraint(['key_id'], ['signing_key.id'], name=op.f('fk_ticket_key_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('attendee_id', name=op.f('uq_ticket_attendee_id')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_ticket_event_id_code')),
    sa.UniqueConstraint('reference', name=op.f('uq_ticket_reference'))
    )
    op.create_table('canvas_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('canvas_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=True),
    sa.Column('goal_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('actor_key', sa.String(length=40), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(measure_id IS NULL) <> (goal_id IS NULL)', name=op.f('ck_canvas_link_one_target')),
    sa.ForeignKeyConstraint(['canvas_id'], ['canvas.id'], name=op.f('fk_canvas_link_canvas_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_canvas_link_goal_id')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_canvas_link_measure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canvas_link')),
    sa.UniqueConstraint('canvas_id', 'goal_id', name=op.f('uq_canvas_link_canvas_id_goal_id')),
    sa.UniqueConstraint('canvas_id', 'measure_id', name=op.f('uq_canvas_link_canvas_id_measure_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_canvas_link_public_id'))
    )
    with op.batch_alter_table('canvas_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canvas_link_goal_id'), ['goal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_canvas_link_measure_id'), ['measure_id'], unique=False)

    op.create_table('canvas_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('canvas_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('actor_key', sa.String(length=40), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canvas_id'], ['canvas.id'], name=op.f('fk_canvas_revision_canvas_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canvas_revision')),
    sa.UniqueConstraint('canvas_id', 'version', name=op.f('uq_canvas_revision_canvas_id_version'))
    )
    op.create_table('check_in',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=True),
    sa.Column('gate', sa.String(length=60), nullable=False),
    sa.Column('direction', sa.String(length=4), nullable=False),
    sa.Column('device', sa.String(length=40), nullable=False),
    sa.Column('actor_key', sa.String(length=40), nullable=False),
    sa.Column('scanned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('device_verdict', sa.String(length=12), nullable=False),
    sa.Column('server_verdict', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_check_in_event_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_check_in_ticket_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in'))
    )
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.create_index('ix_check_in_event_id_scanned_at', ['event_id', 'scanned_at'], unique=False)
        batch_op.create_index('ix_check_in_event_id_ticket_id', ['event_id', 'ticket_id'], unique=False)

    op.create_table('event_measure',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_measure_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_event_measure_measure_id')),
    sa.PrimaryKeyConstraint('event_id', 'measure_id', name=op.f('pk_event_measure'))
    )
    with op.batch_alter_table('event_measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_measure_measure_id'), ['measure_id'], unique=False)

    op.create_table('measure_body',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=10), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_measure_body_measure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_measure_body_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_body')),
    sa.UniqueConstraint('measure_id', 'organisation_id', 'part', name=op.f('uq_measure_body_measure_id_organisation_id_part'))
    )


def downgrade() -> None:
    op.drop_table('measure_body')
    with op.batch_alter_table('event_measure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_measure_measure_id'))

    op.drop_table('event_measure')
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_index('ix_check_in_event_id_ticket_id')
        batch_op.drop_index('ix_check_in_event_id_scanned_at')

    op.drop_table('check_in')
    op.drop_table('canvas_revision')
    with op.batch_alter_table('canvas_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canvas_link_measure_id'))
        batch_op.drop_index(batch_op.f('ix_canvas_link_goal_id'))

    op.drop_table('canvas_link')
    op.drop_table('ticket')
    with op.batch_alter_table('station_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_station_choice_station_id'))

    op.drop_table('station_choice')
    op.drop_table('measure')
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.drop_index('ix_group_member_group_id')

    op.drop_table('group_member')
    with op.batch_alter_table('canvas', schema=None) as batch_op:
        batch_op.drop_index('ix_canvas_event_id_status')

    op.drop_table('canvas')
    op.drop_table('specification')
    op.drop_table('small_group')
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_goal_id'))

    op.drop_table('indicator')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_registration_id'))

    op.drop_table('consent')
    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendee_registration_id'))

    op.drop_table('attendee')
    op.drop_table('station')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index('uq_registration_live_address', sqlite_where=sa.text("status IN ('pending', 'confirmed', 'waiting')"), postgresql_where=sa.text("status IN ('pending', 'confirmed', 'waiting')"))
        batch_op.drop_index('ix_registration_status_held_until')
        batch_op.drop_index('ix_registration_event_id_status_queued_at')
        batch_op.drop_index('ix_registration_email_normal')

    op.drop_table('registration')
    with op.batch_alter_table('pitch', schema=None) as batch_op:
        batch_op.drop_index('ix_pitch_event_id_position')

    op.drop_table('pitch')
    op.drop_table('goal')
    op.drop_table('event_partner')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index('ix_agenda_item_event_id_starts_at')

    op.drop_table('agenda_item')
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signatory_plan_id'))

    op.drop_table('signatory')
    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_assignment_user_id'))

    op.drop_table('role_assignment')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('ix_event_status_starts_at')
        batch_op.drop_index(batch_op.f('ix_event_host_id'))

    op.drop_table('event')
    op.drop_table('action_field')
    op.drop_table('venue')
    op.drop_table('user_account')
    op.drop_table('signing_key')
    op.drop_table('revision')
    op.drop_table('pool')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_state_due_at')
        batch_op.drop_index(batch_op.f('ix_outbox_mail_about'))

    op.drop_table('outbox_mail')
    op.drop_table('organisation')
    with op.batch_alter_table('one_time_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_key_created_at'))

    op.drop_table('one_time_key')
    op.drop_table('field_set')
    op.drop_table('demo_content')
    op.drop_table('action_plan')
    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.drop_index('ix_access_link_event_key_created_at')

    op.drop_table('access_link')
