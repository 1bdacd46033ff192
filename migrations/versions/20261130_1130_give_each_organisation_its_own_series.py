"""give each organisation its own series

Two organisations' series of one name were one; whoever came second gets one of their own. A name that no event bears any
more belongs to nobody and goes.
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

_SERIES = sa.table('event_series', *(sa.column(name) for name in ('id', 'slug', 'organisation_id', 'title')))
_EVENT = sa.table('event', *(sa.column(name) for name in ('id', 'host_id', 'series_id')))


def upgrade() -> None:
    with op.batch_alter_table('event_series', schema=None) as batch_op:
        batch_op.add_column(sa.Column('organisation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('description', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('language', sa.String(length=2), server_default='de', nullable=False))
        batch_op.drop_constraint('uq_event_series_title', type_='unique')
    _tell_apart(op.get_bind())
    with op.batch_alter_table('event_series', schema=None) as batch_op:
        batch_op.alter_column('organisation_id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint('uq_event_series_organisation_id_title', ['organisation_id', 'title'])
        batch_op.create_foreign_key('fk_event_series_organisation_id', 'organisation', ['organisation_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('event_series', schema=None) as batch_op:
        batch_op.drop_constraint('fk_event_series_organisation_id', type_='foreignkey')
        batch_op.drop_constraint('uq_event_series_organisation_id_title', type_='unique')
    _make_one(op.get_bind())
    with op.batch_alter_table('event_series', schema=None) as batch_op:
        batch_op.create_unique_constraint('uq_event_series_title', ['title'])
        batch_op.drop_column('language')
        batch_op.drop_column('description')
        batch_op.drop_column('organisation_id')


def _tell_apart(connection: sa.Connection) -> None:
    known = connection.execute(sa.select(_SERIES.c.id, _SERIES.c.slug, _SERIES.c.title).order_by(_SERIES.c.id)).all()
    slugs = {slug for _id, slug, _title in known}
    for series_id, slug, title in known:
        of_series = sa.select(_EVENT.c.host_id).where(_EVENT.c.series_id == series_id).order_by(_EVENT.c.id)
        hosts = list(dict.fromkeys(connection.scalars(of_series)))
        if not hosts:
            connection.execute(sa.delete(_SERIES).where(_SERIES.c.id == series_id))
            continue
        connection.execute(sa.update(_SERIES).where(_SERIES.c.id == series_id).values(organisation_id=hosts[0]))
        for host in hosts[1:]:
            number = next(n for n in range(2, len(slugs) + 3) if f'{slug}-{n}' not in slugs)
            slugs.add(f'{slug}-{number}')
            own = {'slug': f'{slug}-{number}', 'organisation_id': host, 'title': title}
            connection.execute(sa.insert(_SERIES).values(**own))
            own_id = sa.select(_SERIES.c.id).where(_SERIES.c.slug == own['slug']).scalar_subquery()
            of_host = sa.and_(_EVENT.c.series_id == series_id, _EVENT.c.host_id == host)
            connection.execute(sa.update(_EVENT).where(of_host).values(series_id=own_id))


def _make_one(connection: sa.Connection) -> None:
    first = dict[str, int]()
    for series_id, title in connection.execute(sa.select(_SERIES.c.id, _SERIES.c.title).order_by(_SERIES.c.id)).all():
        if title in first:
            same = _EVENT.c.series_id == series_id
            connection.execute(sa.update(_EVENT).where(same).values(series_id=first[title]))
            connection.execute(sa.delete(_SERIES).where(_SERIES.c.id == series_id))
        first.setdefault(title, series_id)
