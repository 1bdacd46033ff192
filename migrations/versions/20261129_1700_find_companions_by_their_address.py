"""find companions by their address"""

import unicodedata

import sqlalchemy as sa
from alembic import op
from email_validator import EmailNotValidError, validate_email

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email_normal', sa.String(length=320), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_attendee_email_normal'), ['email_normal'], unique=False)
    _fill()


def downgrade() -> None:
    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendee_email_normal'))
        batch_op.drop_column('email_normal')


def _fill() -> None:
    connection = op.get_bind()
    people = sa.table('attendee', sa.column('id', sa.Integer), sa.column('email'), sa.column('email_normal'))
    rows = connection.execute(sa.select(people.c.id, people.c.email).where(people.c.email != '')).all()
    if rows:
        connection.execute(
            sa.update(people).where(people.c.id == sa.bindparam('of')).values(email_normal=sa.bindparam('address')),
            [{'of': row.id, 'address': _as_servers_do(row.email)} for row in rows],
        )


def _as_servers_do(address: str) -> str:
    local, at, domain = unicodedata.normalize('NFC', address.strip()).rpartition('@')
    try:
        checked = validate_email(f'x@{domain}', check_deliverability=False, test_environment=True).ascii_domain
    except EmailNotValidError:
        checked = domain.lower()
    return f'{local.lower()}{at}{checked}'
