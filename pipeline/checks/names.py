"""Counts beside the names that should make them up, and names told twice in one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from models.report import Admission, Award, Evidence, Finding, Report
from parsers.text import COUNT, fold, read_count, shadow
from pipeline.checks.messages import finding
from pipeline.checks.words import CheckWords

ITEM = re.compile(r"\s*(?:[;,\n]|(?<=\s)và(?=\s))\s*")
TABLE_REACH = 2  # blocks from the count that announces a table to it
LISTED_KINDS = ("admitted", "introduced", "confirmed")


def name_findings(report: Report, words: CheckWords) -> Iterator[Finding]:
    """count_mismatch and duplicate_name of admissions and awards."""
    text = "\n".join(part for section in report.sections for part in (section.title, section.text))
    for kind in LISTED_KINDS:
        yield from _admission_findings(report, kind, text, words.examples)
    for award in report.awards:
        yield from _award_findings(award, text, words.examples)


def _admission_findings(report: Report, kind: str, text: str, examples: re.Pattern[str]) -> Iterator[Finding]:
    people = [admission for admission in report.admissions if admission.kind == kind]
    stated = getattr(report.admission_counts, kind)
    what = f"labels.admission.{kind}"
    evidence = [report.admission_counts.evidence, *(person.evidence for person in people)]
    yield from _duplicates([person.name for person in people], what, evidence)
    names = [person.name for person in people]
    if stated is not None and (_differs(stated, names, text, examples) or _table_differs(report, people, stated)):
        values = {"what": what, "stated": stated, "listed": len(people)}
        yield finding("count_mismatch", values, evidence)


def _table_differs(report: Report, people: Sequence[Admission], stated: int) -> bool:
    """Whether a table right under the stated count lists more or fewer, every row of it understood."""
    count = report.admission_counts.evidence
    blocks = {person.evidence.block if person.evidence and person.evidence.cell else -1 for person in people}
    if len(blocks) != 1 or count is None or len(people) == stated:
        return False
    table = next((t for t in report.tables if t.evidence and t.evidence.block in blocks), None)
    if table is None or len(table.rows) != len(people):
        return False
    return any(0 < min(blocks) - place.block <= TABLE_REACH for place in (count, *count.also))


def _award_findings(award: Award, text: str, examples: re.Pattern[str]) -> Iterator[Finding]:
    yield from _duplicates(award.recipients, award.name, [award.evidence])
    if award.count is None or award.category not in ("commendation", "title", "medal"):
        return  # a prize of one team or one work has many names
    if _differs(award.count, award.recipients, text, examples):
        values = {"what": award.name, "stated": award.count, "listed": len(award.recipients)}
        yield finding("count_mismatch", values, [award.evidence])


def _differs(stated: int, names: Sequence[str], text: str, examples: re.Pattern[str]) -> bool:
    """Whether one list in the text names more or fewer than the number before it.

    Not where the names stand apart (two lists), where the list gives examples only, or where its items are as many as
    the number says (a name that was not understood is no error of the report).
    """
    if not names or len(names) == stated:
        return False
    span = _list_of(names, text)
    if span is None:
        return False
    start, end = span
    before = text[max(0, start - 200) : start]
    counts = [
        match for match in re.finditer(rf"(?<![\d/.,]){COUNT}(?!\s*[%/])", before) if read_count(match[0]) == stated
    ]
    if not counts or examples.search(shadow(before[counts[-1].end() :])):
        return False
    nearer = re.finditer(rf"(?<![\d/.,]){COUNT}(?!\s*[%/])", before[counts[-1].end() :])
    if any(read_count(match[0]) == len(names) for match in nearer):
        return False  # "05 quần chúng (có 02 học sinh: …)": the names are those of a part
    return _persons(text[start:end], names) != stated


def _list_of(names: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where the names stand together: from the first to the last, no other number of people between them."""
    at = text.find(names[0])
    while at >= 0:
        spans = [(at, at + len(names[0]))]
        for name in names[1:]:
            following = text.find(name, spans[-1][1])
            if following < 0 or following - spans[-1][1] > 120:
                break
            spans.append((following, following + len(name)))
        if len(spans) == len(names):
            return spans[0][0], spans[-1][1] + _rest(text[spans[-1][1] :])
        at = text.find(names[0], at + 1)
    return None


def _rest(text: str) -> int:
    """How much of the list may follow the last name that was understood: to the sentence's or bracket's end."""
    match = re.match(r"[^.)\n(]*", text)
    return match.end() if match else 0


def _persons(text: str, names: Sequence[str]) -> int:
    """How many items of the list are persons: those with a known name, and those that look like one."""
    plain = re.sub(r"\([^()]*\)", "", text)
    items = [item.strip(" .") for item in ITEM.split(plain)]
    return sum(any(name in item for name in names) or _name_like(item) for item in items)


def _name_like(item: str) -> bool:
    words = item.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _duplicates(names: Sequence[str], what: str, evidence: Sequence[Evidence | None]) -> Iterator[Finding]:
    told = Counter(fold(name) for name in names)
    twice = [name for name, count in told.items() if count > 1]
    if twice:
        yield finding("duplicate_name", {"what": what, "count": len(twice)}, evidence, severity="info")
