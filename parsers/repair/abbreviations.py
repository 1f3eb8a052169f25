"""Abbreviations in capitals: "HIINV" is HTTNV, "LHPT" is THPT, "H1 LNV" is HTTNV. Upright strokes are all alike in low
print, and a bar that is lost leaves a gap.

Only where one known abbreviation has these strokes: HTNV and HTTNV are two classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.repair.changes import Change
from parsers.repair.lexicon import Lexicon, drawn
from parsers.repair.phrases import GARBLED
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable

SHORTEST = 4  # letters and figures: shorter ones are made of strokes too easily


def abbreviation_changes(tokens: Sequence[Token], lexicon: Lexicon) -> list[Change]:
    """The abbreviations of one paragraph whose strokes were read as other letters."""
    changes: list[Change] = []
    for index, token in enumerate(tokens):
        pairs = [tokens[index - 1 : index + 1]] if index and token.joined else []
        change = next(filter(None, (_change(parts, lexicon) for parts in ([token], *pairs))), None)
        if change is not None and (not changes or changes[-1].end <= change.start):
            changes.append(change)
    return changes


def _change(parts: Sequence[Token], lexicon: Lexicon) -> Change | None:
    """The one abbreviation that has the strokes of these tokens together."""
    read = "".join(token.text for token in parts)
    figures = any(token.text.isdigit() and (token.text != "1" or token is parts[0]) for token in parts)
    whole = len(parts) > 1 and drawn(parts[0].text) in lexicon.abbreviations  # "TTLĐTT 1": the figure is its own
    capitals = len(read) >= SHORTEST and read.upper() == read and not figures and not whole
    if min(token.confidence for token in parts) >= GARBLED or not capitals or any(is_syllable(t.text) for t in parts):
        return None
    found = lexicon.abbreviations.get(drawn(read), ())
    if len(found) != 1 or found[0] == read.lower():
        return None
    return Change(parts[0].start, parts[-1].end, found[0].upper(), "phrase")
