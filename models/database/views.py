"""Views: a table's cells unrolled, one row a cell, so that any figure of any table can be asked for in SQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

table_cells = Table(
    "table_cells",
    MetaData(),  # apart from the tables: a migration makes it, `create_all` must not
    Column("report_id", BigInteger, info={"sensitivity": "internal"}),
    Column("school_id", BigInteger, info={"sensitivity": "internal"}),
    Column("report_year", BigInteger, info={"sensitivity": "internal"}),
    Column("counted", Integer, info={"sensitivity": "internal"}),
    Column("table_key", Text, info={"sensitivity": "internal"}),
    Column("caption", Text, info={"sensitivity": "internal"}),
    Column("row", Integer, info={"sensitivity": "internal"}),  # from 0
    Column("column", Integer, info={"sensitivity": "internal"}),  # from 0
    Column("head", Text, info={"sensitivity": "internal"}),  # the column's head labels as a JSON list
    Column("text", Text, info={"sensitivity": "sensitive"}),
)

_SELECT = (
    'SELECT t.report_id, t.school_id, t.report_year, t.counted, t."key" AS table_key, t.caption, {row} AS "row", '
    '{column} AS "column", {head} AS head, c.value AS text FROM "tables" AS t {cells}'
)

TABLE_CELLS = {
    "sqlite": "CREATE VIEW table_cells AS "
    + _SELECT.format(
        row="r.key",
        column="c.key",
        head="json_extract(t.header, '$[' || c.key || ']')",
        cells='JOIN json_each(t."rows") AS r JOIN json_each(r.value) AS c',
    ),
    "postgresql": "CREATE VIEW table_cells AS "
    + _SELECT.format(
        row="r.n - 1",
        column="c.n - 1",
        head="(t.header -> (c.n - 1)::int)::text",
        cells='CROSS JOIN LATERAL jsonb_array_elements(t."rows") WITH ORDINALITY AS r(value, n) '
        "CROSS JOIN LATERAL jsonb_array_elements_text(r.value) WITH ORDINALITY AS c(value, n)",
    ),
}
