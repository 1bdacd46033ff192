"""complete the registration"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('public_id', name=op.f('pk_stored_file'))
    )
    op.create_table('choice_pool',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('field_key', sa.String(length=80), nullable=False),
    sa.Column('choice_key', sa.String(length=80), nullable=False),
    sa.Column('pool_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_choice_pool_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pool_id'], ['pool.id'], name=op.f('fk_choice_pool_pool_id')),
    sa.PrimaryKeyConstraint('event_id', 'field_key', 'choice_key', name=op.f('pk_choice_pool'))
    )
    op.create_table('registration_category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('pool_id', sa.Integer(), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('needs_approval', sa.Boolean(), nullable=False),
    sa.Column('most_heads', sa.Integer(), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_registration_category_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pool_id'], ['pool.id'], name=op.f('fk_registration_category_pool_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_category')),
    sa.UniqueConstraint('public_id', name=op.f('uq_registration_category_public_id'))
    )
    with op.batch_alter_table('registration_category', schema=None) as batch_op:
        batch_op.create_index('ix_registration_category_event_id', ['event_id', 'position'], unique=False)

    op.create_table('sign_up',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('field_set_id', sa.Integer(), nullable=True),
    sa.Column('most_heads', sa.Integer(), nullable=False),
    sa.Column('needs_approval', sa.Boolean(), nullable=False),
    sa.Column('offer_hours', sa.Integer(), nullable=False),
    sa.Column('kept_days', sa.Integer(), nullable=False),
    sa.Column('replies', sa.JSON(), nullable=False),
    sa.Column('draft', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_sign_up_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['field_set_id'], ['field_set.id'], name=op.f('fk_sign_up_field_set_id')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_sign_up'))
    )
    op.create_table('guest_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.String(length=22), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('problem', sa.String(length=20), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('good', sa.Integer(), nullable=False),
    sa.Column('known', sa.Integer(), nullable=False),
    sa.Column('faulty', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('done_rows', sa.Integer(), nullable=False),
    sa.Column('invited', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['registration_category.id'], name=op.f('fk_guest_list_category_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_guest_list_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guest_list')),
    sa.UniqueConstraint('public_id', name=op.f('uq_guest_list_public_id'))
    )
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.create_index('ix_guest_list_event_id', ['event_id'], unique=False)
        batch_op.create_index('ix_guest_list_state', ['state'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_normal', sa.String(length=320), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('letter_due', sa.String(length=12), nullable=True),
    sa.ForeignKeyConstraint(['category_id'], ['registration_category.id'], name=op.f('fk_invitation_category_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_invitation_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_invitation_registration_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('event_id', 'email_normal', name=op.f('uq_invitation_event_id_email_normal')),
    sa.UniqueConstraint('public_id', name=op.f('uq_invitation_public_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index('ix_invitation_event_id_status', ['event_id', 'status'], unique=False)
        batch_op.create_index('ix_invitation_letter_due', ['letter_due'], unique=False)

    op.create_table('registration_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('actor_key', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_registration_change_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_change'))
    )
    with op.batch_alter_table('registration_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_change_registration_id'), ['registration_id'], unique=False)

    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(length=320), server_default='', nullable=False))
        batch_op.add_column(sa.Column('answers', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('left_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('recipient_normal', sa.String(length=320), server_default='', nullable=False))
        batch_op.create_index('ix_outbox_mail_recipient_normal_created_at', ['recipient_normal', 'created_at'], unique=False)

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('category_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(length=12), server_default='form', nullable=False))
        batch_op.add_column(sa.Column('words', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('heads', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('takes', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('field_set_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('answers', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('tags', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_registration_event_id_created_at', ['event_id', 'created_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_registration_field_set_id'), 'field_set', ['field_set_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_registration_category_id'), 'registration_category', ['category_id'], ['id'])
    _change_live("status IN ('pending', 'requested', 'waiting', 'offered', 'confirmed')")
    _count_heads()
    _fill_words()


def downgrade() -> None:
    _change_live("status IN ('pending', 'confirmed', 'waiting')")
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_registration_category_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registration_field_set_id'), type_='foreignkey')
        batch_op.drop_index('ix_registration_event_id_created_at')
        batch_op.drop_column('erased_at')
        batch_op.drop_column('tags')
        batch_op.drop_column('answers')
        batch_op.drop_column('field_set_id')
        batch_op.drop_column('takes')
        batch_op.drop_column('heads')
        batch_op.drop_column('words')
        batch_op.drop_column('source')
        batch_op.drop_column('category_id')

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_recipient_normal_created_at')
        batch_op.drop_column('recipient_normal')

    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.drop_column('left_at')
        batch_op.drop_column('answers')
        batch_op.drop_column('email')

    with op.batch_alter_table('registration_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_change_registration_id'))

    op.drop_table('registration_change')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index('ix_invitation_letter_due')
        batch_op.drop_index('ix_invitation_event_id_status')

    op.drop_table('invitation')
    with op.batch_alter_table('guest_list', schema=None) as batch_op:
        batch_op.drop_index('ix_guest_list_state')
        batch_op.drop_index('ix_guest_list_event_id')

    op.drop_table('guest_list')
    op.drop_table('sign_up')
    with op.batch_alter_table('registration_category', schema=None) as batch_op:
        batch_op.drop_index('ix_registration_category_event_id')

    op.drop_table('registration_category')
    op.drop_table('choice_pool')
    op.drop_table('stored_file')


def _change_live(condition: str) -> None:
    op.drop_index("uq_registration_live_address", "registration")
    where = sa.text(condition)
    op.create_index(
        "uq_registration_live_address",
        "registration",
        ["event_id", "email_normal"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _count_heads() -> None:
    op.execute(
        "UPDATE registration SET heads = counted.heads FROM "
        "(SELECT registration_id, count(*) AS heads FROM attendee GROUP BY registration_id) AS counted "
        "WHERE counted.registration_id = registration.id"
    )


def _fill_words() -> None:
    """As the desk compares words: small letters without umlauts and accents."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, name, organisation, email FROM registration")).all()
    if rows:
        connection.execute(
            sa.text("UPDATE registration SET words = :words WHERE id = :id"),
            [{"id": row.id, "words": _folded(f"{row.name} {row.organisation} {row.email}")} for row in rows],
        )


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for spelt, root in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s")):
        bare = bare.replace(spelt, root)
    return " ".join(dict.fromkeys(re.sub(r"[^\w]+", " ", bare).split()))
