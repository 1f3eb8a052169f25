"""Several reports in one file: where the second one's head begins.

Only the first is read, for its facts must not mix with another body's; the rest is named as skipped, and a finding
says where it stands; who asks for all has each as a Document of its own (`split_reports`). A cover page, a contents
list or an annex is no second report: one has its own title in capitals after sections of the first, and a head or
sections of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document import Block, Document, Paragraph, Skipped
from models.messages import message
from models.report import Evidence, Finding
from parsers.extractors.headings import is_capitals
from parsers.extractors.layout.candidates import STRONG, read_candidate
from parsers.extractors.layout.parts import opens
from parsers.extractors.layout.section_kinds import Kinds, section_kinds
from parsers.extractors.passages import paragraph_passage
from parsers.text import shadow, without_tones
from parsers.vocabulary import Vocabulary, compiled

ENOUGH = 3  # kinds of sections that make a report
HEAD_BLOCKS = 10  # the longest head above a title, in blocks

_REVIEW = re.compile(r"\W*(?:bao\s*cao|ban)(?!\w)")
_MATTER = re.compile(r"kiem\s*diem|tu\s+danh\s+gia")
_LEADER = re.compile(r"(?:[.…_]{3,}|\t)\s*\d{1,3}\s*\Z")
_RULE = re.compile(r"[\W_]*\Z")


@dataclass(frozen=True, slots=True)
class Further:
    """A further report in the file: its first block, its pages (none in a format without), its title's place."""

    block: int
    pages: tuple[int, ...]
    title: Evidence


class _Words:
    """What the lines of a head open with."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        parts, bodies = vocabulary["document"]["parts"], vocabulary["organisation"]["bodies"]
        names = [*bodies["cell"], *bodies["parents"], *bodies["state_parents"]]
        names += vocabulary["organisation"]["school_openers"]
        self.motto = opens(parts["motto"])
        self.head = opens([*parts["motto"], r"mẫu\s", r"số\s*[:\d]", *map(re.escape, names)])
        self.dated = re.compile(r".{0,60}ngày.{0,12}tháng.{0,8}năm")


def several_reports(document: Document, vocabulary: Vocabulary) -> tuple[Document, list[Finding]]:
    """The document as far as its first report goes, and the finding that names the others' pages and titles."""
    own, further = set_further_apart(document, vocabulary)
    if not further:
        return document, []
    own = replace(own, source=replace(own.source, parts=1 + len(further)))
    values = {"pages": sorted({page for report in further for page in report.pages})}
    said = message("findings.several_reports", values)
    places = [report.title for report in further]
    return own, [Finding(code="several_reports", values=values, message=said, evidence=places)]


def split_reports(document: Document, vocabulary: Vocabulary) -> list[Document]:
    """Each report of the file as a Document of its own, in their order; pages stay the file's, blocks count anew."""
    _, further = set_further_apart(document, vocabulary)
    if not further:
        return [document]
    starts = [0, *(report.block for report in further)]
    ends = [*starts[1:], len(document.blocks)]
    slices = [document.blocks[start:end] for start, end in zip(starts, ends, strict=True)]
    homes: dict[int | None, int] = {}  # page → the first report that stands on it
    for number, blocks in enumerate(slices):
        for page in _pages(blocks):
            homes.setdefault(page, number)
    return [
        Document(
            source=replace(document.source, part=number + 1, parts=len(slices)),
            blocks=blocks,
            skipped=tuple(part for part in document.skipped if homes.get(part.page, 0) == number),
            regions=tuple(region for region in document.regions if homes.get(region.page, 0) == number),
        )
        for number, blocks in enumerate(slices)
    ]


def set_further_apart(document: Document, vocabulary: Vocabulary) -> tuple[Document, list[Further]]:
    """The document without what follows a second report's head, and the further reports in their order."""
    titles = [index for index, block in enumerate(document.blocks) if _is_title(document.blocks, index)]
    if len(titles) < 2:
        return document, []
    kinds, words = section_kinds(vocabulary), compiled(_Words, vocabulary)
    starts: list[tuple[int, int]] = []
    since = titles[0]
    for title in titles[1:]:
        start = _head_start(document.blocks, title, words)
        after = next((other for other in titles if other > title + HEAD_BLOCKS), len(document.blocks))
        headed = any(
            words.motto.match(shadow(line)) for block in document.blocks[start:title] for line in _lines(block)
        )
        own = ENOUGH - 1 if headed else ENOUGH
        if _sections(document, since, start, kinds) >= ENOUGH and _sections(document, title, after, kinds) >= own:
            starts.append((start, title))
            since = title
    if not starts:
        return document, []
    ends = [start for start, _ in starts[1:]] + [len(document.blocks)]
    further = [_further(document, start, title, end) for (start, title), end in zip(starts, ends, strict=True)]
    cut = starts[0][0]
    rest = "\n".join(block.text for block in document.blocks[cut:])
    skipped = Skipped("report", "several_reports", rest, further[0].pages[0] if further[0].pages else None)
    others = set(_pages(document.blocks[cut:])) - set(_pages(document.blocks[:cut]))
    regions = tuple(region for region in document.regions if region.page not in others)
    first = replace(document, blocks=document.blocks[:cut], skipped=(*document.skipped, skipped), regions=regions)
    return first, further


def _is_title(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if not isinstance(block, Paragraph) or len(block.text) > 200 or not is_capitals(block.text):
        return False
    text = without_tones(block.text)
    if not _REVIEW.match(text):
        return False
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return bool(
        _MATTER.search(text) or (isinstance(below, Paragraph) and _MATTER.search(without_tones(below.text[:80])))
    )


def _head_start(blocks: Sequence[Block], title: int, words: _Words) -> int:
    start = title
    for index in range(title - 1, max(0, title - HEAD_BLOCKS) - 1, -1):
        lines = _lines(blocks[index])
        if any(words.head.match(shadow(line)) or words.dated.match(shadow(line)) for line in lines):
            start = index
        elif any(not _RULE.match(line) for line in lines):
            break
    return start


def _lines(block: Block) -> list[str]:
    return block.text.split("\n")[:40]


def _sections(document: Document, start: int, end: int, kinds: Kinds) -> int:
    """How many kinds of sections stand between two blocks."""
    found, others = set(), 0
    for index in range(start, end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and not _LEADER.search(block.text):
            candidate = read_candidate(index, block, kinds)
            if candidate and candidate.weight >= STRONG and candidate.meaning:
                found.add(candidate.meaning.kind)
                continue
            others += len(block.text) > 1
    return len(found) if others >= ENOUGH else 0  # headings without text between them are a list of contents


def _further(document: Document, start: int, title: int, end: int) -> Further:
    paragraph = document.blocks[title]
    assert isinstance(paragraph, Paragraph)
    place = paragraph_passage(paragraph, title).evidence(0, len(paragraph.text))
    return Further(start, tuple(_pages(document.blocks[start:end])), place)


def _pages(blocks: Sequence[Block]) -> list[int]:
    return sorted({span.page for block in blocks for span in block.spans})
