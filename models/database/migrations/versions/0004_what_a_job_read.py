"""A job keeps the hash of what it read; the photos at an archive's root are a job of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ARCHIVES = "(LOWER(place) LIKE '%.zip' OR LOWER(place) LIKE '%.rar' OR LOWER(place) LIKE '%.7z')"


def upgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("sha256", sa.Text(), nullable=True))
    op.create_index("ix_jobs_sha256", "jobs", ["sha256"])
    # one job was for the set and for the archive itself: what failed with the archive's own errors is the archive's
    op.execute(
        f"UPDATE jobs SET member = '.' WHERE as_one AND member = '' AND {ARCHIVES} "
        "AND (error IS NULL OR error NOT LIKE 'archive~_%' ESCAPE '~')"
    )


def downgrade() -> None:
    op.execute("DELETE FROM jobs WHERE as_one AND member = '.'")
    op.drop_index("ix_jobs_sha256", "jobs")
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_column("sha256")
