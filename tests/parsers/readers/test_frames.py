"""Tables that only frame prose are taken away; tables of data, ratings and heads stay."""

from __future__ import annotations

from models.document import Cell, Document, Mark, Paragraph, Source, Table
from parsers.readers.frames import unframe

PROSE = tuple(
    Paragraph(f"Chi bộ họp lần thứ {n} trong năm, mọi đảng viên đều dự và góp ý kiến xây dựng.") for n in range(6)
)


def document(*blocks: Paragraph | Table) -> Document:
    return Document(Source("a.docx", "0" * 64, "application/test", "test"), blocks)


def test_a_cell_of_prose_is_its_paragraphs_and_tables() -> None:
    inner = Table(1, 2, (Cell(0, 0, (Paragraph("6"),)), Cell(0, 1, (Paragraph("5"),))))
    frame = Table(1, 1, (Cell(0, 0, (*PROSE, inner)),))
    assert unframe(document(Paragraph("a"), frame, Paragraph("b"))).blocks == (
        Paragraph("a"),
        *PROSE,
        inner,
        Paragraph("b"),
    )


def test_a_number_in_its_own_column_is_the_paragraphs_number() -> None:
    frame = Table(1, 2, (Cell(0, 0, (Paragraph("II"),)), Cell(0, 1, PROSE)))
    found = unframe(document(frame)).blocks
    assert [block.number for block in found if isinstance(block, Paragraph)] == ["II", "", "", "", "", ""]


def test_a_frame_in_a_frame() -> None:
    frame = Table(1, 1, (Cell(0, 0, (Table(1, 1, (Cell(0, 0, PROSE),)), Paragraph("Hết."))),))
    assert unframe(document(frame)).blocks == (*PROSE, Paragraph("Hết."))


def test_a_box_round_a_title_is_the_title() -> None:
    title, criterion = Paragraph("I. ƯU ĐIỂM, KẾT QUẢ ĐẠT ĐƯỢC"), Paragraph("1. Về chấp hành nguyên tắc tổ chức")
    two = Table(2, 1, (Cell(0, 0, (title,)), Cell(1, 0, (criterion,))))
    unnumbered = Paragraph("Hạn chế và nguyên nhân")
    apart = Table(1, 2, (Cell(0, 0, (Paragraph("II."),)), Cell(0, 1, (unnumbered,))))
    assert unframe(document(two)).blocks == (title, criterion)
    assert unframe(document(Table(1, 1, (Cell(0, 0, (unnumbered,)),)))).blocks == (unnumbered,)
    (found,) = unframe(document(apart)).blocks
    assert isinstance(found, Paragraph) and (found.number, found.text) == ("II.", unnumbered.text)


def test_boxes_of_a_rating_and_lists_stay() -> None:
    levels = [Paragraph(f"Hoàn thành {how} nhiệm vụ") for how in ("xuất sắc", "tốt", "đủ")]
    column = Table(3, 1, tuple(Cell(row, 0, (level,)) for row, level in enumerate(levels)))
    marked = Paragraph("1. Hoàn thành tốt nhiệm vụ", marks=(Mark(0, 0, "shape", checked=True),))
    listed = Table(
        2,
        2,
        tuple(
            Cell(r, c, (Paragraph(t),))
            for r, row in enumerate((("1", "Trồng cây ở sân"), ("2", "Lợp mái nhà xe")))
            for c, t in enumerate(row)
        ),
    )
    for table in (column, Table(1, 1, (Cell(0, 0, (marked,)),)), listed):
        assert unframe(document(table)).blocks == (table,)


def test_other_tables_stay() -> None:
    data = Table(1, 2, (Cell(0, 0, PROSE), Cell(0, 1, PROSE)))
    short = Table(1, 1, (Cell(0, 0, (Paragraph("Tốt"), Paragraph("Khá"))),))
    one_paragraph = Table(1, 1, (Cell(0, 0, (Paragraph(" ".join(p.text for p in PROSE)),)),))
    for table in (data, short, one_paragraph):
        assert unframe(document(table)).blocks == (table,)
