"""Which candidates are the paper's headings, and how they nest.

A level's headings are the best rising sequence of one numbering family: a candidate that is sure by its meaning pulls
the sequence, one that reads like prose spoils it, a missing number costs. So a list "1. 2. 3." inside a section does
not break the sections around it, and a number that an author typed twice does not lose a section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.document import Paragraph
from models.report import SectionKind
from parsers.extractors.headings import Family, Label, bold_opening, bullet, is_bold, is_capitals, read_label, to_roman
from parsers.extractors.section_kinds import Kinds, Meaning
from parsers.text import shadow, without_tones

SHORT_TITLE = 14  # words; the longest title of a sub-section that is not an official one
LONG_TITLE = 110  # words; the longest official title (I.3) has about a hundred
RUN_IN_TITLE = 25  # words; a title with its answer behind a colon on the same line

CRITERION_WORDS = (8, LONG_TITLE)

STRONG, LIKELY, UNLIKELY = 3.0, 1.0, -2.0
GAP = 0.4  # what a missing number costs
OUT_OF_ORDER = 1.6  # what a number that does not rise costs a sure title


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
    bold: bool
    official: bool = False

    @property
    def family(self) -> Family:
        """The numbering that it belongs to."""
        return self.label.family if self.label else "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in its place."""

    candidate: Candidate
    path: str
    kind: SectionKind | None
    confidence: float
    children: tuple[Heading, ...] = field(default=())

    def walk(self) -> list[Heading]:
        """The heading and all below it, in reading order."""
        return [self, *(heading for child in self.children for heading in child.walk())]


def read_candidate(line: int, paragraph: Paragraph, kinds: Kinds) -> Candidate | None:
    """The candidate that a paragraph is; None for what cannot be a heading."""
    text = paragraph.text
    label = read_label(text)
    start = label.end if label else 0
    if label is None and paragraph.number:
        label = read_label(paragraph.number + " ")
    if label is None and (listed := _list_item(paragraph)) is not None:
        return _criterion(line, paragraph, listed, kinds)
    if not any(letter.isalpha() for letter in text[start:]):
        return None
    if label is None and len(text.split()) > LONG_TITLE:
        return None
    end = _title_end(paragraph, start, kinds)
    title = text[start:end].strip(" \t\n")
    looks = is_bold(paragraph, start, end) or is_capitals(title)
    meaning = kinds.read(title) if label or looks else kinds.read_spelt(title)
    official = _official(title, meaning, kinds)
    weight = _weight(title, label, meaning, looks, official, kinds, run_in=end < len(text.rstrip()))
    if label is None and (weight < STRONG or not (looks or official)):
        return None
    if label is not None and not label.signed and weight < STRONG:
        return None
    return Candidate(line, label, start, end, title, meaning, weight, looks, official)


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
    if len(text[start:bold_end].split()) >= 2 and text[bold_end:].strip(" .:;"):
        return bold_end
    colon = text.find(":", start)
    if colon > 0 and text[colon + 1 :].strip(" .…") and len(text[start:colon].split()) <= RUN_IN_TITLE:
        return colon + 1
    stop = text.find(". ", start)
    if stop > 0 and len(text[start:stop].split()) <= SHORT_TITLE:
        meaning = kinds.read(text[start:stop])
        if meaning and meaning.sure and not kinds.sentence_words(text[start:stop]):
            return stop + 1
    return len(text.rstrip())


def _official(title: str, meaning: Meaning | None, kinds: Kinds) -> bool:
    """Whether the title is worded like an official one of its kind: most of its opening words are of that title."""
    if meaning is None or meaning.kind is None or not meaning.sure:
        return False
    words = without_tones(title).split()[:25]
    return any(
        sum(word.strip(".,;:()") in official for word in words) >= 0.7 * len(words)
        for official in kinds.official_words(meaning.kind)
    )


def _weight(
    title: str, label: Label | None, meaning: Meaning | None, looks: bool, official: bool, kinds: Kinds, *, run_in: bool
) -> float:
    words = len(title.split())
    prose = kinds.sentence_words(title)
    if meaning is not None and meaning.sure:
        if official or (looks and words <= LONG_TITLE) or (words <= 20 and prose == 0) or (words <= 7 and prose <= 1):
            return STRONG
        return LIKELY if words <= 2 * SHORT_TITLE and prose <= 1 else UNLIKELY
    if label and label.family in ("part", "roman") and label.signed and words <= 40:
        return LIKELY * 1.5
    if looks and words <= 40:
        return LIKELY
    short = words <= SHORT_TITLE and prose == 0 and not run_in
    plain = not any(letter.isdigit() for letter in title) and not title.endswith((".", ";", ",", "%"))
    return LIKELY * 0.8 if short and plain else UNLIKELY


# --- the sequence of one level -------------------------------------------------------------------------------------


def nest(candidates: Sequence[Candidate], kinds: Kinds) -> list[Heading]:
    """The headings of a paper (or of its annex), outermost first."""
    chain = _top(candidates)
    return _place(chain, candidates, "", (), frozenset(), kinds)


def _top(candidates: Sequence[Candidate]) -> list[Candidate]:
    unnumbered = [c for c in candidates if c.family == "none"]
    outer = [c for c in unnumbered if c.meaning and c.meaning.level == 1]
    chains = {family: _chain(candidates, family, 1) for family in ("part", "roman", "letter", "arabic")}
    chains["none"] = _chain(outer if len(outer) >= 2 else unnumbered, "none", 1)
    if len(chains["part"]) >= 2:
        return _fill(chains["part"], candidates)
    if len(chains["letter"]) >= 2 and _restarts(chains["letter"], candidates):
        return _fill(chains["letter"], candidates)
    best = max(chains.values(), key=lambda chain: sum(_worth(candidate, 1) for candidate in chain))
    return _fill(best, candidates)


def _restarts(chain: list[Candidate], candidates: Sequence[Candidate]) -> bool:
    """Whether roman numbers begin anew inside two of the chain's sections."""
    ends = [candidate.line for candidate in chain[1:]] + [10**9]
    begins = [
        any(c.family == "roman" and c.label and c.label.number == 1 and head.line < c.line < end for c in candidates)
        for head, end in zip(chain, ends, strict=True)
    ]
    return sum(begins) >= 2


def _place(
    chain: list[Candidate],
    candidates: Sequence[Candidate],
    parent: str,
    ancestors: tuple[SectionKind | None, ...],
    used: frozenset[Family],
    kinds: Kinds,
) -> list[Heading]:
    headings: list[Heading] = []
    number = 0
    for index, candidate in enumerate(chain):
        number = max(number + 1, candidate.label.number if candidate.label else 0)
        path = f"{parent}.{number}" if parent else to_roman(number)
        end = chain[index + 1].line if index + 1 < len(chain) else 10**9
        inside = [c for c in candidates if candidate.line < c.line < end]
        kind = kinds.within(candidate.meaning.kind if candidate.meaning else None, ancestors)
        below = used | {candidate.family}
        children: list[Heading] = []
        if inside and path.count(".") < 4:
            chain_below = _below(inside, below, kind, candidate)
            children = _place(chain_below, inside, path, (kind, *ancestors), below, kinds)
        headings.append(Heading(candidate, path, kind, _confidence(candidate), tuple(children)))
    return headings


def _below(
    inside: Sequence[Candidate], used: frozenset[Family], kind: SectionKind | None, parent: Candidate
) -> list[Candidate]:
    """The best sequence of sub-sections: of a family not yet used; a family without numbers only for the criteria."""
    families: list[Family] = [
        f for f in ("roman", "letter", "arabic", "dotted", "small") if f not in used or f == "dotted"
    ]
    chains = []
    for family in families:
        options: list[Candidate] = [c for c in inside if _fits(c, family, used, parent)]
        chains.append(_chain(options, family, 2))
    if kind == "strengths" or parent.family == "none":
        criteria = [c for c in inside if c.meaning and c.meaning.level == 2 and c.meaning.kind != "causes"]
        chains.append(_chain(criteria, "none", 2))
    return max(chains, key=lambda chain: sum(_worth(candidate, 2) for candidate in chain), default=[])


def _fits(candidate: Candidate, family: Family, used: frozenset[Family], parent: Candidate) -> bool:
    if candidate.family != family or candidate.label is None:
        return False
    if family == "small":  # "a)" is a list's letter unless the title is a section's own
        return candidate.weight >= STRONG
    if family == "dotted" and parent.label is not None:
        depth = len(parent.label.numbers) if parent.family == "dotted" else 1
        above = candidate.label.numbers[:-1]
        return above[-1] == parent.label.number and (len(above) >= depth or "dotted" not in used)
    return True


def _worth(candidate: Candidate, level: int) -> float:
    if candidate.weight >= STRONG and candidate.meaning and candidate.meaning.level != level:
        return candidate.weight - 1
    return candidate.weight + (0.2 if candidate.bold else 0.0)


def _chain(candidates: Sequence[Candidate], family: Family, level: int) -> list[Candidate]:
    """The rising sequence of `family` with the greatest worth; empty where none is worth anything."""
    row = [c for c in candidates if c.family == family]
    if not row:
        return []
    numbers = [c.label.number if c.label else 0 for c in row]
    best: list[tuple[float, int]] = []
    for i, candidate in enumerate(row):
        worth = _worth(candidate, level)
        start = worth - GAP * max(0, numbers[i] - 1)
        score, before = start, -1
        for j in range(max(0, i - 60), i):
            step = numbers[i] - numbers[j]
            if family == "none":
                cost = 0.0
            elif step >= 1:
                cost = GAP * (step - 1)
            elif candidate.weight >= STRONG and row[j].weight >= STRONG:
                cost = OUT_OF_ORDER
            else:
                continue
            if best[j][0] + worth - cost > score:
                score, before = best[j][0] + worth - cost, j
        best.append((score, before))
    last = max(range(len(row)), key=lambda i: best[i][0])
    if best[last][0] <= 0:
        return []
    chain = []
    while last >= 0:
        chain.append(row[last])
        last = best[last][1]
    return chain[::-1]


def _fill(chain: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The chain with titles that lost their number: sure ones of a kind that the chain lacks, in a gap of it."""
    if not chain or chain[0].family == "none":
        return chain
    kinds = {c.meaning.kind for c in chain if c.meaning}
    filled = list(chain)
    for candidate in candidates:
        meaning = candidate.meaning
        if candidate.family != "none" or meaning is None or meaning.level != 1 or meaning.kind in kinds:
            continue
        before = [c.label.number for c in chain if c.line < candidate.line and c.label]
        after = [c.label.number for c in chain if c.line > candidate.line and c.label]
        if not after or after[0] > (before[-1] if before else 0) + 1:
            filled.append(candidate)
            kinds.add(meaning.kind)
    return sorted(filled, key=lambda c: c.line)


def _confidence(candidate: Candidate) -> float:
    if candidate.weight >= STRONG:
        return 0.98 if candidate.label and (candidate.official or candidate.bold) else 0.92
    return 0.85 if candidate.bold else 0.7


def extend_title(candidate: Candidate, paragraph: Paragraph, following: Paragraph) -> str:
    """What of the next paragraph belongs to the title: a title that is cut over two lines goes on in small letters."""
    text = following.text.strip()
    if candidate.end < len(paragraph.text.rstrip()) or not text or read_label(text) or bullet(text) or following.number:
        return ""
    ends = candidate.title.endswith((".", ":", ";", "!")) and not candidate.title.endswith((";",))
    if ends or len(text.split()) > LONG_TITLE:
        return ""
    small = text[0].islower()
    capitals = is_capitals(candidate.title) and is_capitals(text) and len(text.split()) <= 20
    hanging = shadow(candidate.title).endswith((",", " và", " của", " các", " những", " được", "-"))
    if small or (capitals and is_bold(following) == is_bold(paragraph)) or (hanging and is_bold(following)):
        return text
    return ""
