"""The sample scans from end to end: printed, signed, stamped, scanned or photographed, read with the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parsers.readers.scan.letters import model_folder
from pipeline.evaluate import Evaluation
from pipeline.parse import parse
from samples.make import SCAN_STYLES, make_scan
from samples.scanner import FONT
from tests.soak import soak_share

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "scans").glob("*.pdf"))
LEAST = 0.9  # macro-F1 of a report; the worst of the three kinds, photographs, must reach it on the whole

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)


def test_there_is_a_sample_of_each_kind() -> None:
    assert [file.name.partition("-")[0] for file in SAMPLES] == sorted(SCAN_STYLES)


@pytest.mark.soak
@pytest.mark.parametrize("file", soak_share(SAMPLES, 1), ids=lambda file: file.stem)
def test_a_sample_gives_its_facts(file: Path) -> None:
    gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
    report = parse(file).model_dump(mode="json")
    read = Evaluation()
    read.add(file.name, gold, report)
    assert (read.macro_f1 or 0.0) >= LEAST
    assert len(report["sections"]) == len(gold["sections"])


def test_the_same_seed_makes_the_same_scan(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    one, two = make_scan(301, tmp_path, "clean"), make_scan(301, tmp_path / "again", "clean")
    assert one.read_bytes() == two.read_bytes()
