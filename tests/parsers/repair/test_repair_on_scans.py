"""Repair over what the real engine reads of printed samples: it never makes a report's characters worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from models.document import Document, walk_paragraphs
from parsers.readers import read
from parsers.readers.scan.letters import model_folder
from parsers.repair import repair
from parsers.text import shadow
from parsers.vocabulary import load_vocabulary
from samples.make import make
from tests.soak import soak_share

SCANS = Path(__file__).parents[3] / "samples" / "scans"
SAMPLES = sorted(SCANS.glob("*.pdf"))

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(model_folder() is None, reason="the engine's Vietnamese data is not there"),
]


def _letters(document: Document) -> str:
    """The letters and figures of the text: boxes and signs are drawn differently in print."""
    words = " ".join(paragraph.text for paragraph in walk_paragraphs(document.blocks)).split()
    kept = ("".join(letter for letter in word if letter.isalnum()) for word in words)
    return shadow(" ".join(word for word in kept if word))


@pytest.mark.parametrize("scan", soak_share(SAMPLES, kept=1), ids=lambda scan: scan.stem)
def test_repair_never_raises_the_character_error(scan: Path, tmp_path: Path) -> None:
    printed = _letters(read(make(int(scan.stem.partition("-")[2]), tmp_path)))
    before = read(scan)
    after = repair(before, load_vocabulary())
    wrong_before = Levenshtein.distance(printed, _letters(before))
    wrong_after = Levenshtein.distance(printed, _letters(after))
    assert wrong_after <= wrong_before
    for told in after.repairs:
        block = after.blocks[told.block]
        text = block.text if told.cell is None else block.grid()[told.cell[0]][told.cell[1]].text  # type: ignore[union-attr]
        assert text[told.start : told.end] == told.chosen
