"""Honours whose holders stand on lines of their own beneath: "CSTĐ cơ sở: 03 đ/c:", "1. Lê Thị Hạnh", "2. …"."""

from __future__ import annotations

import re
from dataclasses import replace

from models.report import Award
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.names import Name, find_names
from parsers.extractors.passages import Passage

_SURE_NAME = 0.6
_LONGEST_LEAD = 12  # letters before the name of a list line: "1. Đồng chí Lê Thị Hạnh"
_LETTER = re.compile(r"[^\W\d_]")


def read_with_names_beneath(
    passages: tuple[Passage, ...], index: int, words: AwardWords, city: str | None
) -> list[Award] | None:
    """The awards of the passage with the names beneath it read as its own list; None where no names stand there."""
    owner = passages[index]
    if not owner.words.rstrip().endswith(":"):
        return None
    named = _lines_of_names(passages, index + 1, owner, words)
    if not named:
        return None
    told = "; ".join(name.text for _, names in named for name in names)
    joined = replace(owner, text=f"{owner.text[: owner.stop]} {told}", end=-1)
    awards = read_passage(joined, words, city)
    holder = next((award for award in reversed(awards) if award.recipients), None)
    if holder is None:
        return None
    for award in awards:
        _clip(award, owner)
    if holder.evidence is not None:
        holder.evidence.also += [line.evidence(names[0].start, names[-1].end) for line, names in named]
    return awards


def _lines_of_names(
    passages: tuple[Passage, ...], start: int, owner: Passage, words: AwardWords
) -> list[tuple[Passage, list[Name]]]:
    """The lines from `start` on that begin with a person's name and tell no award of their own."""
    named: list[tuple[Passage, list[Name]]] = []
    for line in passages[start:]:
        if line.section != owner.section or words.anchor.search(line.shadow, line.start, line.stop):
            break
        names = [
            name
            for name in find_names(line.text, line.start, line.stop, words.vocabulary)
            if name.confidence >= _SURE_NAME
        ]
        if not names or len(_LETTER.findall(line.text[line.start : names[0].start])) > _LONGEST_LEAD:
            break
        named.append((line, names))
    return named


def _clip(award: Award, owner: Passage) -> None:
    """Places end with the owner's own text."""
    if award.evidence is not None and award.evidence.end > owner.stop:
        start = min(award.evidence.start, owner.stop)
        award.evidence = owner.evidence(start, owner.stop, award.evidence.also)
