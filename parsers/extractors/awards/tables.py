"""Tables of awards (a first, empty form)."""

from __future__ import annotations

from models.report import Award
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import DataBlock


def read_table(block: DataBlock, words: AwardWords, city: str | None) -> list[Award]:
    """The awards of a table."""
    del block, words, city
    return []
