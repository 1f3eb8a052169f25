"""Which neighbouring blocks of a document make one rating.

A rating is found by its level labels, never by the prompt alone: the official form prints the boxes of section III
without one. What only says the level in words ("Tự đánh giá: Xuất sắc.") needs a prompt, or the heading of the final
class above it. docs/design/ratings.md has the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, get_args

from models.document import Document, Paragraph, Table
from models.report import Scale
from parsers.extractors.headings import read_label
from parsers.extractors.passages import RatingBlock
from parsers.extractors.ratings.scores import find_score
from parsers.extractors.ratings.tables import rating_rows
from parsers.extractors.ratings.words import PROMPTS, Levels, Line, Words, rating_words
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

SCRAPS = 3  # letters that the engine makes of a box beside a label
ENOUGH_LEVELS = 3  # of four: one may be mistyped beyond recognition
MOST_BLANKS = 3  # empty paragraphs that may stand between the parts of one rating
PROPOSAL_REACH = 8  # blocks after the heading of the final class in which a plain sentence may answer it

StripKind = Literal["blank", "options", "answer", "prompt", "heading", "score", "table", "torn", "other"]

_SCALES: tuple[Scale, ...] = get_args(Scale)
_NUMBERED = re.compile(r"\s*(?:phần\s+(?:thứ\s+)?)?(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-hđ])\s*[.):/\-]")
_PARTS = ("phần", "mục")
_ROMAN = re.compile(r"\s*(?:phần\s+(?:thứ\s+)?)?[ivx]{1,5}\s*(?:[.):/\-]|\Z)")
_SENTENCE = re.compile(r"[.;!\n(]\s+(?=[Tt]ự |[Cc]ấp độ|[Mm]ức)|[.!)]\s+(?=[^\W\d_])|\s(?=\([Tt]ự )")
_STATES = re.compile(r":|(?<!\w)(?:mức|loại|hạng|cấp độ|mức độ)\s*\W*\Z")  # what leads to the level of a statement
_ANSWER_SIGN = re.compile(r'[:…"]|\.\.\.')


class Strip(NamedTuple):
    """One top-level block as the search sees it; `start` is where the rating begins in it."""

    block: int
    kind: StripKind
    levels: tuple[Levels, ...] = ()
    start: int = 0
    marked: bool = False  # it carries drawn or typed boxes
    proposal: bool = False  # it asks for the final class
    prompted: bool = False


def find_rating_blocks(document: Document, vocabulary: Vocabulary) -> list[RatingBlock]:
    """The ratings of a document in reading order, without section; annexes are not told apart.

    The line of a heading belongs to no rating, except that a heading which holds its own answer shares its block:
    `start` is then the offset at which the answer begins, and the heading ends there. Tables that hold several ratings
    share their block between them, told apart by `rows`.
    """
    words = rating_words(vocabulary)
    strips = _strips(document, words)
    found: list[RatingBlock] = []
    place = 0
    while place < len(strips):
        strip = strips[place]
        if strip.kind == "table":
            table = document.blocks[strip.block]
            runs = rating_rows(table, words) if isinstance(table, Table) else []
            blocks = [RatingBlock((strip.block,), scale_of(levels), rows=rows) for rows, levels in runs]
            place += 1
            if len(blocks) == 1:
                blocks, place = _with_neighbours(blocks, strips, place - 1, place)
            found += blocks
        elif strip.kind in ("options", "answer", "torn"):
            block, place = _paragraph_block(strips, place)
            found += block
        else:
            place += 1
    return found


def scale_of(levels: Iterable[Levels]) -> Scale:
    """The scale that most of the labels stand under; of equals the present one."""
    told = _by_scale(levels)
    return max(_SCALES, key=lambda scale: len(told[scale]))


def distinct(levels: Iterable[Levels]) -> int:
    """How many different levels of one scale the labels are."""
    return max(map(len, _by_scale(levels).values()))


def _by_scale(levels: Iterable[Levels]) -> dict[Scale, set[str]]:
    told: dict[Scale, set[str]] = {scale: set() for scale in _SCALES}
    for label in levels:
        for scale in _SCALES:
            if scale in label:
                told[scale].add(label[scale])
    return told


# --- blocks one by one ---------------------------------------------------------------------------------------------


def _strips(document: Document, words: Words) -> list[Strip]:
    strips: list[Strip] = []
    heading = -PROPOSAL_REACH - 1
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            runs = rating_rows(block, words)
            strips.append(Strip(index, "table" if runs else "other", runs[0][1] if len(runs) == 1 else ()))
            continue
        strip = _strip(index, block, words, proposed=index - heading <= PROPOSAL_REACH)
        if strip.kind == "heading" or (strip.proposal and strip.start):
            heading = index
        elif heading >= 0 and strip.kind == "other" and _begins_section(block):
            heading = -PROPOSAL_REACH - 1  # the next section
        strips.append(strip)
    return strips


def _strip(index: int, paragraph: Paragraph, words: Words, *, proposed: bool) -> Strip:
    text = paragraph.text
    low = shadow(text)
    marked = bool(paragraph.marks)
    if not any(map(str.isalnum, text)) or (len(text) < 3 and words.read(text).wordless):
        return Strip(index, "blank", marked=marked)
    if paragraph.role in ("footnote", "endnote") or not words.may_rate(text):
        return Strip(index, "other")
    if heading := _heading(index, paragraph, words):
        return heading
    best: Strip | None = None
    levels: list[Levels] = []
    prompted = False
    for start, end in lines_of(text):
        line = words.read(text, start, end)
        kind = _line_kind(line, low[start:end], words, proposed=proposed)
        if kind == "other":
            best, levels, prompted = None, [], False
            continue
        if kind == "blank":
            continue
        levels += [label.levels for label in line.labels if label.levels]
        prompted = prompted or line.has(*PROMPTS)
        first = start if best is None else best.start
        best = Strip(index, _join(best, kind), tuple(levels), first, marked, line.has("proposal"), prompted)
    tail = _tail(index, paragraph, words, proposed=proposed)
    if tail and (best is None or words.read(text, best.start, tail.start).unknown):
        return tail
    return best or _torn(index, paragraph, words) or Strip(index, "other", marked=marked)


def _torn(index: int, paragraph: Paragraph, words: Words) -> Strip | None:
    """A label beside a box that was read as a letter or two ("H Tốt", "Kém L]"): an option, whatever its box says."""
    line = words.read(paragraph.text)
    scraps = [piece for piece in line.pieces if piece.kind in ("unknown", "number")]
    counted = ":" in paragraph.text and line.has("number")  # "Tốt: 8"
    alone = len(line.labels) == 1 and not line.has(*PROMPTS, "bare", "filler") and not counted
    if not alone or sum(piece.end - piece.start for piece in scraps) > SCRAPS or not paragraph.is_recognised:
        return None
    return Strip(index, "torn", tuple(_levels(line)), marked=bool(paragraph.marks))


def _tail(index: int, paragraph: Paragraph, words: Words, *, proposed: bool) -> Strip | None:
    """A paragraph of prose whose last sentence is the rating: "… đúng quy định. Tự đánh giá: Tốt."."""
    text = paragraph.text
    ends = [match.end() for match in _SENTENCE.finditer(text) if any(map(str.isalnum, text[match.end() :]))]
    if not ends:
        return None
    start = ends[-1]
    line = words.read(text, start)
    own = next((piece for piece in line.pieces if piece.kind not in ("sign", "filler")), None)
    asks = ("own", "proposal") if proposed else ("own",)
    if own is None or own.kind not in asks or not line.pure or not line.labels:
        return None
    kind: StripKind = "options" if distinct(_levels(line)) > 1 else "answer"
    if kind == "answer" and not _states(text, start, line.labels[0].start):
        return None
    return Strip(index, kind, tuple(_levels(line)), start, bool(paragraph.marks), prompted=True)


def _states(text: str, start: int, label: int) -> bool:
    """Whether a sentence states the level at `label`: behind a colon, or as a name ("… đạt mức Tốt") and no adverb."""
    led = _STATES.search(shadow(text)[start:label])
    return led is not None and (led[0] == ":" or text[label].isupper())


def _join(strip: Strip | None, kind: StripKind) -> StripKind:
    """What a paragraph is whose lines before were `strip` and whose next line is `kind`."""
    order: tuple[StripKind, ...] = ("score", "prompt", "answer", "options")
    return kind if strip is None else max(strip.kind, kind, key=order.index)


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """The character ranges of the lines of a paragraph."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _heading(index: int, paragraph: Paragraph, words: Words) -> Strip | None:
    """The heading that asks for the final class; with `start` where its own answer begins, if it has one."""
    text, low = paragraph.text, shadow(paragraph.text)
    line = words.read(text)
    prompt = next((piece for piece in line.pieces if piece.kind in ("proposal", "bare", "own")), None)
    if prompt is None:
        return None
    numbered = any(map(str.isalnum, paragraph.number)) or paragraph.outline is not None or _is_numbered(text, low)
    if not numbered and not line.has("proposal"):
        return None
    if not line.has("proposal") and not (numbered and _asks_class(line)):
        return None
    colon = text.find(":", prompt.end)
    labels = line.labels
    if not labels:
        short = len(line.unknown) <= 12 and not words.others.search(low)
        return Strip(index, "heading", proposal=True) if short else None
    if not numbered or (colon >= 0 and labels[0].start < colon):
        return None
    start = colon + 1 if colon >= 0 else labels[0].start
    answer = words.read(text, start)
    if not answer.labels or not answer.pure:
        return None
    levels = tuple(label.levels for label in answer.labels if label.levels)
    kind: StripKind = "options" if distinct(levels) > 1 else "answer"
    return Strip(index, kind, levels, start, bool(paragraph.marks), proposal=True, prompted=True)


def _is_numbered(text: str, low: str) -> bool:
    return _NUMBERED.match(low) is not None or (low.lstrip().startswith(_PARTS) and read_label(text) is not None)


def _begins_section(paragraph: Paragraph) -> bool:
    low = shadow(paragraph.number or paragraph.text[:30])
    return _ROMAN.match(low) is not None or (low.lstrip().startswith(_PARTS) and read_label(low) is not None)


def _asks_class(line: Line) -> bool:
    """Only such words as "Xếp loại chất lượng": a numbered line of prose has others besides."""
    return line.has("bare") and not line.unknown and not line.has("own", "number")


def _line_kind(line: Line, low: str, words: Words, *, proposed: bool) -> StripKind:
    if line.wordless:
        return "blank"
    labels = line.labels
    if not labels:
        if find_score(low) and line.pure:
            return "score"
        return "prompt" if _is_prompt(line, low, words) else "other"
    if len({id(label.levels) for label in labels}) > 1:
        if not line.pure and not words.others.search(low):
            line = _from_prompt(line, low)
        return "options" if line.pure and (distinct(_levels(line)) > 2 or not line.has("filler")) else "other"
    if line.pure and not line.has(*PROMPTS, "bare", "filler"):
        return "options"
    return "answer" if _is_answer(line, low, words, proposed=proposed) else "other"


def _from_prompt(line: Line, low: str) -> Line:
    """The line from the prompt on right before its labels: "Căn cứ các tiêu chí, chi ủy tự xếp loại: ☐ …"."""
    first = next(place for place, piece in enumerate(line.pieces) if piece.levels)
    prompt = max((place for place, piece in enumerate(line.pieces[:first]) if piece.kind in PROMPTS), default=0)
    offset = line.pieces[0].start
    between = low[line.pieces[prompt].end - offset : line.pieces[first].start - offset]
    return Line(line.pieces[prompt:]) if ":" in between else line


def _levels(line: Line) -> list[Levels]:
    return [label.levels for label in line.labels if label.levels]


def _is_prompt(line: Line, low: str, words: Words) -> bool:
    if not line.has(*PROMPTS):
        return False
    if line.pure:
        return True
    closed = low.rstrip().endswith((":", ".", "…", ")")) and len(line.unknown) <= 12
    own = next((piece for piece in line.pieces if piece.kind in ("own", "instruction")), None)
    return closed and own is not None and not words.others.search(low) and line.pieces.index(own) <= 12


def _is_answer(line: Line, low: str, words: Words, *, proposed: bool) -> bool:
    """The line says one level, and says it of the body that reports: prompt, words that add nothing, level, end."""
    pieces = line.pieces
    label = next(place for place, piece in enumerate(pieces) if piece.levels)
    asks = ("own", "proposal", "bare") if proposed else ("own", "proposal")
    prompt = max((place for place, piece in enumerate(pieces[:label]) if piece.kind in asks), default=None)
    if any(piece.kind in ("unknown", "number") for piece in pieces[label:]):
        return False
    if prompt is None:
        return (proposed and line.pure and label <= 4) or _asks_shortly(line, low, label, words)
    if any(piece.kind in ("unknown", "number") for piece in pieces[prompt:label]):
        return False
    offset = pieces[0].start
    before = low[: pieces[prompt].start - offset]
    if words.others.search(before, before.rfind(". ") + 1):
        return False  # of the same sentence: "Đúng kế hoạch. (Tự chấm: Tốt)"
    if proposed or all(piece.kind != "unknown" for piece in pieces[:prompt]):
        first = next(place for place, piece in enumerate(pieces) if piece.kind in asks)
        between = low[pieces[first].end - offset : pieces[label].start - offset]
        return proposed or prompt <= 1 or bool(_ANSWER_SIGN.search(between))
    between = low[pieces[prompt].end - offset : pieces[label].start - offset]
    return bool(_ANSWER_SIGN.search(between))


def _asks_shortly(line: Line, low: str, label: int, words: Words) -> bool:
    """ "Đánh giá: Tốt.", "Mức: Tốt" and nothing else on the line."""
    pieces = [piece for piece in line.pieces[:label] if piece.kind != "sign"]
    if not line.pure or len(pieces) != 1 or pieces[0].kind not in ("bare", "filler"):
        return False
    offset = line.pieces[0].start
    rest = line.pieces[label + 1 :]
    short = low[pieces[0].start - offset : pieces[0].end - offset] in words.short
    between = low[pieces[0].end - offset : line.pieces[label].start - offset]
    return short and between.strip() == ":" and all(piece.kind == "sign" for piece in rest)


# --- blocks together -----------------------------------------------------------------------------------------------


def _paragraph_block(strips: Sequence[Strip], first: int) -> tuple[list[RatingBlock], int]:
    """The rating that begins at `first`, if it is one, and the place after it."""
    strip = strips[first]
    levels = list(strip.levels)
    last = first
    place = first + 1
    following = _below(strips, first)
    listing = strip.kind in ("options", "torn")
    if strip.kind == "answer" and following is not None and strips[following].kind in ("options", "table"):
        same = not strips[following].prompted and scale_of(strips[following].levels) == scale_of(levels)
        if same and strips[following].kind == "table":
            return [], first + 1  # the table's rating takes it in
        listing = same  # the first of the options stands on the line of the prompt
    while listing and place < len(strips) and place - last <= MOST_BLANKS:
        after = strips[place]
        if after.kind in ("options", "torn") and not after.prompted and not _repeats(levels, after.levels):
            levels += after.levels
            last = place
        elif after.kind != "blank":
            break
        place += 1
    asked = strip.kind == "answer" or strip.prompted or _asked(strips, first)
    torn = any(part.kind == "torn" for part in strips[first : last + 1])
    boxed = any(part.marked for part in strips[first : last + 1])
    few = distinct(levels) < ENOUGH_LEVELS
    if not asked and (few or (torn and not boxed)):
        return [], first + 1
    below = strips[last + 1] if last + 1 < len(strips) else None
    if below and below.kind == "blank" and below.marked and not any(s.marked for s in strips[first : last + 1]):
        last += 1  # a line of boxes under a line of labels
    members = tuple(s.block for s in strips[first : last + 1])
    found = [RatingBlock(members, scale_of(levels), start=strip.start)]
    return _with_neighbours(found, strips, first, last + 1, listed=distinct(levels) >= ENOUGH_LEVELS)


def _repeats(levels: list[Levels], more: tuple[Levels, ...]) -> bool:
    """Whether `more` begins a second rating: a level that is there already, or one of another scale."""
    return any(label in levels for label in more) or distinct([*levels, *more]) < distinct(levels) + distinct(more)


def _below(strips: Sequence[Strip], first: int) -> int | None:
    """The place of the next block below that is not blank, if it is near."""
    for place in range(first + 1, min(first + 2 + MOST_BLANKS, len(strips))):
        if strips[place].kind != "blank":
            return place
    return None


def _above(strips: Sequence[Strip], first: int) -> int | None:
    """The place of the next block above that is not blank, if it is near."""
    for place in range(first - 1, max(first - 2 - MOST_BLANKS, -1), -1):
        if strips[place].kind != "blank":
            return place
    return None


def _asked(strips: Sequence[Strip], first: int) -> bool:
    above = _above(strips, first)
    return above is not None and strips[above].kind in ("prompt", "heading")


def _with_neighbours(
    blocks: list[RatingBlock], strips: Sequence[Strip], first: int, after: int, *, listed: bool = True
) -> tuple[list[RatingBlock], int]:
    """The rating with the prompt above it, and the score or the statement in words below it."""
    if not blocks:
        return [], after
    members = set(blocks[0].blocks)
    start = blocks[0].start
    if start == 0:
        begin = _with_prompts(strips, first, listed=listed)
        members |= {strip.block for strip in strips[begin:first]}
        start = strips[begin].start if begin < first else 0
    place = after
    while place < len(strips) and place - after < MOST_BLANKS:
        below = strips[place]
        alone = below.kind == "answer" or (below.kind == "options" and distinct(below.levels) == 1)
        same = alone and not below.start and blocks[0].scale == scale_of(below.levels)
        restated = same and listed
        if below.kind == "score" or restated:
            members |= set(range(min(members), below.block + 1))
            after = place + 1
            if restated:
                break
        elif below.kind != "blank":
            break
        place += 1
    return [replace(blocks[0], blocks=tuple(sorted(members)), start=start)], after


def _with_prompts(strips: Sequence[Strip], first: int, *, listed: bool) -> int:
    """The place where the rating begins that has its labels at `first`: its prompt lines, or blank lines with boxes."""
    begin = place = first
    while place > 0 and begin - place < MOST_BLANKS:
        place -= 1
        above = strips[place]
        stated = listed and above.kind == "answer" and scale_of(above.levels) == scale_of(strips[first].levels)
        if above.kind in ("prompt", "score") or stated or (above.kind == "heading" and _second_heading(strips, place)):
            begin = place
            if above.start:
                break
        elif above.kind != "blank":
            break
        elif above.marked and begin - place == 1:
            begin = place
    return begin


def _second_heading(strips: Sequence[Strip], place: int) -> bool:
    """A line "Đề nghị xếp loại:" right under the heading that says the same is its prompt, no heading."""
    above = _above(strips, place)
    return above is not None and strips[above].kind == "heading"
