"""The same papers written otherwise tell the same: other numbers, other spellings, another head, other runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from tests.parsers.extractors.hand_papers import hands
from tests.parsers.extractors.test_hand_papers import found, read

ROMAN = re.compile(r"^(\**)([IVX]+)[.)/\-]\s?", re.MULTILINE)
ARABIC = re.compile(r"^(\**)(\d)[.)/\-]\s", re.MULTILINE)
WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")
ORDINALS = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII"), WORDS, strict=True))
OLD_TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "ụy": "uỵ", "ỦY": "UỶ", "ÒA": "OÀ", "ÓA": "OÁ"}
# Numbered by romans over arabic numbers, without a second paper or an annex whose numbers begin anew.
PLAIN = (
    "city_ward_2024",
    "university_school_2021",
    "matrix_after_2023",
    "two_signatures_2023",
    "ward_2025_score_lines",
)


def romans(by: str) -> Callable[[str], str]:
    return lambda text: ROMAN.sub(lambda match: match[1] + by.format(match[2], ORDINALS.get(match[2], match[2])), text)


def arabic(by: str) -> Callable[[str], str]:
    return lambda text: ARABIC.sub(lambda match: match[1] + by.format(match[2]), text)


def old_tones(text: str) -> str:
    return re.sub("|".join(OLD_TONES), lambda match: OLD_TONES[match[0]], text)


def head_in_a_box(text: str) -> str:
    """The head's table taken apart into a text box and lines."""
    row = next(line for line in text.splitlines() if line.startswith("¦") and "⏎" in line)
    left, right = (cell.strip() for cell in row.strip("¦").split("¦"))
    lines = [f":: {line}" for line in left.split("⏎") if line] + [line for line in right.split("⏎") if line]
    return text.replace(row, "\n".join(lines), 1)


REWRITTEN = [
    pytest.param(romans("{0}/ "), id="romans with a slash"),
    pytest.param(romans("{0}-"), id="romans glued to a hyphen"),
    pytest.param(romans("PHẦN {0}: "), id="parts"),
    pytest.param(romans("Phần thứ {1}. "), id="parts in words"),
    pytest.param(romans("Phần thứ {1}\n"), id="parts on a line of their own"),
    pytest.param(arabic("{0}/ "), id="arabic numbers with a slash"),
    pytest.param(arabic("{0}) "), id="arabic numbers with a bracket"),
    pytest.param(old_tones, id="tones on their old place"),
    pytest.param(lambda text: unicodedata.normalize("NFD", text), id="letters and marks apart"),
    pytest.param(lambda text: text.replace(" - ", " – "), id="long dashes"),
    pytest.param(lambda text: text.replace(" ", "  "), id="double blanks"),
    pytest.param(lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text), id="blanks that do not break"),
]


def facts(text: str) -> Any:
    report = found(read(text))
    told = {
        key: report[key] for key in ("number", "year", "date", "prompted", "sections", "ratings", "tables", "findings")
    }
    told["school"] = plain(report["organisation"]["school"])
    told["signer"] = plain(report["signatory"]["name"])
    return told


def plain(name: str | None) -> str | None:
    """The name with its tones where they were."""
    for new, old in OLD_TONES.items():
        name = name.replace(old, new) if name else name
    return name


@pytest.mark.parametrize("rewrite", REWRITTEN)
@pytest.mark.parametrize("name", PLAIN)
def test_another_spelling_tells_the_same(name: str, rewrite: Callable[[str], str]) -> None:
    text = hands()[name][1]
    assert facts(rewrite(text)) == facts(text)


@pytest.mark.parametrize("name", PLAIN[:2])
def test_a_head_in_a_text_box_tells_the_same(name: str) -> None:
    text = hands()[name][1]
    assert facts(head_in_a_box(text)) == facts(text)
