"""A list of the vocabulary's phrases as one pattern that is quick to try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ANY_BLANKS = {" ": r"\s+"}  # a blank of a phrase stands for any white space
LOOSE = {" ": r"\s+", "/": r"\s?/\s?"}  # … and "/" may have blanks around it

_Tree = dict[str, "_Tree"]
_END = ""


def any_of(phrases: Iterable[str], wider: Mapping[str, str] | None = None) -> str:
    """One group that matches any of `phrases`, of those that begin alike the longest; nothing where there are none.

    The phrases share their beginnings: at each place of a text a letter is compared once, not once for each phrase, so
    that the time does not grow with the list. `wider` says what a letter of a phrase stands for besides itself.
    """
    tree: _Tree = {}
    for phrase in phrases:
        branch = tree
        for letter in phrase:
            branch = branch.setdefault((wider or {}).get(letter) or re.escape(letter), {})
        branch[_END] = {}
    return f"(?:{_pattern(tree)})" if tree else "(?!)"


def _pattern(tree: _Tree) -> str:
    ways = [letter + _pattern(rest) for letter, rest in tree.items() if letter != _END]
    if _END in tree:
        ways.append("")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
