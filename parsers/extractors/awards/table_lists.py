"""Tables that list who has what, an award or more a row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.report import Award
from parsers.extractors.awards.table_frame import AwardTable, without_the_school
from parsers.extractors.awards.table_words import Cellwords, first_label, is_total, rank_label, say
from parsers.extractors.names import find_names, is_collective
from parsers.extractors.tables import Row
from parsers.text import fold, read_count

_UNREAD = 0.9
_PARTS = re.compile(r"[;+\n]|,(?=\s)")


@dataclass(slots=True)
class Entry:
    """One award of a list, its rows gathered."""

    award: Award
    names: list[str] = field(default_factory=list)
    count: int = 0
    rows: int = 0


def _gather(entries: dict[tuple[object, ...], Entry], award: Award) -> None:
    """Add a row's award to the entry of the same award."""
    key = (award.category, award.recipient_type, award.name, award.level, award.rank, award.issuer, award.year)
    entry = entries.setdefault(key, Entry(award))
    entry.names += award.recipients
    entry.count += award.count or 0
    entry.rows += 1
    if entry.award is not award and entry.award.evidence is not None and award.evidence is not None:
        entry.award.evidence.also.append(award.evidence)


def list_of_awards(table: AwardTable) -> Iterable[Award]:
    """Who has what, a row each; rows of the same award are one, their people its recipients."""
    entries: dict[tuple[object, ...], Entry] = {}
    for row in table.view.rows:
        several = _told_in_words(table, row)
        if several:
            yield from several
            continue
        for column, text in _honours_of(table, row):
            award = _listed(table, row, column, text)
            if award is not None:
                _gather(entries, award)
    for entry in entries.values():
        entry.award.recipients = entry.names
        entry.award.count = entry.count or None
        if entry.rows > 1:
            entry.award.share = None
        yield entry.award


def _told_in_words(table: AwardTable, row: Row) -> list[Award]:
    """ "HSG lớp 9 cấp huyện | 02 giải nhì, 03 giải ba": a cell that is a sentence of prizes with numbers."""
    column = next((c for c in table.with_role("honour") if row.text(c)), None)
    items = say(row.text(column), table.words, table.city).items if column is not None else []
    counted = any(
        first.label == "count" and second.label in ("rank", "bare_rank", "prize")
        for first, second in itertools.pairwise(items)
    )
    label = table.label(row)
    if column is None or not counted or label == row.text(column) or table.with_role("who") or table.with_role("count"):
        return []
    level = next((row.text(c) for c in table.with_role("level") if row.text(c)), "")
    where = level if not level or fold(level).startswith("cấp") else f"cấp {level.lower()}"
    return list(table.read_as_sentence(row, column, f"{label} {where}: {row.text(column)}"))


def _honours_of(table: AwardTable, row: Row) -> list[tuple[int | None, str]]:
    """ "CSTĐ cơ sở; Giấy khen UBND huyện", or a column each: the honours of a row, each with its own words."""
    told: list[tuple[int | None, str]] = []
    for column in [c for c in table.with_role("honour") if row.text(c)]:
        text = row.text(column)
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        each = len(parts) > 1 and all(_tells_an_honour(table, part) for part in parts)
        told += [(column, part) for part in (parts if each else [text])]
    if len({column for column, _ in told}) > 1:
        told = [(column, text) for column, text in told if _tells_an_honour(table, text)] or told[:1]
    return told or [(None, "")]


def _tells_an_honour(table: AwardTable, text: str) -> bool:
    said = say(text, table.words, table.city)
    return said.honour is not None or said.rank is not None


def _listed(table: AwardTable, row: Row, column: int | None, text: str) -> Award | None:
    said = say(text, table.words, table.city)
    others = " ; ".join(row.text(c) for c in (*table.with_role("issuer"), *table.with_role("level")) if row.text(c))
    beside = say(others, table.words, table.city)
    honour = said.honour or (table.setting.honour if column is None else None)
    rank = said.rank or (rank_label(fold(text), table.words) if column is not None else None)
    where = column if column is not None else next(iter(table.with_role("who")), None)
    if where is None or (honour is None and rank is None) or is_total(first_label(row, len(table.columns))):
        return None
    names = _names(table, row)
    counted = [read_count(row.text(c)) for c in table.with_role("count")]
    count = counted[0] if counted else (len(names) or 1)
    if not count:
        return None
    if honour is None:
        return _listed_prize(table, row, where, said, beside, rank, count, names)
    said.honour, said.level = honour, said.level or beside.level or table.setting.level
    said.issuer = said.issuer or beside.issuer
    if honour[0] == "title" and len([c for c in table.with_role("honour") if row.text(c)]) > 1:
        said.issuer, said.level = None, say(text, table.words, table.city).level  # the giver is the form's
    award = table.honour(row, where, said, count, names)
    award.share = table.share_of(row)
    return _weighed(table, row, award)


def _listed_prize(
    table: AwardTable,
    row: Row,
    column: int,
    said: Cellwords,
    beside: Cellwords,
    rank: str | None,
    count: int,
    names: list[str],
) -> Award:
    label = next((row.text(c) for c in table.with_role("contest") if row.text(c)), "")
    named = say(label, table.words, table.city)
    contest = said.contest or (table.contest_of(label, named) if label else None)
    examined = table.setting.contest is not None and _is_subject(named)
    contest = table.setting.contest if examined or contest is None else contest
    level = said.level or table.level_of(row) or beside.level or named.level or table.setting.level
    award = table.prize(row, column, contest, level, f"overall_{rank}" if said.overall else rank, count)
    award.subject = label if examined else award.subject
    award.recipients = without_the_school(names)
    if "class" not in [c.role for c in table.columns] and names and table.setting.kind == "staff":
        award.recipient_type = "staff"
    return _weighed(table, row, award)


def _weighed(table: AwardTable, row: Row, award: Award) -> Award:
    """An award of somebody whom the row names in words that were not understood is not sure."""
    told = [text for c in table.with_role("who") if (text := row.text(c)) and read_count(text) is None]
    if without_the_school(told) and not award.recipients:
        award.confidence = round(award.confidence * _UNREAD, 3)
    return award


def _is_subject(said: Cellwords) -> bool:
    """ "Ngữ văn" in a list of one contest's prizes: what was examined."""
    return bool(said.items) and all(item.label == "subject" or item.code == "subject" for item in said.items)


def _names(table: AwardTable, row: Row) -> list[str]:
    names: list[str] = []
    for column in table.with_role("who"):
        text = row.text(column)
        found = [name.text for name in find_names(text, 0, len(text), table.words.vocabulary) if name.confidence >= 0.6]
        if is_collective(text, table.words.vocabulary):
            found = [text]
        names += found
    return names
