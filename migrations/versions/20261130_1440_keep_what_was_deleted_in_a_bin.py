"""keep what was deleted in a bin: venues, series, organisations, funding notices, lists of contacts, mailings, drafts"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

_WITH_A_BIN = ('venue', 'event_series', 'organisation', 'funding_notice', 'contact_list', 'mailing', 'legal_draft')

_WHAT_GOES = (
    'DELETE FROM contact_list_member WHERE list_id IN (SELECT id FROM contact_list WHERE deleted_at IS NOT NULL)',
    'DELETE FROM contact_list WHERE deleted_at IS NOT NULL',
    'UPDATE outbox_mail SET mailing_id = NULL'
    ' WHERE mailing_id IN (SELECT id FROM mailing WHERE deleted_at IS NOT NULL)',
    'DELETE FROM legal_draft WHERE deleted_at IS NOT NULL',
    'DELETE FROM mailing WHERE deleted_at IS NOT NULL',
    'DELETE FROM event_series WHERE deleted_at IS NOT NULL'
    ' AND NOT EXISTS (SELECT 1 FROM event WHERE event.series_id = event_series.id)',
)


def upgrade() -> None:
    for table in _WITH_A_BIN:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    for table in ('organisation', 'funding_notice'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('removed_logos', sa.JSON(), server_default='[]', nullable=False))
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.add_column(sa.Column('draft_before', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_column('draft_before')
    for table in ('funding_notice', 'organisation'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('removed_logos')
    # What could be put away stays so; the rest would be there again, and goes for good.
    for statement in _WHAT_GOES:
        op.execute(statement)
    for table in _WITH_A_BIN:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('deleted_at')
