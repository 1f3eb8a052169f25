"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.database.views import TABLE_CELLS

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def in_force() -> list[sa.schema.SchemaItem]:
    """The columns that every value in force has."""
    return [
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("school_id", KEY, nullable=True),
        sa.Column("decision_id", KEY, nullable=True),
        sa.Column("natural", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reading_id", KEY, nullable=True),
        sa.Column("report_year", KEY, nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("report_id", "key"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"]),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"]),
    ]


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", KEY, nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "schools",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("parent_key", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("education_level", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_key", "place_key", "parent_key"),
    )
    op.create_table(
        "documents",
        sa.Column("file_id", KEY, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", "version"),
    )
    op.create_table(
        "reports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("school_id", KEY, nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("year", KEY, nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("cell_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("waiting", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("reading_id", KEY, nullable=True),
        sa.Column("newer_reading_id", KEY, nullable=True),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["reports.id"]),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reports_school_id_year_period_subject", "reports", ["school_id", "year", "period", "subject"])
    op.create_table(
        "decisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("file_id", KEY, nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decisions_report_id_key", "decisions", ["report_id", "key"])
    op.create_table(
        "findings",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position"),
    )
    op.create_index("ix_findings_code", "findings", ["code"])
    op.create_table(
        "readings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("origin_id", KEY, nullable=False),
        sa.Column("file_id", KEY, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("source", JSON, nullable=False),
        sa.Column("findings", JSON, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"]),
        sa.ForeignKeyConstraint(["origin_id"], ["reports.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_readings_file_id", "readings", ["file_id"])
    op.create_index("ix_readings_report_id", "readings", ["report_id"])
    op.create_table(
        "admission_counts",
        *in_force(),
        sa.Column("admitted", KEY, nullable=True),
        sa.Column("introduced", KEY, nullable=True),
        sa.Column("confirmed", KEY, nullable=True),
        sa.Column("planned", KEY, nullable=True),
        sa.Column("target", KEY, nullable=True),
        sa.Column("target_met", sa.Boolean(), nullable=True),
    )
    op.create_index("ix_admission_counts_school_id", "admission_counts", ["school_id"])
    op.create_table(
        "admissions",
        *in_force(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
    )
    op.create_index("ix_admissions_school_id", "admissions", ["school_id"])
    op.create_table(
        "awards",
        *in_force(),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("recipient_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("count", KEY, nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("contest", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("grades", JSON, nullable=True),
        sa.Column("year", KEY, nullable=True),
        sa.Column("school_year", sa.Text(), nullable=True),
        sa.Column("grade", KEY, nullable=True),
        sa.Column("placing", KEY, nullable=True),
    )
    op.create_index("ix_awards_category_report_year_school_id", "awards", ["category", "report_year", "school_id"])
    op.create_index("ix_awards_school_id", "awards", ["school_id"])
    op.create_table(
        "claims",
        sa.Column("reading_id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("evidence", JSON, nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading_id", "key"),
    )
    op.create_table(
        "heads",
        *in_force(),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("year", KEY, nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("prompted", sa.Boolean(), nullable=True),
        sa.Column("head_evidence", JSON, nullable=False),
    )
    op.create_index("ix_heads_school_id", "heads", ["school_id"])
    op.create_table(
        "organisations",
        *in_force(),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("education_level", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
    )
    op.create_index("ix_organisations_school_id", "organisations", ["school_id"])
    op.create_table(
        "papers",
        *in_force(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
    )
    op.create_index("ix_papers_school_id", "papers", ["school_id"])
    op.create_table(
        "ratings",
        *in_force(),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("marks", JSON, nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
    )
    op.create_index("ix_ratings_school_id", "ratings", ["school_id"])
    op.create_table(
        "sections",
        *in_force(),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("flow", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("annex", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_sections_school_id", "sections", ["school_id"])
    op.create_table(
        "signatories",
        *in_force(),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("on_behalf_of", sa.Text(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=True),
    )
    op.create_index("ix_signatories_school_id", "signatories", ["school_id"])
    op.create_table(
        "statistics",
        *in_force(),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("school_year", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("base", sa.Double(), nullable=True),
        sa.Column("at_least", sa.Boolean(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("part", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_statistics_metric_report_year_school_id", "statistics", ["metric", "report_year", "school_id"])
    op.create_index("ix_statistics_school_id", "statistics", ["school_id"])
    op.create_table(
        "tables",
        *in_force(),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("header", JSON, nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("annex", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_tables_school_id", "tables", ["school_id"])
    op.create_table(
        "award_recipients",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id", "key"], ["awards.report_id", "awards.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "key", "position"),
    )
    op.execute(TABLE_CELLS[op.get_bind().dialect.name])


def downgrade() -> None:
    op.execute("DROP VIEW table_cells")
    for table in (
        "award_recipients",
        "tables",
        "statistics",
        "signatories",
        "sections",
        "ratings",
        "papers",
        "organisations",
        "heads",
        "claims",
        "awards",
        "admissions",
        "admission_counts",
        "readings",
        "findings",
        "decisions",
        "reports",
        "documents",
        "schools",
        "files",
    ):
        op.drop_table(table)
