"""Footnotes are set aside as notes: the text goes on over the page, the signs that point to them are no figures."""

from __future__ import annotations

from pdf_builder import LEFT, Sheet, paragraphs

FULL = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"


def _page(sheet: Sheet, *notes: str, rule: float = 144.0) -> Sheet:
    """Text down to the foot, then a short rule and small print."""
    for number in range(6):
        sheet.text(LEFT, 580 + 16 * number, FULL)
    sheet.rule(LEFT, 690, LEFT + rule, 690)
    for number, note in enumerate(notes):
        sheet.text(LEFT, 704 + 12 * number, note, size=9)
    return sheet


def test_a_paragraph_goes_on_over_the_page_past_the_notes() -> None:
    sheet = _page(Sheet(), "1 Theo Nghị quyết của chi bộ.", "2 Số liệu cuối năm học,", "đã đối chiếu.")
    sheet.next_page().text(LEFT, 80, "và các bậc cha mẹ yên tâm.")
    found = paragraphs(sheet.read())
    assert found[0].text.endswith("cho các em và các bậc cha mẹ yên tâm.")
    assert [(p.role, p.text) for p in found[1:]] == [
        ("footnote", "Theo Nghị quyết của chi bộ."),
        ("footnote", "Số liệu cuối năm học, đã đối chiếu."),
    ]
    assert found[1].spans[0].page == 1


def test_the_sign_in_the_text_is_no_figure() -> None:
    sheet = (
        Sheet().text(LEFT, 560, "Kết nạp 12 đảng viên").text(LEFT + 121, 555, "1", size=7).text(LEFT + 129, 560, "mới.")
    )
    document = _page(sheet, "1 Theo Nghị quyết.").read()
    assert paragraphs(document)[0].text.startswith("Kết nạp 12 đảng viên mới.")
    assert [(part.reason, part.text, part.page) for part in document.skipped] == [("note_signs", "1", 1)]


def test_a_page_number_below_the_notes_is_furniture() -> None:
    sheet = Sheet()
    for number in range(1, 4):
        _page(sheet, "* Số liệu cuối năm.").centred(297, 810, str(number))
        sheet.next_page()
    document = sheet.read()
    assert [p.text for p in paragraphs(document) if p.role == "footnote"] == ["Số liệu cuối năm."] * 3
    assert {part.what for part in document.skipped} == {"footer"}


def test_small_print_without_a_sign_or_a_short_rule_stays() -> None:
    for sheet in (_page(Sheet(), "Nơi nhận: như trên."), _page(Sheet(), "1 Một việc khác.", rule=448)):
        assert {p.role for p in paragraphs(sheet.read())} == {"body"}
