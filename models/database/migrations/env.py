"""Alembic's entry: runs the steps over the connection that `models.database.connection` hands in."""

from __future__ import annotations

from alembic import context

from models.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
