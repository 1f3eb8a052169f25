"""Whole PDF files: what cannot be read, what is only a scan, what a signature adds; samples of three producers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import LEFT, Sheet, read_pdf, texts
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from models.errors import InputError
from models.report import Report
from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.page import read_page
from parsers.readers.pdf.scans import is_scan, set_signature_aside
from pipeline.parse import parse
from samples.boxes import ENCODINGS
from samples.make import PLAIN, _gold
from samples.pdf_writers import FONTS, REPORTLAB_BOXES, reportlab
from samples.story import tell

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "pdf").glob("*.pdf"))


def refusal(data: bytes) -> str:
    """The code of the error that reading ends in."""
    with pytest.raises(InputError) as caught:
        read_pdf(data)
    return caught.value.code


def test_a_password_is_needed() -> None:
    sheet = Sheet()
    sheet.pen._doc.encrypt = StandardEncryption("khoa", "chu", strength=128)
    assert refusal(sheet.text(LEFT, 100, "Kín").pdf()) == "encrypted"


def test_an_owner_s_password_alone_hinders_nobody() -> None:
    sheet = Sheet()
    sheet.pen._doc.encrypt = StandardEncryption("", "chu", canCopy=0, strength=128)
    assert texts(sheet.text(LEFT, 100, "Mở được").read()) == ["Mở được"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"%PDF-1.4\nnothing more", "damaged_pdf", id="a head and nothing more"),
        pytest.param(Sheet().text(LEFT, 100, "a").pdf()[:300], "damaged_pdf", id="cut off"),
        pytest.param(Sheet().rule(0, 0, 9, 9).pdf(), "no_text", id="a page without a word"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, code: str) -> None:
    assert refusal(data) == code


TREE = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >> endobj
trailer << /Root 1 0 R >>
"""


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    assert refusal(TREE) in ("damaged_pdf", "no_text")


def test_a_damaged_page_is_left_out_and_the_others_are_read() -> None:
    sheet = Sheet().text(LEFT, 100, "Trang một.").next_page().text(LEFT, 100, "Trang hai.")
    data = sheet.pdf()
    kid = re.search(rb"/Kids \[\s*(\d+) 0 R", data)
    assert kid is not None
    broken = data[: kid.start(1)] + b"9" * len(kid[1]) + data[kid.end(1) :]  # the first page leads nowhere
    document = read_pdf(broken)
    assert texts(document) == ["Trang hai."]
    assert [(part.what, part.reason, part.page) for part in document.skipped] == [("page", "page_unreadable", 1)]


def _with_picture(sheet: Sheet, *, over: bool = False) -> Sheet:
    """A grey sheet of paper under (or over) the whole page."""
    from PIL import Image

    paper = ImageReader(Image.new("L", (40, 60), 230))
    if over:
        sheet.text(LEFT, 100, " ".join(["Chi bộ kết nạp đảng viên"] * 4))
    sheet.pen.drawImage(paper, 0, 0, 595, 842)
    return sheet


def _page(sheet: Sheet) -> Page:
    return read_page(pypdfium2.PdfDocument(sheet.pdf())[0], 1)


def _lines(sheet: Sheet, line: str, count: int) -> Sheet:
    for number in range(count):
        sheet.text(LEFT, 100 + 16 * number, line)
    return sheet


def _hidden(sheet: Sheet) -> Sheet:
    text = sheet.pen.beginText(LEFT, 700)
    text.setFont(sheet.face, 12)
    text.setTextRenderMode(3)
    text.textLine("Chi bộ kết nạp đảng viên")
    sheet.pen.drawText(text)
    return sheet


@pytest.mark.parametrize(
    ("sheet", "scan"),
    [
        pytest.param(_with_picture(Sheet()), True, id="a picture alone"),
        pytest.param(_lines(_with_picture(Sheet()), "Ngày ký: 12/12/2023", 3), True, id="a picture and a signature"),
        pytest.param(_hidden(Sheet()), True, id="an invisible layer"),
        pytest.param(_lines(_with_picture(Sheet()), "SO LAO DONG THUNG BINH djch hai xa cu", 30), True, id="ruined"),
        pytest.param(_with_picture(Sheet(), over=True), True, id="a picture over the text"),
        pytest.param(_lines(_with_picture(Sheet()), "Chi bộ kết nạp được đảng viên mới trong năm", 30), False,
                     id="typed text on coloured paper"),
        pytest.param(Sheet().text(LEFT, 100, "Không"), False, id="a page of one word"),
    ],
)  # fmt: skip
def test_which_pages_are_scans(sheet: Sheet, scan: bool) -> None:
    assert is_scan(_page(sheet)) is scan


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param(
            ["Ký bởi: Trường Tiểu học Bản Bống", "Email: a@b.vn", "Ngày ký: 12/12/2023 10:20:33"], [], id="all"
        ),
        pytest.param(["Người ký: Trường Tiểu học", "Thời gian ký: 12.12.2023"], [], id="other words"),
        pytest.param(
            ["Ký bởi: ông Lò Văn Ún", "và các đồng chí"], ["Ký bởi: ông Lò Văn Ún", "và các đồng chí"], id="prose"
        ),
    ],
)
def test_signature_text_is_no_content(lines: list[str], left: list[str]) -> None:
    page = _page(Sheet(size=8).lines(60, *lines, x=400, step=10).text(LEFT, 300, "Nội dung", size=12))
    set_signature_aside(page)
    assert " ".join(word.text for word in page.words) == " ".join([*left, "Nội dung"])
    assert [part.reason for part in page.skipped] == ([] if left else ["digital_signature"])


def test_a_page_of_nothing_is_no_scan() -> None:
    assert not is_scan(Page(1, 595, 842, words=[Word("a", 0, 0, 5, 9, 9, 9)]))


# --- samples -------------------------------------------------------------------------------------------------------


def facts(report: dict[str, Any]) -> dict[str, list[Any]]:
    """What a report and its gold can be held against one another by."""
    return {
        "year": [report["year"]],
        "sections": [(s["path"], s["kind"]) for s in report["sections"]],
        "ratings": [(r["section"], r["scale"], r["level"], r["status"]) for r in report["ratings"]],
        "tables": [t["rows"] for t in report["tables"]],
        "admissions": sorted((a["name"], a["kind"]) for a in report["admissions"]),
    }


def evidence(value: Any) -> Iterator[dict[str, Any]]:
    """Every evidence of a report."""
    if isinstance(value, dict):
        if {"text", "block", "bbox"} <= value.keys():
            yield value
        for inner in value.values():
            yield from evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence(inner)


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in SAMPLES])
def test_samples_of_three_producers_give_their_facts(file: Path) -> None:
    gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
    found, expected = facts(parse(file).model_dump(mode="json")), facts(gold)
    assert found == expected


def test_there_are_samples_of_three_producers() -> None:
    assert {file.stem.partition("-")[0] for file in SAMPLES} == {"libreoffice", "chromium", "reportlab"}


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in SAMPLES[::3]])
def test_the_words_at_a_fact_s_place_are_its_evidence(file: Path) -> None:
    report: Report = parse(file)
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(file)]
    found = list(evidence(report.model_dump(mode="json")))
    assert len(found) > 50
    for place in found:
        assert place["page"] is not None
        assert place["bbox"] is not None
        x0, top, x1, bottom = place["bbox"]
        height = report.source.page_sizes[place["page"] - 1][1]
        seen = pages[place["page"] - 1].get_text_bounded(x0 - 1, height - bottom - 1, x1 + 1, height - top + 1)
        words = [word for word in place["text"].split() if len(word) > 2]
        if place["cell"] is None and words:
            assert words[0] in " ".join(seen.split())


@pytest.mark.skipif(not FONTS.is_dir(), reason="the font that the writer draws with is not on this machine")
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(1000, 9999), boxes=st.sampled_from(REPORTLAB_BOXES))
def test_any_story_gives_its_facts(seed: int, boxes: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    story = tell(seed)
    file = reportlab(story, tmp_path_factory.mktemp("story") / "story.pdf", boxes)
    gold: dict[str, Any] = _gold(story, ENCODINGS[PLAIN])
    found, expected = facts(parse(file).model_dump(mode="json")), facts(gold)
    if boxes == "nameless_symbols":  # two and two of nameless glyphs: which are the marks cannot be seen
        ratings = expected["ratings"]
        expected["ratings"] = [(*told[:2], None, "unknown") if told[-1] == "ambiguous" else told for told in ratings]
    assert found["ratings"] == expected["ratings"]
    assert found["tables"] == expected["tables"]
