"""Lines that may be headings, weighed one by one: by label, look, meaning, and how much they read like prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.document import Paragraph
from parsers.extractors.headings import Family, Label, bold_opening, bullet, is_bold, is_capitals, read_label
from parsers.extractors.layout.section_kinds import Kinds, Meaning
from parsers.text import shadow, without_tones

SHORT_TITLE = 14  # words; the longest title of a sub-section that is not an official one
LONG_TITLE = 110  # words; the longest official title (I.3) has about a hundred
CUT_TITLE = 10  # words; a shorter title without bold fits on a line, so small letters below it are the section's text
MORE_WORDS = 3  # behind the phrase that says the matter: with a full stop they make a sentence
RUN_IN_TITLE = 25  # words; a title with its answer behind a colon on the same line

CRITERION_WORDS = (8, LONG_TITLE)

STRONG, LIKELY, UNLIKELY = 3.0, 1.0, -2.0

# What a scan may leave of a label ("!. ", "lV: "): only before an official title.
_SPOILT_LABEL = re.compile(r"\s*\S{1,4}?\s?[.:)/,]\s*(?=[^\W\d])")

_DATED = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
# "(nếu có)" behind a bold title belongs to it; "(không có)" answers it, "(tự đánh giá: Tốt)" rates it.
_ADDED = re.compile(r"\s*\((?!(?:[Kk]hông|[Tt]ự) )[^()]{1,60}\)(?=\s*(?:[:.]|\Z))")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading: `line` its place in reading order, the title's characters in its text."""

    line: int
    label: Label | None
    start: int
    end: int
    title: str
    meaning: Meaning | None
    weight: float
    bold: bool  # or in capitals: it looks like a heading
    official: bool = False
    plain: float = UNLIKELY  # the weight without regard to meaning
    run_in: bool = False  # its text begins on its own line

    @property
    def family(self) -> Family:
        """The numbering that it belongs to."""
        return self.label.family if self.label else "none"


def read_candidate(line: int, paragraph: Paragraph, kinds: Kinds) -> Candidate | None:
    """The candidate that a paragraph is; None for what cannot be a heading."""
    text = paragraph.text
    label = read_label(text)
    start = label.end if label else 0
    if label is None and paragraph.number:
        label = read_label(paragraph.number + " ")
    if label is None and (listed := _list_item(paragraph)) is not None:
        return _criterion(line, paragraph, listed, kinds)
    if not any(map(str.isalpha, text[start:])):
        return None
    if label is None and len(text.split(None, LONG_TITLE)) > LONG_TITLE:
        return None
    if label is None and (spoilt := _SPOILT_LABEL.match(text)) and _is_official(text[spoilt.end() :], kinds):
        start = spoilt.end()
    if label is None and start == 0 and _is_plain(paragraph) and kinds.read_spelt(text.strip(" \t\n")) is None:
        return None
    end = _title_end(paragraph, start, kinds)
    title = text[start:end].strip(" \t\n")
    looks = is_bold(paragraph, start, end) or is_capitals(title)
    meaning = kinds.read(title) if label or looks else kinds.read_spelt(title)
    if label is None and not (meaning and meaning.sure):
        return None  # most lines
    official = _official(title, meaning, kinds)
    run_in = end < len(text.rstrip())
    plain = _plain_weight(title, label, looks, kinds, run_in=run_in)
    weight = _weight(title, meaning, looks, official, kinds, plain)
    if label is None and (weight < STRONG or not (looks or official)):
        return None
    if label is not None and not label.signed and weight < STRONG:
        return None
    return Candidate(line, label, start, end, title, meaning, weight, looks, official, plain, run_in)


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether nothing of the paragraph stands out: what no phrase of the vocabulary opens is no title then."""
    opening = paragraph.text.strip(" \t\n")[:6]  # capitals are more letters
    bold = any(run.bold for run in paragraph.runs) or (paragraph.outline is not None and paragraph.outline < 9)
    return not bold and opening.upper() != opening


def _is_official(title: str, kinds: Kinds) -> bool:
    return _official(title, kinds.read(title), kinds)


def _list_item(paragraph: Paragraph) -> int | None:
    """Where the text of a list item begins that has a sign and no number; None for any other paragraph."""
    if sign := bullet(paragraph.text):
        return paragraph.text.index(sign) + len(sign)
    return 0 if paragraph.number and bullet(paragraph.number + " ") else None


def _criterion(line: int, paragraph: Paragraph, start: int, kinds: Kinds) -> Candidate | None:
    """A list's sign before one of the four criteria in its official words; "* Nguyên nhân" is text of its section."""
    title = paragraph.text[start:].strip()
    if not CRITERION_WORDS[0] <= len(title.split()) <= CRITERION_WORDS[1]:
        return None
    meaning = kinds.read_spelt(title)
    if meaning is None or meaning.level != 2 or meaning.kind in (None, "causes"):
        return None
    if not _official(title, meaning, kinds):
        return None
    return Candidate(line, None, start, len(paragraph.text.rstrip()), title, meaning, STRONG, True, True)


def _title_end(paragraph: Paragraph, start: int, kinds: Kinds) -> int:
    """Where the title ends and an answer or the section's text on the same line begins."""
    text = paragraph.text
    if "\n" in text[start:].strip():
        line_end = text.index("\n", start + len(text[start:]) - len(text[start:].lstrip()))
        rest = text[line_end:].strip()
        if not (rest[:1].islower() or (is_capitals(rest) and is_capitals(text[start:line_end]))):
            text = text[:line_end]
    bold_end = bold_opening(paragraph, start)
    if bold_end > start and (added := _ADDED.match(text, bold_end)):
        bold_end = added.end()
    if len(text[start:bold_end].split()) >= 2 and text[bold_end:].strip(" .:;"):
        return bold_end
    colon = text.find(":", start)
    if colon > 0 and text[colon + 1 :].strip(" .…") and len(text[start:colon].split()) <= RUN_IN_TITLE:
        return colon + 1
    stop = text.find(". ", start)
    if stop > 0 and len(text[start:stop].split()) <= SHORT_TITLE:
        told = not kinds.sentence_words(text[start:stop])
        if told and (meaning := kinds.read(text[start:stop])) and meaning.sure:
            return stop + 1
    return len(text.rstrip())


def _official(title: str, meaning: Meaning | None, kinds: Kinds) -> bool:
    """Whether the title is worded like an official one of its kind: most of its opening words are of that title."""
    if meaning is None or meaning.kind is None or not meaning.sure:
        return False
    words = [word.strip(".,;:()") for word in without_tones(title).split()[:25]]
    return any(
        sum(map(official.__contains__, words)) >= 0.7 * len(words) for official in kinds.official_words(meaning.kind)
    )


def _weight(title: str, meaning: Meaning | None, looks: bool, official: bool, kinds: Kinds, plain: float) -> float:
    if meaning is None or not meaning.sure:
        return plain
    words, prose = len(title.split()), kinds.sentence_words(title)
    if title.endswith(".") and not (looks or official) and len(title[meaning.end :].split()) >= MORE_WORDS:
        return plain  # "3. Nguyên nhân do kinh phí hạn hẹp." is an item of a list
    if meaning.kind is None:  # a known matter of no kind: "Đặc điểm tình hình"
        return max(plain, LIKELY) if words <= SHORT_TITLE and prose == 0 else plain
    if official or (looks and words <= LONG_TITLE) or (words <= 20 and prose == 0) or (words <= 7 and prose <= 1):
        return STRONG
    title_like = (words <= 2 * SHORT_TITLE and prose <= 1) or (words <= SHORT_TITLE and prose <= 2)
    return max(plain, LIKELY if title_like else UNLIKELY)


def _plain_weight(title: str, label: Label | None, looks: bool, kinds: Kinds, *, run_in: bool) -> float:
    words = len(title.split())
    if label and label.family in ("part", "roman") and label.signed and words <= 40:
        return LIKELY * 1.5
    if looks and words <= 40:
        return LIKELY
    dated = label is not None and label.family == "dotted"  # "2.1. Phát triển giáo dục năm học 2023-2024"
    figures = any(map(str.isdigit, _DATED.sub("", title) if dated else title))
    if words > SHORT_TITLE or run_in or title.endswith((".", ";", ",", "%")) or figures:
        return UNLIKELY
    return LIKELY * 0.8 if kinds.sentence_words(title) == 0 else UNLIKELY


def set_lists_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those of a bare list weighed as prose: a heading has text beneath it, an item the next one."""
    listed = set()
    for one, other in pairwise(candidates):
        answered = one.family == "dotted" and one.run_in  # "2.3. Quy mô: 14 lớp, 561 học sinh."
        neighbours = one.family == other.family and other.line == one.line + 1 and not answered
        if neighbours and one.label and other.label and other.label.number == one.label.number + 1:
            listed |= {one.line, other.line}
    return [
        replace(c, weight=UNLIKELY, plain=UNLIKELY)
        if c.line in listed and c.family not in ("part", "roman") and not c.bold and c.weight < STRONG
        else c
        for c in candidates
    ]


def extend_title(candidate: Candidate, paragraph: Paragraph, following: Paragraph) -> str:
    """What of the next paragraph belongs to the title: a title that is cut over two lines goes on in small letters."""
    text = following.text.strip()
    if candidate.end < len(paragraph.text.rstrip()) or not text or read_label(text) or bullet(text) or following.number:
        return ""
    ends = candidate.title.endswith((".", ":", ";", "!")) and not candidate.title.endswith((";",))
    if ends or len(text.split()) > LONG_TITLE:
        return ""
    alike = is_bold(following) == is_bold(paragraph)
    hanging = shadow(candidate.title).endswith((",", " và", " của", " các", " những", " được", "-"))
    long = len(candidate.title.split()) >= CUT_TITLE or is_bold(paragraph) or hanging
    small = text[0].islower() and alike and long
    capitals = is_capitals(candidate.title) and is_capitals(text) and len(text.split()) <= 20 and alike
    if small or capitals or (hanging and is_bold(following)):
        return text
    return ""
