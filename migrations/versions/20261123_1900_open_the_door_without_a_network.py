"""open the door without a network"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('door_device',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('actor_key', sa.String(length=40), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('list_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiting', sa.Integer(), nullable=False),
    sa.Column('battery', sa.Integer(), nullable=True),
    sa.Column('off_ms', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_door_device_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'id', name=op.f('pk_door_device'))
    )
    op.create_table('door_log',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_door_log_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_door_log'))
    )
    op.create_table('paper_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('label', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.String(length=22), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_paper_order_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_order')),
    sa.UniqueConstraint('public_id', name=op.f('uq_paper_order_public_id'))
    )
    with op.batch_alter_table('paper_order', schema=None) as batch_op:
        batch_op.create_index('ix_paper_order_event_id_created_at', ['event_id', 'created_at'], unique=False)
        batch_op.create_index('ix_paper_order_state', ['state'], unique=False)

    op.create_table('check_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('station_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_check_point_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['station_id'], ['station.id'], name=op.f('fk_check_point_station_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_point')),
    sa.UniqueConstraint('public_id', name=op.f('uq_check_point_public_id'))
    )
    with op.batch_alter_table('check_point', schema=None) as batch_op:
        batch_op.create_index('ix_check_point_event_id_position', ['event_id', 'position'], unique=False)

    op.create_table('presence',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('inside_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('inside_gate', sa.String(length=60), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_gate', sa.String(length=60), nullable=False),
    sa.Column('doubles', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_presence_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_presence_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ticket_id', 'area', name=op.f('pk_presence'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index('ix_presence_event_id_area_inside_since', ['event_id', 'area', 'inside_since'], unique=False)

    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('part_key', sa.String(length=22), server_default='', nullable=False))

    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('area', sa.String(length=22), server_default='', nullable=False))
        batch_op.add_column(sa.Column('undoes', sa.String(length=36), server_default='', nullable=False))
        batch_op.create_index('ix_check_in_event_id_number', ['event_id', 'number'], unique=False)
    _number_facts()
    _name_what_was_undone()
    _add_up()


def downgrade() -> None:
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_index('ix_check_in_event_id_number')
        batch_op.drop_column('undoes')
        batch_op.drop_column('area')
        batch_op.drop_column('number')

    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.drop_column('part_key')

    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index('ix_presence_event_id_area_inside_since')

    op.drop_table('presence')
    with op.batch_alter_table('check_point', schema=None) as batch_op:
        batch_op.drop_index('ix_check_point_event_id_position')

    op.drop_table('check_point')
    with op.batch_alter_table('paper_order', schema=None) as batch_op:
        batch_op.drop_index('ix_paper_order_state')
        batch_op.drop_index('ix_paper_order_event_id_created_at')

    op.drop_table('paper_order')
    op.drop_table('door_log')
    op.drop_table('door_device')


def _number_facts() -> None:
    """Give each fact its number, in the order in which they arrived."""
    op.execute(
        "UPDATE check_in SET number = numbered.number FROM (SELECT id, row_number() OVER "
        "(PARTITION BY event_id ORDER BY received_at, id) AS number FROM check_in) AS numbered "
        "WHERE numbered.id = check_in.id"
    )
    op.execute("INSERT INTO door_log (event_id, number) SELECT event_id, max(number) FROM check_in GROUP BY event_id")


def _name_what_was_undone() -> None:
    """Until now an undoing ended the visit; the entry that it ended is the last one let in before."""
    op.execute(
        "UPDATE check_in SET undoes = coalesce((SELECT entry.id FROM check_in AS entry "
        "WHERE entry.event_id = check_in.event_id AND entry.ticket_id = check_in.ticket_id "
        "AND entry.direction = 'in' AND entry.server_verdict = 'admitted' AND entry.number < check_in.number "
        "ORDER BY entry.number DESC LIMIT 1), '') WHERE direction = 'undo'"
    )


def _add_up() -> None:
    """Who was let in and not taken back is inside."""
    entry = (
        "check_in.direction = 'in' AND check_in.server_verdict = 'admitted' AND check_in.ticket_id IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM check_in AS undoing WHERE undoing.event_id = check_in.event_id "
        "AND undoing.undoes = check_in.id)"
    )
    op.execute(
        "INSERT INTO presence (ticket_id, area, event_id, inside_since, inside_gate, first_at, first_gate, doubles) "
        "SELECT ticket_id, '', event_id, scanned_at, gate, scanned_at, gate, 0 FROM check_in "
        f"WHERE {entry} AND number = (SELECT min(first.number) FROM check_in AS first "
        "WHERE first.event_id = check_in.event_id AND first.ticket_id = check_in.ticket_id "
        "AND first.direction = 'in' AND first.server_verdict = 'admitted' AND NOT EXISTS "
        "(SELECT 1 FROM check_in AS gone WHERE gone.event_id = first.event_id AND gone.undoes = first.id))"
    )
