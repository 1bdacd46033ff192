"""keep a list of the people of each series

Lists that belonged to a series by a key of their own stay as lists that were chosen by hand.
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

_SERIES = sa.table('event_series', *(sa.column(name) for name in ('id', 'organisation_id', 'title')))
_LIST = sa.table(
    'contact_list',
    *(sa.column(name) for name in ('public_id', 'organisation_id', 'name', 'kind', 'series_id')),
    sa.column('wanted', sa.JSON()),
    sa.column('created_at', sa.DateTime(timezone=True)),
)
_MEMBER = sa.table('contact_list_member', sa.column('is_off', sa.Boolean()))


def upgrade() -> None:
    op.execute(sa.update(_LIST).where(_LIST.c.kind == 'series').values(kind='picked'))
    with op.batch_alter_table('contact_list', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_list_organisation_id')
        batch_op.drop_column('series_key')
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint('uq_contact_list_series_id', ['series_id'])
        batch_op.create_foreign_key(
            'fk_contact_list_series_id', 'event_series', ['series_id'], ['id'], ondelete='CASCADE'
        )
        batch_op.create_index('ix_contact_list_organisation_id', ['organisation_id'])
    with op.batch_alter_table('contact_list_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_off', sa.Boolean(), server_default=sa.false(), nullable=False))
    _keep_lists(op.get_bind())


def downgrade() -> None:
    op.execute(sa.delete(_MEMBER).where(_MEMBER.c.is_off))
    op.execute(sa.delete(_LIST).where(_LIST.c.kind == 'series'))
    with op.batch_alter_table('contact_list_member', schema=None) as batch_op:
        batch_op.drop_column('is_off')
    with op.batch_alter_table('contact_list', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_list_organisation_id')
        batch_op.drop_constraint('fk_contact_list_series_id', type_='foreignkey')
        batch_op.drop_constraint('uq_contact_list_series_id', type_='unique')
        batch_op.drop_column('series_id')
        batch_op.add_column(sa.Column('series_key', sa.String(length=40), server_default='', nullable=False))
        batch_op.create_index('ix_contact_list_organisation_id', ['organisation_id', 'series_key'])
    with op.batch_alter_table('contact_list', schema=None) as batch_op:
        batch_op.alter_column('series_key', existing_type=sa.String(length=40), server_default=None)


def _keep_lists(connection: sa.Connection) -> None:
    now = datetime.now(UTC)
    for series_id, organisation_id, title in connection.execute(sa.select(_SERIES).order_by(_SERIES.c.id)).all():
        values = {'public_id': secrets.token_urlsafe(16), 'organisation_id': organisation_id, 'name': title}
        values |= {'kind': 'series', 'series_id': series_id, 'wanted': {}, 'created_at': now}
        connection.execute(sa.insert(_LIST).values(**values))
