"""A file may hold several reports; a job may be for a set of photos, or for each report of a stack."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("files") as files:
        files.add_column(sa.Column("part", KEY, nullable=False, server_default="1"))
        files.add_column(sa.Column("parts", KEY, nullable=False, server_default="1"))
        files.drop_constraint("uq_files_sha256", type_="unique")
        files.create_unique_constraint("uq_files_sha256_part", ["sha256", "part"])
    # how many further reports a file holds was not kept: "--split" reads these again
    op.execute(
        "UPDATE files SET parts = 2 WHERE id IN "
        "(SELECT file_id FROM readings WHERE CAST(source AS TEXT) LIKE '%several_reports%')"
    )
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("as_one", sa.Boolean(), nullable=False, server_default=sa.false()))
        jobs.add_column(sa.Column("split", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_column("split")
        jobs.drop_column("as_one")
    with op.batch_alter_table("files") as files:
        files.drop_constraint("uq_files_sha256_part", type_="unique")
        files.create_unique_constraint("uq_files_sha256", ["sha256"])
        files.drop_column("parts")
        files.drop_column("part")
