"""What all tables share: the sensitivity class of a column, JSON and times that behave alike on every database."""

from __future__ import annotations

import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Double, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

# public: may be told outside; internal: about schools, for offices; personal: names somebody; sensitive: says of a
# person what the law protects more (membership of the Party is a political view: Decree 356/2025/NĐ-CP, article 4).
Sensitivity = Literal["public", "internal", "personal", "sensitive"]
SENSITIVITIES: tuple[Sensitivity, ...] = get_args(Sensitivity)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Key = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up only INTEGER primary keys


class Moment(TypeDecorator[datetime.datetime]):
    """A time in UTC; SQLite has no time zones, so it is kept without one and given back with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own form)
        str: Text(),
        int: Key,
        float: Double(),
        datetime.datetime: Moment(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
        list[list[str]]: Json,
    }


def column(sensitivity: Sensitivity, *args: Any, **options: Any) -> MappedColumn[Any]:
    """`mapped_column` with the column's sensitivity class."""
    return mapped_column(*args, info={"sensitivity": sensitivity}, **options)


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
