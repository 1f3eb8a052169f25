"""Admissions over several lines and in tables; their evidence, sureness and dates; lines that must not stall."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from admission_helpers import WORDS, counts_of, layout, names_of, read
from hypothesis import given
from hypothesis import strategies as st

from models.document import Cell, Paragraph, Table
from models.report import Admission, AdmissionCounts
from parsers.extractors.admissions import extract_admissions
from parsers.extractors.passages import DataBlock, Layout, Passage, SectionSpan

SECONDS_FOR_30000_CHARACTERS = 6  # linear reading takes one at most; a quadratic one takes far longer


@pytest.mark.parametrize(
    ("lines", "counts", "names"),
    [
        pytest.param(
            [
                "Kết nạp Đảng cho 3 quần chúng, gồm:",
                "- Đồng chí: Lê Văn Hà",
                "- Đồng chí: Tạ Thị Hiên",
                "- Sùng A Chua",
            ],
            {"admitted": 3},
            {"admitted": ["Lê Văn Hà", "Tạ Thị Hiên", "Sùng A Chua"]},
            id="bullets beneath",
        ),
        pytest.param(
            ["Danh sách quần chúng được kết nạp gồm có:", "1. Lò Văn Mừng", "2. Cà Thị Ban, giáo viên Toán"],
            {},
            {"admitted": ["Lò Văn Mừng", "Cà Thị Ban"]},
            id="numbered lines",
        ),
        pytest.param(
            [
                "Cử 02 quần chúng học lớp cảm tình Đảng, gồm các đồng chí sau:",
                "Lê Mơ",
                "Hà Tú",
                "Hà Tú là giáo viên giỏi.",
            ],
            {"introduced": 2},
            {"introduced": ["Lê Mơ", "Hà Tú"]},
            id="bare lines, a sentence after them",
        ),
        pytest.param(
            ["Công tác phát triển Đảng:", "- Chỉ tiêu: 02 quần chúng", "- Thực hiện: 03 quần chúng"],
            {"target": 2, "admitted": 3},
            {},
            id="target and result on lines of their own",
        ),
        pytest.param(
            ["- Kết nạp đảng viên mới", "+ Chỉ tiêu: 02", "+ Kết quả: 03 (đạt 150%)"],
            {"target": 2, "admitted": 3, "target_met": True},
            {},
            id="a heading without a colon",
        ),
        pytest.param(
            [
                "Về phát triển Đảng:",
                "- Kết nạp: 02 đ/c (Lê Mơ, Hà Tú)",
                "- Học cảm tình Đảng: 01 đ/c",
                "- Chuyển chính thức: Không",
            ],
            {"admitted": 2, "introduced": 1, "confirmed": 0},
            {"admitted": ["Lê Mơ", "Hà Tú"]},
            id="each line its own kind",
        ),
        pytest.param(
            ["Kết nạp 02 quần chúng: Lê Mơ; Hà Tú.", "Đồng chí Vi Thị Pan giữ chức Bí thư chi bộ."],
            {"admitted": 2},
            {"admitted": ["Lê Mơ", "Hà Tú"]},
            id="the next paragraph is another matter",
        ),
        pytest.param(
            ["Kết nạp 02 quần chúng: Lê Mơ; Hà Tú.", "Chi bộ kết nạp 2 đảng viên (đ/c Lê Mơ, đ/c Hà Tú)."],
            {"admitted": 2},
            {"admitted": ["Lê Mơ", "Hà Tú"]},
            id="said twice is one fact",
        ),
        pytest.param(
            ["Kết nạp 02 quần chúng: Lê Thị Mơ; Lê Thị Mơ."],
            {"admitted": 2},
            {"admitted": ["Lê Thị Mơ", "Lê Thị Mơ"]},
            id="twice in one list stays twice",
        ),
        pytest.param(
            ["Học kỳ I kết nạp 01 quần chúng: Lê Mơ.", "Học kỳ II kết nạp 01 quần chúng: Hà Tú."],
            {"admitted": 2},
            {"admitted": ["Lê Mơ", "Hà Tú"]},
            id="two events with other persons add up",
        ),
        pytest.param(
            ["Kết nạp: 02 đ/c\nHọc cảm tình Đảng: 03 đ/c"],
            {"admitted": 2, "introduced": 3},
            {},
            id="line breaks within",
        ),
        pytest.param(
            ["Trong nhiệm kỳ chi bộ kết nạp 4 đảng viên."], {"admitted": 4}, {}, id="a term's count, for want of ours"
        ),
        pytest.param(
            ["Trong nhiệm kỳ chi bộ kết nạp 4 đảng viên.", "Năm 2023 kết nạp 01 đảng viên."],
            {"admitted": 1},
            {},
            id="ours goes before the term's",
        ),
    ],
)
def test_several_lines(lines: list[str], counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    admissions, found = read(*lines)
    assert (counts_of(found), names_of(admissions)) == (counts, names)


@pytest.mark.parametrize(
    ("text", "who", "date"),
    [
        pytest.param("Kết nạp em Lê Mơ, học sinh lớp 12A1", "student", None, id="a pupil"),
        pytest.param("Kết nạp 01 giáo viên: Lê Mơ", "staff", None, id="a teacher"),
        pytest.param("Kết nạp quần chúng Lê Mơ ngày 19 tháng 5 năm 2023", None, "2023-05-19", id="a date in words"),
        pytest.param("Kết nạp 01 quần chúng: Lê Mơ (3/2/2023)", None, "2023-02-03", id="a date in brackets"),
        pytest.param(
            "Kết nạp đ/c Lê Mơ theo Quyết định số 12-QĐ/HU ngày 01/3/2023", None, None, id="a decision's date"
        ),
        pytest.param("Kết nạp đ/c Lê Mơ, sinh ngày 01/3/1993", None, None, id="a date of birth"),
    ],
)
def test_who_and_when(text: str, who: str | None, date: str | None) -> None:
    (admission,) = read(text)[0]
    assert (admission.who, admission.date) == (who, date and datetime.date.fromisoformat(date))


def test_evidence_leads_back_to_the_source() -> None:
    line = "Trong năm kết nạp được 02 quần chúng: Lò Thị Mai; Cà Văn Chung."
    admissions, counts = read("Chi bộ đoàn kết.", line)
    for admission in admissions:
        evidence = admission.evidence
        assert evidence is not None
        assert (evidence.block, evidence.text) == (3, admission.name)
        assert line[evidence.start : evidence.end] == admission.name
        assert evidence.also[0].text.startswith("kết nạp")
    assert counts.evidence is not None
    assert line[counts.evidence.start : counts.evidence.end] == counts.evidence.text
    assert "02" in counts.evidence.text


def test_evidence_of_a_listed_line_is_that_line() -> None:
    admissions, _ = read("Kết nạp Đảng cho 02 quần chúng, gồm:", "- đ/c Lê Văn Hà", "- đ/c Tạ Thị Hiên")
    assert [(a.evidence.block, a.evidence.start) for a in admissions if a.evidence] == [(3, 6), (4, 6)]


def test_a_passage_inside_a_block_keeps_the_block_s_offsets() -> None:
    text = "3. Công tác Đảng: Kết nạp 01 quần chúng: Lò Thị Mai."
    plain = layout("x")
    inside = Passage(text, 7, start=18, section="I.3", kind="party_building")
    section = SectionSpan("I.3", "t", "party_building", plain.sections[0].heading, (inside,), ("p",))
    (admission,), _ = extract_admissions(Layout(plain.head, (section,), (), (), ()), WORDS)
    assert admission.evidence is not None
    assert text[admission.evidence.start : admission.evidence.end] == "Lò Thị Mai"


def test_agreement_makes_sure_and_doubt_lowers() -> None:
    assert all(a.confidence >= 0.9 for a in read("Kết nạp 01 quần chúng: Lò Thị Mai.")[0])
    assert read("Kết nạp 02 quần chúng.", "Chi bộ đã kết nạp 03 đảng viên.")[1].confidence < 0.9
    assert read("Giới thiệu được 34 quần chúng.")[1].confidence < 0.9
    assert read("Trong nhiệm kỳ kết nạp 4 đảng viên.")[1].confidence < 0.9


def table(*rows: list[str]) -> Table:
    cells = tuple(Cell(r, c, (Paragraph(text),)) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(len(rows), len(rows[0]), cells)


def read_table(caption: str, *rows: list[str]) -> tuple[list[Admission], AdmissionCounts]:
    plain = layout("Chi bộ đoàn kết.")
    above = (Passage(caption, 4, section="I.3", kind="party_building"),)
    block = DataBlock(table(*rows), 5, "I.3", "party_building", above=above)
    return extract_admissions(Layout(plain.head, plain.sections, (block,), (), ()), WORDS)


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        pytest.param("Danh sách quần chúng được kết nạp:", {"admitted": ["Lê Mơ", "Hà Văn Tú"]}, id="admitted"),
        pytest.param("Quần chúng học lớp cảm tình Đảng", {"introduced": ["Lê Mơ", "Hà Văn Tú"]}, id="introduced"),
        pytest.param("Danh sách đảng viên của chi bộ", {}, id="members are stock"),
        pytest.param("Dự kiến kết nạp năm 2024", {}, id="a plan"),
        pytest.param("Danh sách giáo viên giỏi", {}, id="another matter"),
    ],
)
def test_a_table_of_persons(caption: str, names: dict[str, list[str]]) -> None:
    admissions, counts = read_table(
        caption, ["STT", "Họ và tên", "Ghi chú"], ["1", "Lê Mơ", ""], ["2", "Hà Văn Tú", "Tổ Toán"]
    )
    assert (names_of(admissions), counts_of(counts)) == (names, {})
    assert [a.evidence.cell for a in admissions if a.evidence] == [(1, 1), (2, 1)][: len(admissions)]


def test_a_table_whose_rows_tell_the_event() -> None:
    rows = [["TT", "Họ và tên", "Nội dung"], ["1", "Lê Mơ", "Kết nạp Đảng"], ["2", "Hà Tú", "Học cảm tình Đảng"]]
    admissions, _ = read_table("Công tác phát triển Đảng", *rows)
    assert names_of(admissions) == {"admitted": ["Lê Mơ"], "introduced": ["Hà Tú"]}


def test_a_table_of_figures() -> None:
    rows = [["TT", "Nội dung", "Chỉ tiêu", "Thực hiện"], ["1", "Kết nạp đảng viên mới", "02", "03"]]
    _, counts = read_table("Kết quả thực hiện chỉ tiêu", *rows)
    assert counts_of(counts) == {"target": 2, "admitted": 3}


def test_an_annex_counts_less() -> None:
    (plain,), (annexed,) = (read("Kết nạp đ/c Lê Mơ.", annex=annex)[0] for annex in (False, True))
    assert annexed.confidence < plain.confidence


@given(st.integers(1, 40), st.sampled_from(["quần chúng", "đồng chí", "đ/c", "đảng viên mới", "giáo viên"]))
def test_every_figure_is_read_as_written(count: int, noun: str) -> None:
    for figure in (f"{count}", f"{count:02}"):
        assert counts_of(read(f"Chi bộ kết nạp được {figure} {noun}.")[1]) == {"admitted": count}


@given(
    st.text(
        alphabet="kết nạp 02 đảng viên, cử học cảm tình chính thức: Lê Mơ; không (chỉ tiêu) năm 2024.\n-", max_size=90
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    admissions, counts = read(text)
    assert all(0 < a.confidence <= 1 and a.name for a in admissions)
    assert 0 <= counts.confidence <= 1


def test_a_paper_without_known_headings_is_read() -> None:
    head = (Passage("Năm 2023", 0, role="title"), Passage("Chi bộ kết nạp 02 đảng viên.", 1, role="preamble"))
    assert counts_of(extract_admissions(Layout(head, (), (), (), ()), WORDS)[1]) == {"admitted": 2}


@pytest.mark.parametrize(
    ("head", "planned"),
    [
        pytest.param([("title", "BÁO CÁO KIỂM ĐIỂM Năm 2022")], True, id="the title's year"),
        pytest.param(
            [("head", "Bản Mới, ngày 05 tháng 01 năm 2023")], True, id="a January paper is on the year before"
        ),
        pytest.param([("head", "Bản Mới, ngày 15 tháng 12 năm 2023")], False, id="a December paper is on its own year"),
        pytest.param([], False, id="no year known: a deed"),
    ],
)
def test_the_year_reviewed(head: list[tuple[Any, str]], planned: bool) -> None:
    plain = layout("Năm 2023 kết nạp 02 đảng viên.")
    passages = tuple(Passage(text, 0, role=role) for role, text in head)
    _, counts = extract_admissions(Layout(passages, plain.sections, (), (), ()), WORDS)
    assert counts_of(counts) == ({"planned": 2} if planned else {"admitted": 2})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kết nạp " * 4000, id="events without end"),
        pytest.param("kết nạp:\n" + "- Lê Mơ\n" * 4000, id="a list without end"),
        pytest.param("kết nạp: " + "Lê " * 9000, id="a name without end"),
        pytest.param("kết nạp (" * 3000, id="brackets that never close"),
        pytest.param("kết nạp" + " " * 30000 + "02", id="blanks without end"),
    ],
)
def test_no_paragraph_stalls_the_reading(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < SECONDS_FOR_30000_CHARACTERS
