"""keep what the office says of its installation, and its legal texts"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'office_settings',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('email', sa.String(length=320), nullable=False),
        sa.Column('accent', sa.String(length=7), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('kept_days', sa.Integer(), nullable=False),
        sa.Column('formats_left_out', sa.JSON(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_by', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_office_settings')),
    )
    op.create_table(
        'legal_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('texts', sa.JSON(), nullable=False),
        sa.Column('wording', sa.String(length=12), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('published_by', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_version')),
        sa.UniqueConstraint('kind', 'number', name=op.f('uq_legal_version_kind_number')),
    )
    op.create_table(
        'legal_draft',
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('texts', sa.JSON(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_by', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('kind', name=op.f('pk_legal_draft')),
    )
    op.create_table(
        'set_up',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('public_id', sa.String(length=22), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_set_up')),
    )


def downgrade() -> None:
    op.drop_table('set_up')
    op.drop_table('legal_draft')
    op.drop_table('legal_version')
    op.drop_table('office_settings')
