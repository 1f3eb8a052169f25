"""What the head labels and cells of a table of awards say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.document import Cell
from parsers.extractors.awards.annotate import annotate
from parsers.extractors.awards.contests import read_contest
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import Setting, State
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import passage
from parsers.extractors.tables import Row, TableView
from parsers.text import fold, shadow

_OR = re.compile(r"\s*[/,]\s*|\s+(?:và|hoặc)\s+")
_FIGURES = ("a", "b", "c", "i", "ii", "iii")
_TOTAL = re.compile(rf"(?:tổng|cộng|tổng cộng|tổng số|{shadow('toàn')} trường|t\.?số)\b.*")
_RANKED = re.compile(r"\d+\s*(?:giải )?(?:nhất|nhì|ba|kk|khuyến khích|hc[vbđ])(?!\w)")


@dataclass(slots=True)
class Column:
    """What a column holds: `role` by its head, with the rank, title or level that the head names."""

    role: str  # rank, honour_count, level, who, honour, issuer, count, share, contest, class, number, other
    label: str = ""
    code: str = ""
    level: str | None = None
    head: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Cellwords:
    """What the words of a cell or line say of an award."""

    items: list[Item]
    rank: str | None = None
    honour: tuple[str, str] | None = None
    level: str | None = None
    issuer: str | None = None
    contest: Contest | None = None
    overall: bool = False


def column_of(path: tuple[str, ...], cells: tuple[Cell, ...], words: AwardWords, city: str | None) -> Column:
    text = " / ".join(path)
    label, last = fold(text), fold(path[-1]) if path else ""
    said = _head_says(text, words, city)
    for role, pattern in words.table_heads.items():
        either = all(pattern.fullmatch(part) for part in _OR.split(last))  # "môn/nội dung"
        if either or pattern.fullmatch(last) or pattern.fullmatch(label):
            if role == "count" and said.honour is not None:
                return Column("honour_count", label, said.honour[1], said.level, cells)  # "LĐTT / SL"
            return Column(role, label, level=said.level, head=cells)
    if last.startswith(words.who_leads):
        return Column("who", label, level=said.level, head=cells)
    if last.startswith(words.honour_leads):
        return Column("honour", label, level=said.level, head=cells)
    rank = rank_label(last, words)
    if rank is not None:
        return Column("rank", label, rank, said.level, cells)
    if said.honour is not None:
        return Column("honour_count", label, said.honour[1], said.level, cells)
    return Column("other", label, level=said.level, head=cells)


@lru_cache(maxsize=512)
def _head_says(text: str, words: AwardWords, city: str | None) -> Cellwords:
    """What a head says, read and not changed: offices give every table the same heads."""
    label = fold(text)
    return say(text, words, city) if "cấp" in label or words.anchor.search(label) else Cellwords([])


def rank_label(label: str, words: AwardWords) -> str | None:
    """ "Nhất", "Giải nhì", "KK", "HCV", "Số giải ba": the rank that a label is; None for anything else."""
    bare = re.sub(r"^(?:số\s+)?(?:lượng\s+)?(?:giải|sl|huy chương)?\s*|[\s.:\"]+$", "", label)
    return words.rank_labels.get(bare) or words.rank_labels.get(label)


def are_ranks(columns: list[Column]) -> bool:
    """Two ranks or more beside one another; plain "A", "B", "C" and "I", "II" may be classes of anything."""
    ranks = [column for column in columns if column.role == "rank"]
    return (
        len(ranks) >= 2
        and any("giải" in column.label or len(column.code) > 1 for column in ranks)
        and not all(column.label in _FIGURES for column in ranks)
    )


def tells_ranks_in_rows(view: TableView, words: AwardWords, city: str | None) -> bool:
    labels = [first_label(row, len(view.header)) for row in view.rows]
    return sum(rank_label(fold(label), words) is not None for label in labels) >= 2


def is_total(label: str) -> bool:
    """Whether a row or column sums up the others: "Tổng cộng", "Toàn trường"."""
    return _TOTAL.fullmatch(fold(label)) is not None


def is_ranked(cell: str) -> bool:
    """Whether a cell tells ranks with their numbers: "01 Nhất, 03 Nhì"."""
    return _RANKED.match(fold(cell)) is not None


def first_label(row: Row, width: int) -> str:
    """The first cell of words of a row."""
    return next((row.text(c) for c in range(width) if row.text(c) and not row.text(c).strip(". ").isdigit()), "")


def say(text: str, words: AwardWords, city: str | None) -> Cellwords:
    """The terms of a short text, and the contest that it names."""
    said = Cellwords(annotate(text, 0, len(text), words, city))
    state = State(passage(text), said.items, words, Setting())
    state.small = state.passage.shadow
    for index, item in enumerate(said.items):
        match item.label:
            case "rank" if said.rank is None:
                said.rank = item.code
            case "form" | "title" | "flag" | "medal" if said.honour is None:
                said.honour = (item.label, item.code)
            case "level" if said.level is None:
                said.level = item.level
            case "issuer" if said.issuer is None:
                said.issuer, said.level = " ".join(text[item.start : item.end].split()), said.level or item.level
            case "overall":
                said.overall = True
            case "lead" | "contest" if said.contest is None and not item.used:
                said.contest = read_contest(state, index, forward=True)
            case _:
                pass
    return said
