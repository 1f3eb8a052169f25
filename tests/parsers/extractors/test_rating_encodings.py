"""Every encoding of a rating, written into a real Word file and read back: one mark, none, two; never a wrong level."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import docx
import pytest

from models.report import CRITERION_LEVELS, OVERALL_LEVELS, Rating
from parsers.extractors.ratings import read_rating
from parsers.extractors.ratings.blocks import find_rating_blocks
from parsers.extractors.ratings.words import rating_words
from parsers.readers import read
from parsers.vocabulary import load_vocabulary
from samples.boxes import ENCODINGS, PROMPT, write_rating
from tests.parsers.extractors.rating_papers import CRITERION, OVERALL

FAMILIES = {family: list(names) for family, names in groupby(ENCODINGS, key=lambda name: name.partition("/")[0])}
SCALES = {CRITERION: CRITERION_LEVELS, OVERALL: OVERALL_LEVELS}


def cases(encoding: str) -> list[tuple[set[int], str]]:
    """The marks that are written, each with the status that must be read."""
    written = ENCODINGS[encoding]
    found: list[tuple[set[int], str]] = [({place}, "marked") for place in range(4)]
    if written.none:
        found.append((set(), written.none))
    if written.two:
        found += [({0, 2}, written.two), ({1, 3}, written.two)]
    return found


def read_back(path: Path) -> list[Rating]:
    vocabulary = load_vocabulary()
    document = read(path)
    words = rating_words(vocabulary)
    return [read_rating(document, block, words) for block in find_rating_blocks(document, vocabulary)]


@pytest.mark.parametrize("labels", [CRITERION, OVERALL], ids=["criterion", "overall"])
@pytest.mark.parametrize("family", FAMILIES)
def test_encoding(family: str, labels: tuple[str, ...], tmp_path: Path) -> None:
    levels = SCALES[labels]
    document = docx.Document()
    expected = []
    for number, encoding in enumerate(FAMILIES[family]):
        for marked, status in cases(encoding):
            document.add_paragraph(f"Nội dung kiểm điểm thứ {len(expected) + 1} của tập thể, trình bày đủ các ý.")
            prompt = PROMPT if number % 2 == 0 or status == "marked" else None
            write_rating(document, encoding, labels, marked, prompt)
            document.add_paragraph()
            level = levels[next(iter(marked))] if status == "marked" else None
            expected.append((encoding, marked, status, level))
    path = tmp_path / "ratings.docx"
    document.save(str(path))
    found = [(rating.status, rating.level) for rating in read_back(path)]
    read_as = [(encoding, marked, *pair) for (encoding, marked, *_), pair in zip(expected, found, strict=True)]
    assert read_as == expected


def test_a_rating_in_a_cell_of_a_larger_table(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    write_rating(cell, "wps_alternate/rows", CRITERION, {2})
    path = tmp_path / "cell.docx"
    document.save(str(path))
    assert [(rating.status, rating.level) for rating in read_back(path)] == [("marked", "average")]
