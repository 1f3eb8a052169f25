"""Abbreviations in capitals: "HIINV" is HTTNV, "LHPT" is THPT. Upright strokes are all alike in low print.

Only where one known abbreviation has these strokes: HTNV and HTTNV are two classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.repair.changes import Change
from parsers.repair.lexicon import Lexicon, drawn
from parsers.repair.phrases import UNSURE
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable

SHORTEST = 4  # letters and figures: shorter ones are made of strokes too easily


def abbreviation_changes(tokens: Sequence[Token], lexicon: Lexicon) -> list[Change]:
    """The abbreviations of one paragraph whose strokes were read as other letters."""
    changes = []
    for token in tokens:
        capitals = len(token.text) >= SHORTEST and token.text.upper() == token.text and not token.text.isdigit()
        if token.confidence >= UNSURE or not capitals or is_syllable(token.text):
            continue
        found = lexicon.abbreviations.get(drawn(token.text), ())
        if len(found) == 1 and found[0] != token.key:
            changes.append(Change(token.start, token.end, found[0].upper(), "phrase"))
    return changes
