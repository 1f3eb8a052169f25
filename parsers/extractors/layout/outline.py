"""Which candidates are the paper's headings, and how they nest.

A level's headings are the best rising sequence of one numbering family: a candidate that is sure by its meaning pulls
the sequence, one that reads like prose spoils it, a missing number costs. So a list "1. 2. 3." inside a section does
not break the sections around it, and a number that an author typed twice does not lose a section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.report import SectionKind
from parsers.extractors.headings import Family, to_roman
from parsers.extractors.layout.candidates import STRONG, Candidate
from parsers.extractors.layout.section_kinds import Kinds

GAP = 0.4  # what a missing number costs
OUT_OF_ORDER = 1.6  # what a number that does not rise costs a sure title


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
    if len(chains["roman"]) >= 2 and (not chains["arabic"] or chains["roman"][0].line < chains["arabic"][0].line):
        del chains["arabic"]  # arabic numbers that begin under a roman one are its sub-sections
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
        lettered = candidate.family in ("letter", "small")
        number = max(number + 1, candidate.label.number if candidate.label and not lettered else 0)
        path = f"{parent}.{number}" if parent else to_roman(number)
        end = chain[index + 1].line if index + 1 < len(chain) else 10**9
        inside = [c for c in candidates if candidate.line < c.line < end]
        kind = kinds.within(candidate.meaning.kind if candidate.meaning else None, ancestors)
        below = used | {candidate.family}
        children: list[Heading] = []
        if inside and path.count(".") < 4:
            chain_below = _below(inside, below, kind, candidate, kinds)
            children = _place(chain_below, inside, path, (kind, *ancestors), below, kinds)
        headings.append(Heading(candidate, path, kind, _confidence(candidate), tuple(children)))
    return headings


def _below(
    inside: Sequence[Candidate], used: frozenset[Family], kind: SectionKind | None, parent: Candidate, kinds: Kinds
) -> list[Candidate]:
    """The best sequence of sub-sections: of a family not yet used; a family without numbers only for the criteria."""
    families: list[Family] = [
        f for f in ("roman", "letter", "arabic", "dotted", "small") if f not in used or f == "dotted"
    ]
    chains = []
    for family in families:
        options = [_in_place(c, kind, kinds) for c in inside if _fits(c, family, used, parent)]
        chain = _chain(options, family, 2)
        lone = family == "small" and chain and chain[0].label and chain[0].label.number > 1
        chains.append([] if lone else chain)  # "c) Thi đua" goes on with a list whose "a)" is no section
    if kind == "strengths" or parent.family == "none":
        criteria = [c for c in inside if c.meaning and c.meaning.level == 2 and c.meaning.kind != "causes"]
        chains.append(_chain(criteria, "none", 2))
    best = max(chains, key=lambda chain: sum(_worth(candidate, 2) for candidate in chain), default=[])
    return _fill(best, inside, 2)


def _in_place(candidate: Candidate, parent: SectionKind | None, kinds: Kinds) -> Candidate:
    """A title whose matter has no place in such a section weighs as its words do: "1. Hạn chế … đã khắc phục"."""
    meaning = candidate.meaning
    if candidate.bold or meaning is None or not meaning.sure or kinds.may_hold(parent, meaning.kind):
        return candidate
    return replace(candidate, weight=min(candidate.weight, candidate.plain))


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
    return candidate.weight + (0.2 if candidate.bold else 0.0) + (0.3 if candidate.official else 0.0)


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
            elif _misnumbered(row[j], candidate, level):
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
    return _bridged(chain[::-1], row)


def _bridged(chain: list[Candidate], row: Sequence[Candidate]) -> list[Candidate]:
    """The chain with the one line that has the number missing between two sure titles, however it reads."""
    bridged = chain[:1]
    for before, after in pairwise(chain):
        if before.label and after.label and after.label.number == before.label.number + 2:
            missing = [c for c in row if before.line < c.line < after.line and _numbered(c, before.label.number + 1)]
            sure = min(before.weight, after.weight) >= STRONG or after.family == "dotted"  # "2.1." numbers no list
            if len(missing) == 1 and sure:
                bridged.append(missing[0])
        bridged.append(after)
    return bridged


def _numbered(candidate: Candidate, number: int) -> bool:
    return candidate.label is not None and candidate.label.number == number


def _misnumbered(before: Candidate, candidate: Candidate, level: int) -> bool:
    """Whether a number that does not rise is a slip: both titles are sure, of this level, and of different matters."""
    one, other = before.meaning, candidate.meaning
    if one is None or other is None or one.kind == other.kind or min(before.weight, candidate.weight) < STRONG:
        return False
    if level > 1:
        return before.official and candidate.official
    return one.level == other.level == 1


def _fill(chain: list[Candidate], candidates: Sequence[Candidate], level: int = 1) -> list[Candidate]:
    """The chain with titles that lost their number: sure ones of a kind that the chain lacks, in a gap of it."""
    if not chain or chain[0].family == "none":
        return chain
    kinds = {c.meaning.kind for c in chain if c.meaning}
    filled = list(chain)
    for candidate in candidates:
        meaning = candidate.meaning
        if candidate.family != "none" or meaning is None or meaning.level != level or meaning.kind in kinds:
            continue
        if level > 1 and (meaning.kind == "causes" or not candidate.official):
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
