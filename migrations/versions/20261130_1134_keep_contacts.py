"""keep contacts, and whether people may be invited again"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contact_mark',
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_contact_mark'))
    )
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_normal', sa.String(length=320), nullable=False),
    sa.Column('company', sa.String(length=200), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('sorted_by', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.Column('firm', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.Column('in_events', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.String(length=200), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrew_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('binned_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_contact_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('organisation_id', 'email_normal', name=op.f('uq_contact_organisation_id_email_normal')),
    sa.UniqueConstraint('public_id', name=op.f('uq_contact_public_id'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index('ix_contact_binned_at', ['binned_at'], unique=False)
        batch_op.create_index('ix_contact_organisation_id_firm', ['organisation_id', 'firm'], unique=False)
        batch_op.create_index('ix_contact_organisation_id_review_on', ['organisation_id', 'review_on'], unique=False)
        batch_op.create_index('ix_contact_organisation_id_sorted_by', ['organisation_id', 'sorted_by', 'id'], unique=False)
        batch_op.create_index('ix_contact_organisation_id_source', ['organisation_id', 'source'], unique=False)

    op.create_table('contact_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('wanted', sa.JSON(), nullable=False),
    sa.Column('series_key', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_contact_list_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_list')),
    sa.UniqueConstraint('public_id', name=op.f('uq_contact_list_public_id'))
    )
    with op.batch_alter_table('contact_list', schema=None) as batch_op:
        batch_op.create_index('ix_contact_list_organisation_id', ['organisation_id', 'series_key'], unique=False)

    op.create_table('contact_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.String(length=22), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('sheet', sa.String(length=100), nullable=False),
    sa.Column('left_sheets', sa.String(length=500), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.String(length=200), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('problem', sa.String(length=20), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('good', sa.Integer(), nullable=False),
    sa.Column('known', sa.Integer(), nullable=False),
    sa.Column('faulty', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('sample', sa.JSON(), nullable=False),
    sa.Column('done_rows', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_contact_table_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_table')),
    sa.UniqueConstraint('public_id', name=op.f('uq_contact_table_public_id'))
    )
    with op.batch_alter_table('contact_table', schema=None) as batch_op:
        batch_op.create_index('ix_contact_table_organisation_id', ['organisation_id'], unique=False)

    op.create_table('contact_consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('event_title', sa.String(length=200), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_consent_contact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_consent'))
    )
    with op.batch_alter_table('contact_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_consent_contact_id'), ['contact_id'], unique=False)

    op.create_table('contact_list_member',
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_list_member_contact_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['list_id'], ['contact_list.id'], name=op.f('fk_contact_list_member_list_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('list_id', 'contact_id', name=op.f('pk_contact_list_member'))
    )
    with op.batch_alter_table('contact_list_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_list_member_contact_id'), ['contact_id'], unique=False)

    op.create_table('contact_tag',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.String(length=40), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_tag_contact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('contact_id', 'tag', name=op.f('pk_contact_tag'))
    )
    with op.batch_alter_table('contact_tag', schema=None) as batch_op:
        batch_op.create_index('ix_contact_tag_organisation_id_tag', ['organisation_id', 'tag', 'contact_id'], unique=False)

    op.create_table('contact_word',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(length=60).with_variant(sa.String(length=60, collation='C'), 'postgresql'), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('backwards', sa.String(length=60).with_variant(sa.String(length=60, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_word_contact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('contact_id', 'word', name=op.f('pk_contact_word'))
    )
    with op.batch_alter_table('contact_word', schema=None) as batch_op:
        batch_op.create_index('ix_contact_word_organisation_id_backwards', ['organisation_id', 'backwards'], unique=False)
        batch_op.create_index('ix_contact_word_organisation_id_word', ['organisation_id', 'word', 'contact_id'], unique=False)

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_invite', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks_to_invite', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_column('asks_to_invite')

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_column('may_invite')

    with op.batch_alter_table('contact_word', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_word_organisation_id_word')
        batch_op.drop_index('ix_contact_word_organisation_id_backwards')

    op.drop_table('contact_word')
    with op.batch_alter_table('contact_tag', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_tag_organisation_id_tag')

    op.drop_table('contact_tag')
    with op.batch_alter_table('contact_list_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_list_member_contact_id'))

    op.drop_table('contact_list_member')
    with op.batch_alter_table('contact_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_consent_contact_id'))

    op.drop_table('contact_consent')
    with op.batch_alter_table('contact_table', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_table_organisation_id')

    op.drop_table('contact_table')
    with op.batch_alter_table('contact_list', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_list_organisation_id')

    op.drop_table('contact_list')
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_organisation_id_source')
        batch_op.drop_index('ix_contact_organisation_id_sorted_by')
        batch_op.drop_index('ix_contact_organisation_id_review_on')
        batch_op.drop_index('ix_contact_organisation_id_firm')
        batch_op.drop_index('ix_contact_binned_at')

    op.drop_table('contact')
    op.drop_table('contact_mark')
