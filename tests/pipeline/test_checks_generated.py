"""Tables by chance, from the paper to the findings: what adds up gives none, one changed figure gives exactly one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Cell, Document, Paragraph, Source, Table
from parsers.extract import extract
from parsers.vocabulary import load_vocabulary
from pipeline.checks import check

WORDS = load_vocabulary()
CLASSES = ("Tốt", "Khá", "Đạt", "Chưa đạt")
Rows = list[list[int]]  # a row a grade: its pupils in each class


def paper(rows: list[list[str]], shares: bool) -> Document:
    """A report whose second criterion holds the table of results."""
    width = len(rows[0])
    head = [Cell(0, 0, (Paragraph("Khối"),), 2, 1), Cell(0, 1, (Paragraph("TSHS"),), 2, 1)]
    for index, label in enumerate(CLASSES):
        column = 2 + index * (1 + shares)
        head.append(Cell(0, column, (Paragraph(label),), 1, 1 + shares))
        head += [Cell(1, column + n, (Paragraph(text),), 1, 1) for n, text in enumerate(("SL", "%")[: 1 + shares])]
    body = [Cell(r, c, (Paragraph(text),), 1, 1) for r, row in enumerate(rows, start=2) for c, text in enumerate(row)]
    lines = (
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        "2. Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ",
        "Kết quả rèn luyện năm học 2022-2023:",
    )
    table = Table(2 + len(rows), width, (*head, *body))
    source = Source(filename="x.docx", sha256="0", media_type="application/x", reader="docx")
    return Document(source, (*map(Paragraph, lines), table, Paragraph("II. Hạn chế, khuyết điểm và nguyên nhân")))


def written(counts: Rows, shares: bool) -> list[list[str]]:
    """The rows as a clerk writes them, with their totals and percents."""
    totals = [sum(column) for column in zip(*counts, strict=True)]
    named = [*zip("6789", counts, strict=False), ("Tổng", totals)]
    return [[name, str(sum(row)), *(text for part in row for text in _cells(part, sum(row), shares))]
            for name, row in named]  # fmt: skip


def _cells(part: int, whole: int, shares: bool) -> list[str]:
    return [str(part), f"{100 * part / whole:.1f}".replace(".", ",")][: 1 + shares]


def mismatches(rows: list[list[str]], shares: bool) -> list[str]:
    found = check(extract(paper(rows, shares), WORDS))
    return [finding.code for finding in found if finding.code.endswith("mismatch")]


grades = st.lists(st.lists(st.integers(5, 200), min_size=4, max_size=4), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(grades, st.booleans())
def test_what_adds_up_gives_no_finding(counts: Rows, shares: bool) -> None:
    assert mismatches(written(counts, shares), shares) == []


@settings(max_examples=60, deadline=None)
@given(grades, st.booleans(), st.data())
def test_one_changed_figure_gives_exactly_one_finding(counts: Rows, shares: bool, data: st.DataObject) -> None:
    rows = written(counts, shares)
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([1, *range(2, len(rows[0]), 1 + shares)]))  # a count, not its percent
    rows[row][column] = str(int(rows[row][column]) + data.draw(st.integers(3, 40)))
    assert len(mismatches(rows, shares)) == 1
