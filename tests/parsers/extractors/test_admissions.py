"""Admissions to the Party: deeds, targets, plans, stock and dossiers told apart, in the words of many hands.

Each line of a table is one wording with the reason why it is there; refused cases stand beside accepted ones. Expected
facts are written short: counts by field, `names` by kind.
"""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import Cell, Paragraph, Table
from models.report import Admission, AdmissionCounts, SectionKind
from parsers.extractors.admissions import extract_admissions
from parsers.extractors.passages import DataBlock, Layout, Passage, SectionSpan
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()
SECONDS_FOR_30000_CHARACTERS = 6  # linear reading takes one at most; a quadratic one takes far longer
FIELDS = ("admitted", "introduced", "confirmed", "planned", "target", "target_met")


def layout(*lines: str, kind: SectionKind | None = "party_building", annex: bool = False) -> Layout:
    """A report on 2023 whose one section holds `lines`."""
    body = tuple(
        Passage(line, block, section="I.3", kind=kind, annex=annex) for block, line in enumerate(lines, start=2)
    )
    heading = Passage("3. Công tác xây dựng Đảng", 1, section="I.3", kind=kind, role="heading", annex=annex)
    title = Passage("BÁO CÁO KIỂM ĐIỂM TẬP THỂ Năm 2023", 0, role="title")
    section = SectionSpan("I.3", "Công tác xây dựng Đảng", kind, heading, body, ("p",) * len(body), annex)
    return Layout(head=(title,), sections=(section,), tables=(), ratings=(), closing=())


def read(*lines: str, **where: Any) -> tuple[list[Admission], AdmissionCounts]:
    return extract_admissions(layout(*lines, **where), WORDS)


def counts_of(counts: AdmissionCounts) -> dict[str, Any]:
    return {field: value for field in FIELDS if (value := getattr(counts, field)) is not None}


def names_of(admissions: list[Admission]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for admission in admissions:
        names.setdefault(admission.kind, []).append(admission.name)
    return names


ADMITTED = [
    pytest.param(
        "KẾT NẠP ĐƯỢC 02 QUẦN CHÚNG ƯU TÚ VÀO ĐẢNG: NGUYỄN THỊ HẬU; LÊ VĂN MƠ",
        {"admitted": 2},
        {"admitted": ["NGUYỄN THỊ HẬU", "LÊ VĂN MƠ"]},
        id="all capitals: VÀO ĐẢNG is no name",
    ),
    pytest.param(
        "Kết nạp mới: 02 đ/c (đ/c Hậu, đ/c Mơ)", {"admitted": 2}, {"admitted": ["Hậu", "Mơ"]}, id="given names"
    ),
    pytest.param("Kết nap được 02 quần chúng", {"admitted": 2}, {}, id="a mistyped verb"),
    pytest.param(
        "Hoàn thành hồ sơ và được ra quyết định kết nạp 02 đ/c", {"admitted": 2}, {}, id="dossier and decision"
    ),
    pytest.param("Kết nạp 2 đoàn viên ưu tú vào Đảng", {"admitted": 2}, {}, id="members of the Union into the Party"),
    pytest.param(
        "Trong số quần chúng đã học lớp cảm tình Đảng có 02 quần chúng được kết nạp",
        {"admitted": 2},
        {},
        id="out of a class",
    ),
    pytest.param(
        "Kết nạp 02 đảng viên: đ/c Nguyễn Thị Hậu, sinh năm 1995, giáo viên Toán; đ/c Lê Văn Mơ, sinh năm 1998, Tổ Sử.",
        {"admitted": 2},
        {"admitted": ["Nguyễn Thị Hậu", "Lê Văn Mơ"]},
        id="particulars between names",
    ),
    pytest.param(
        "Số đảng viên kết nạp mới: 02 đ/c. Số quần chúng ưu tú: 3 đ/c.",
        {"admitted": 2},
        {},
        id="a sentence of figures before a stock",
    ),
    pytest.param(
        "Trong 5 năm qua kết nạp 10 đảng viên, năm 2023 kết nạp 01", {"admitted": 1}, {}, id="five years beside ours"
    ),
    pytest.param(
        "Từ đầu nhiệm kỳ kết nạp được 06 đảng viên, riêng năm 2023 kết nạp 02 đ/c",
        {"admitted": 2},
        {},
        id="the term beside ours",
    ),
    pytest.param(
        "Đề nghị Đảng ủy kết nạp 02 quần chúng, đã có quyết định kết nạp 01 đ/c",
        {"admitted": 1},
        {},
        id="asked for two, one decided",
    ),
    pytest.param(
        "Học kỳ 1 năm học 2023-2024 kết nạp 01 đ/c", {"admitted": 1}, {}, id="half of a school year that holds ours"
    ),
    pytest.param(
        "Lãnh đạo tốt công tác phát triển đảng viên (kết nạp 02 đồng chí)",
        {"admitted": 2},
        {},
        id="the deed in brackets",
    ),
    pytest.param(
        "Kết nạp được một đảng viên mới là thầy Lê Mơ",
        {"admitted": 1},
        {"admitted": ["Lê Mơ"]},
        id="figure in words and a title",
    ),
    pytest.param(
        "Nguyễn Hậu, Lê Văn Mơ được kết nạp Đảng; Vi Pan học lớp cảm tình Đảng",
        {},
        {"admitted": ["Nguyễn Hậu", "Lê Văn Mơ"], "introduced": ["Vi Pan"]},
        id="names first, two kinds",
    ),
    pytest.param(
        "Công tác phát triển đảng viên: làm thủ tục đề nghị kết nạp 01 đ/c, kết nạp 02 đ/c",
        {"admitted": 2},
        {},
        id="a dossier beside the deed",
    ),
    pytest.param(
        "Đảng viên đầu năm 20 đ/c; kết nạp trong năm 02 đ/c; tổng số cuối năm: 22 đ/c",
        {"admitted": 2},
        {},
        id="stock before and after",
    ),
    pytest.param("+ Đảng viên mới kết nạp trong năm: 03 (nữ 02).", {"admitted": 3}, {}, id="women are a part"),
    pytest.param(
        "Có 03 quần chúng được bồi dưỡng, trong đó 02 quần chúng được kết nạp, 01 quần chúng học thêm",
        {"admitted": 2},
        {},
        id="the figure right before a passive",
    ),
    pytest.param(
        "Năm 2023 chi bộ có 2 đồng chí được kết nạp Đảng đó là: Nguyễn Hậu - giáo viên, Lê Mơ - nhân viên",
        {"admitted": 2},
        {"admitted": ["Nguyễn Hậu", "Lê Mơ"]},
        id="a cell that has them",
    ),
    pytest.param(
        "Kết nạp 01 đồng chí Nguyễn Thị Lan (tháng 9/2023), 01 đồng chí Trần Nam",
        {"admitted": 2},
        {"admitted": ["Nguyễn Thị Lan", "Trần Nam"]},
        id="each figure stands before its name",
    ),
    pytest.param("Có 02/05 quần chúng ưu tú được kết nạp", {"admitted": 2}, {}, id="two of five, no target"),
    pytest.param(
        "Số lượng kết nạp 03 đồng chí, trong đó nữ 02, dân tộc thiểu số 01", {"admitted": 3}, {}, id="several parts"
    ),
    pytest.param(
        "Thực hiện Chỉ thị số 05, chi bộ kết nạp 02 đảng viên", {"admitted": 2}, {}, id="the number of a directive"
    ),
    pytest.param("Năm qua chi bộ kết nạp được 02 quần chúng.", {"admitted": 2}, {}, id="verb, figure, noun"),
    pytest.param("Kết nạp 3 đảng viên mới", {"admitted": 3}, {}, id="no full stop, one digit"),
    pytest.param("Kết nạp đảng viên mới: 02 đ/c", {"admitted": 2}, {}, id="figure behind a colon"),
    pytest.param("Kết nạp đảng viên mới: 02", {"admitted": 2}, {}, id="bare figure behind a colon"),
    pytest.param("- Số đảng viên mới kết nạp: 04 đồng chí.", {"admitted": 4}, {}, id="noun before the verb"),
    pytest.param("Đã kết nạp Đảng cho 02 giáo viên trẻ", {"admitted": 2}, {}, id="kết nạp Đảng cho"),
    pytest.param("Làm lễ kết nạp cho 2 quần chúng ưu tú", {"admitted": 2}, {}, id="the ceremony"),
    pytest.param("Phát triển đảng viên: 03 đ/c", {"admitted": 3}, {}, id="phát triển đảng viên"),
    pytest.param("Chi bộ phát triển được 03 đảng viên mới", {"admitted": 3}, {}, id="phát triển được"),
    pytest.param("Trong năm có 02 quần chúng được kết nạp vào Đảng", {"admitted": 2}, {}, id="passive"),
    pytest.param("02 đồng chí vinh dự được đứng vào hàng ngũ của Đảng", {"admitted": 2}, {}, id="hàng ngũ của Đảng"),
    pytest.param("Chi bộ đã kết nạp được hai đồng chí", {"admitted": 2}, {}, id="figure in words"),
    pytest.param("Kết nạp 01 (một) quần chúng vào Đảng", {"admitted": 1}, {}, id="figure and words in brackets"),
    pytest.param("Kết nạp năm quần chúng ưu tú", {"admitted": 5}, {}, id="năm is five here"),
    pytest.param("Trong năm quần chúng tích cực phấn đấu; kết nạp 02 đ/c", {"admitted": 2}, {}, id="năm is year here"),
    pytest.param(
        "Kết nạp thêm được 15 đồng chí, từ 06 đảng viên ban đầu", {"admitted": 15}, {}, id="stock at the start"
    ),
    pytest.param(
        "Kết nạp 04 đồng chí, nâng tổng số đảng viên lên 35 đ/c", {"admitted": 4}, {}, id="stock after the deed"
    ),
    pytest.param("Chi bộ có 35 đảng viên, trong đó mới kết nạp 02 đ/c", {"admitted": 2}, {}, id="a part of the stock"),
    pytest.param("Chi bộ có 20 đảng viên, trong năm kết nạp 01", {"admitted": 1}, {}, id="stock before, bare figure"),
    pytest.param("Kết nạp 17 đảng viên, trong đó có 9 em học sinh", {"admitted": 17}, {}, id="trong đó is a part"),
    pytest.param("Kết nạp 02 giáo viên và 03 học sinh vào Đảng", {"admitted": 5}, {}, id="two objects of one verb"),
    pytest.param("Tổ chức 02 đợt kết nạp với 03 đảng viên mới", {"admitted": 3}, {}, id="a figure of ceremonies"),
    pytest.param("ĐV: 25; QCƯT: 3; kết nạp mới 2 đ/c", {"admitted": 2}, {}, id="telegram style"),
    pytest.param("Làm hồ sơ và kết nạp được 02 quần chúng", {"admitted": 2}, {}, id="dossier and deed"),
    pytest.param("Kết nạp 02 QCƯT vào Đảng", {"admitted": 2}, {}, id="abbreviated noun"),
    pytest.param("KẾT NẠP ĐẢNG: 02 ĐỒNG CHÍ", {"admitted": 2}, {}, id="all capitals"),
    pytest.param("Năm 2023 kết nạp 01 đảng viên", {"admitted": 1}, {}, id="the year reviewed"),
    pytest.param(
        "Năm 2022 kết nạp 02, năm 2023 kết nạp 01 đảng viên", {"admitted": 1}, {}, id="another year beside ours"
    ),
    pytest.param("Năm học 2022-2023 kết nạp 02 đảng viên", {"admitted": 2}, {}, id="a school year that holds ours"),
    pytest.param("Ngày 19/5/2023 kết nạp 02 đảng viên", {"admitted": 2}, {}, id="a date before the verb"),
    pytest.param(
        "Kết nạp quần chúng ưu tú Hà Văn Lực vào hàng ngũ của Đảng",
        {},
        {"admitted": ["Hà Văn Lực"]},
        id="a name and no figure leaves the count open",
    ),
    pytest.param(
        "Kết nạp được 02 quần chúng: Lò Thị Mai; Cà Văn Chung.",
        {"admitted": 2},
        {"admitted": ["Lò Thị Mai", "Cà Văn Chung"]},
        id="figure and names",
    ),
    pytest.param(
        "Kết nạp 03 đồng chí (Lê Thị Mơ, Hà Tú)",
        {"admitted": 3},
        {"admitted": ["Lê Thị Mơ", "Hà Tú"]},
        id="figure and names differ: both stay as written",
    ),
    pytest.param(
        "Có 2 quần chúng: Lê Thị Tám; Bùi Sáu được kết nạp theo quyết định của Ban thường vụ Quận ủy",
        {"admitted": 2},
        {"admitted": ["Lê Thị Tám", "Bùi Sáu"]},
        id="names before a passive verb",
    ),
    pytest.param(
        "Kết nạp quần chúng Lê Tám và Bùi Thị Sáu theo Quyết định số 12-QĐ/QU và 13-QĐ/QU ngày 12/5/2023",
        {},
        {"admitted": ["Lê Tám", "Bùi Thị Sáu"]},
        id="numbers of decisions are no counts",
    ),
    pytest.param(
        "đ/c Lê Thị Tám, Giáo viên chủ nhiệm lớp 9A đã được kết nạp Đảng ngày 19/5/2023",
        {},
        {"admitted": ["Lê Thị Tám"]},
        id="name, post, passive verb",
    ),
    pytest.param(
        "Em Sùng A Chua (sinh năm 2005), học sinh lớp 12A1 được kết nạp vào Đảng",
        {},
        {"admitted": ["Sùng A Chua"]},
        id="a pupil with the year of birth",
    ),
    pytest.param(
        "Kết nạp quần chúng Lê Thị Mơ do đồng chí Hà Văn Tú giúp đỡ",
        {},
        {"admitted": ["Lê Thị Mơ"]},
        id="the member who presented is not admitted",
    ),
    pytest.param(
        "Chi bộ đã bồi dưỡng và kết nạp 02 đồng chí vào Đảng (Lê Mơ, H' Lan Niê).",
        {"admitted": 2},
        {"admitted": ["Lê Mơ", "H' Lan Niê"]},
        id="names in brackets",
    ),
    pytest.param("Công tác phát triển Đảng: kết nạp 02 đ/c.", {"admitted": 2}, {}, id="heading and deed on one line"),
]
ZERO = [
    pytest.param(
        "Số đảng viên mới được kết nạp: 0/2 chỉ tiêu", {"admitted": 0, "target": 2}, {}, id="none of a target"
    ),
    pytest.param("Công tác kết nạp Đảng: Không", {"admitted": 0}, {}, id="a heading answered"),
    pytest.param("Kết nạp đảng viên mới không có", {"admitted": 0}, {}, id="answered without a colon"),
    pytest.param(
        "Công tác phát triển đảng: Trong năm không có đối tượng để kết nạp",
        {},
        {},
        id="nobody to admit: a reason, no count",
    ),
    pytest.param("Không phát triển thêm được đảng viên nào.", {"admitted": 0}, {}, id="phát triển thêm"),
    pytest.param("Năm qua chi bộ không kết nạp được đảng viên mới.", {"admitted": 0}, {}, id="không kết nạp được"),
    pytest.param("Chưa kết nạp được đảng viên nào do không còn nguồn", {"admitted": 0}, {}, id="chưa kết nạp"),
    pytest.param("Không có quần chúng nào được kết nạp", {"admitted": 0}, {}, id="không có … được kết nạp"),
    pytest.param("Kết nạp đảng viên mới: 0", {"admitted": 0}, {}, id="the digit"),
    pytest.param("Kết nạp mới: 00 đồng chí", {"admitted": 0}, {}, id="two digits"),
    pytest.param("Kết nạp đảng viên mới: Không.", {"admitted": 0}, {}, id="answered with a word"),
    pytest.param("Không có đảng viên dự bị chuyển chính thức", {"confirmed": 0}, {}, id="none confirmed"),
    pytest.param("Chưa phát triển được đảng viên mới", {"admitted": 0}, {}, id="chưa phát triển được"),
    pytest.param("Chưa kết nạp đủ chỉ tiêu đề ra", {}, {}, id="not all of the target is not none"),
    pytest.param("Chưa kết nạp được đảng viên là học sinh", {}, {}, id="none of one sort is not none"),
    pytest.param(
        "Không những kết nạp 02 đảng viên mà còn giúp đỡ quần chúng",
        {"admitted": 2},
        {},
        id="không những denies nothing",
    ),
]
INTRODUCED = [
    pytest.param("Kết nạp: 2; Cảm tình: 3", {"admitted": 2, "introduced": 3}, {}, id="one word for the class"),
    pytest.param("Giới thiệu và cử 02 quần chúng đi học", {}, {}, id="sent to learn, not said what"),
    pytest.param(
        "Giới thiệu cho Trung tâm chính trị huyện bồi dưỡng nhận thức về Đảng cho 03 quần chúng",
        {"introduced": 3},
        {},
        id="the figure after the class",
    ),
    pytest.param("Giới thiệu 05 quần chúng ưu tú để chi bộ theo dõi, giúp đỡ", {}, {}, id="to be watched"),
    pytest.param("Đề nghị mở lớp cảm tình Đảng cho 05 quần chúng", {}, {}, id="a request for a class"),
    pytest.param(
        "Cử 3 đ/c đi học: 02 đ/c học lớp cảm tình Đảng, 01 đ/c học trung cấp",
        {"introduced": 2},
        {},
        id="a part of those sent to learn",
    ),
    pytest.param(
        "Cử 01 đ/c học trung cấp lý luận chính trị; 02 đ/c học nhận thức về Đảng",
        {"introduced": 2},
        {},
        id="the verb's own object is another class",
    ),
    pytest.param(
        "Số quần chúng được cử đi học lớp nhận thức về Đảng là 04 đồng chí.",
        {"introduced": 4},
        {},
        id="figure at the end",
    ),
    pytest.param(
        "Có 04 quần chúng đã học lớp nhận thức về Đảng nhưng chưa được kết nạp",
        {"introduced": 4},
        {},
        id="not admitted yet is not none",
    ),
    pytest.param(
        "Tạo nguồn phát triển đảng: 05 quần chúng; đã cử 02 quần chúng học cảm tình Đảng",
        {"introduced": 2},
        {},
        id="the pool beside the class",
    ),
    pytest.param("Cử 02 quần chúng đi học lớp cảm tình Đảng", {"introduced": 2}, {}, id="cử … cảm tình Đảng"),
    pytest.param("Giới thiệu 1 đ/c học lớp nhận thức về Đảng", {"introduced": 1}, {}, id="nhận thức về Đảng"),
    pytest.param("Có 03 quần chúng học lớp đối tượng Đảng", {"introduced": 3}, {}, id="no verb, figure before"),
    pytest.param("Lớp tìm hiểu về Đảng: 02 đồng chí", {"introduced": 2}, {}, id="the class as a heading"),
    pytest.param(
        "Cử 02 quần chúng tham gia lớp bồi dưỡng kết nạp Đảng", {"introduced": 2}, {}, id="kết nạp in the class's name"
    ),
    pytest.param(
        "Giới thiệu 02 quần chúng đi học lớp bồi dưỡng đối tượng kết nạp Đảng",
        {"introduced": 2},
        {},
        id="another class with kết nạp in its name",
    ),
    pytest.param(
        "Giới thiệu 02 quần chúng Lê Văn Tú và Hà Thị Mỵ đi học cảm tình Đảng",
        {"introduced": 2},
        {"introduced": ["Lê Văn Tú", "Hà Thị Mỵ"]},
        id="names between verb and class",
    ),
    pytest.param(
        "Cử đi học lớp cảm tình Đảng: đ/c Vừ Thị Dợ (giáo viên)",
        {},
        {"introduced": ["Vừ Thị Dợ"]},
        id="a name and no figure",
    ),
    pytest.param(
        "Giới thiệu được 34 quần chúng là học sinh và có 08 quần chúng được kết nạp",
        {"introduced": 34, "admitted": 8},
        {},
        id="the class is not named",
    ),
    pytest.param("Công tác phát triển Đảng: 02 quần chúng học lớp cảm tình Đảng", {"introduced": 2}, {}, id="heading"),
    pytest.param(
        "Giới thiệu giáo viên ưu tú cho Đảng xem xét, kết nạp", {}, {}, id="for the Party to consider: a plan"
    ),
    pytest.param("Giới thiệu 03 quần chúng cho Đảng bồi dưỡng", {}, {}, id="a stock to be trained"),
    pytest.param("Bồi dưỡng nguồn 05 quần chúng ưu tú", {}, {}, id="bồi dưỡng nguồn"),
    pytest.param("Giới thiệu 02 quần chúng tham gia thi giáo viên giỏi", {}, {}, id="sent to a contest"),
    pytest.param("Nâng cao nhận thức về Đảng cho 35 đoàn viên", {}, {}, id="to raise awareness is no class"),
    pytest.param("Mở lớp cảm tình Đoàn cho 20 em", {}, {}, id="the Union's class"),
]
CONFIRMED = [
    pytest.param("Chuyển 02 giáo viên hợp đồng sang dạy chính thức", {}, {}, id="another chính thức"),
    pytest.param(
        "Kết nạp đảng viên: 02; Chuyển đảng chính thức: 01; Học lớp cảm tình Đảng: 03.",
        {"admitted": 2, "confirmed": 1, "introduced": 3},
        {},
        id="labels with their numbers: a semicolon ends each",
    ),
    pytest.param(
        "Kết nạp 01 đ/c (Lò Thị Hoa); chuyển ĐCT 01 đ/c (Cà Thị Mai)",
        {"admitted": 1, "confirmed": 1},
        {"admitted": ["Lò Thị Hoa"], "confirmed": ["Cà Thị Mai"]},
        id="abbreviated",
    ),
    pytest.param("Công nhận 02 quyết định tuyển dụng chính thức", {}, {}, id="an appointment"),
    pytest.param(
        "Đảng viên dự bị Lê Thị Mơ được chuyển chính thức ngày 20/10/2023",
        {},
        {"confirmed": ["Lê Thị Mơ"]},
        id="name before",
    ),
    pytest.param(
        "đ/c Nguyễn Hậu đã được Đảng ủy xã công nhận là đảng viên chính thức",
        {},
        {"confirmed": ["Nguyễn Hậu"]},
        id="a body between name and verb",
    ),
    pytest.param("Xét, đề nghị công nhận đảng viên chính thức cho đ/c Lê Mơ", {}, {}, id="a request with a name"),
    pytest.param("Chuyển Đảng chính thức cho 02 đồng chí", {"confirmed": 2}, {}, id="chuyển Đảng chính thức"),
    pytest.param("Chuyển chính thức: 01", {"confirmed": 1}, {}, id="chuyển chính thức, bare figure"),
    pytest.param("Công nhận đảng viên chính thức cho 03 đ/c", {"confirmed": 3}, {}, id="công nhận"),
    pytest.param("Chuyển 02 đảng viên dự bị thành đảng viên chính thức", {"confirmed": 2}, {}, id="figure inside"),
    pytest.param("Công nhận 02 đảng viên chính thức", {"confirmed": 2}, {}, id="figure between the words"),
    pytest.param("Xét chuyển chính thức cho 01 đảng viên dự bị", {"confirmed": 1}, {}, id="xét chuyển"),
    pytest.param("02 đảng viên dự bị được công nhận chính thức", {"confirmed": 2}, {}, id="passive"),
    pytest.param(
        "Kết nạp đảng viên mới cho quần chúng Lê Vân và kết nạp đảng viên chính thức cho 2 đ/c: Ma Tú, Đỗ Văn Bình",
        {"confirmed": 2},
        {"admitted": ["Lê Vân"], "confirmed": ["Ma Tú", "Đỗ Văn Bình"]},
        id="kết nạp đảng viên chính thức is a confirmation",
    ),
    pytest.param("Chuyển sinh hoạt đảng chính thức cho 02 đồng chí", {}, {}, id="moved to another cell"),
    pytest.param("Đảng viên chính thức: 29, dự bị: 01", {}, {}, id="stock"),
    pytest.param("Tổng số 35 đảng viên (chính thức 33, dự bị 02)", {}, {}, id="stock in brackets"),
    pytest.param("Làm hồ sơ chuyển chính thức cho 01 đ/c", {}, {}, id="a dossier"),
    pytest.param("Đề nghị công nhận đảng viên chính thức cho 02 đ/c", {}, {}, id="a request"),
]
SEVERAL = [
    pytest.param(
        "Kết nạp 02 đ/c, cử 03 quần chúng học lớp cảm tình Đảng, chuyển Đảng chính thức 01 đ/c.",
        {"admitted": 2, "introduced": 3, "confirmed": 1},
        {},
        id="three kinds, commas",
    ),
    pytest.param(
        "Kết nạp: 02; học cảm tình Đảng: 03; chuyển chính thức: 01.",
        {"admitted": 2, "introduced": 3, "confirmed": 1},
        {},
        id="three kinds, telegram style",
    ),
    pytest.param(
        "Kết nạp 02 đồng chí: Lê Mơ; Hà Tú; giới thiệu 01 quần chúng học cảm tình Đảng: Vi Thị Pan",
        {"admitted": 2, "introduced": 1},
        {"admitted": ["Lê Mơ", "Hà Tú"], "introduced": ["Vi Thị Pan"]},
        id="one sign between names and between kinds",
    ),
    pytest.param(
        "Kết nạp 02 quần chúng đã học lớp cảm tình Đảng: Lê Mơ; Hà Thị Mỵ",
        {"admitted": 2},
        {"admitted": ["Lê Mơ", "Hà Thị Mỵ"]},
        id="the class only describes those admitted",
    ),
    pytest.param(
        "Giới thiệu 03 đoàn viên ưu tú học lớp đối tượng Đảng, trong đó kết nạp 01 đồng chí",
        {"introduced": 3, "admitted": 1},
        {},
        id="admitted out of those introduced",
    ),
    pytest.param(
        "Không kết nạp được đảng viên; cử 02 quần chúng học cảm tình Đảng",
        {"admitted": 0, "introduced": 2},
        {},
        id="none of one kind, two of another",
    ),
    pytest.param(
        "Kết nạp 02 đồng chí. Phấn đấu năm 2024 kết nạp 03 đồng chí.",
        {"admitted": 2, "planned": 3},
        {},
        id="deed and plan",
    ),
    pytest.param(
        "Kết nạp 02. Giới thiệu 01 quần chúng học cảm tình Đảng.", {"admitted": 2, "introduced": 1}, {}, id="2."
    ),
]
TARGETS = [
    pytest.param(
        "Kết nạp 02 đ/c, vượt 01 đ/c so với chỉ tiêu",
        {"admitted": 2, "target_met": True},
        {},
        id="the difference before the target",
    ),
    pytest.param(
        "Chỉ tiêu kết nạp: 02 đ/c, thực hiện: 03 đ/c, vượt 01 đ/c.",
        {"admitted": 3, "target": 2, "target_met": True},
        {},
        id="the result behind the target",
    ),
    pytest.param(
        "Kết nạp đảng viên: chỉ tiêu 03; đạt 02", {"admitted": 2, "target": 3}, {}, id="nobody says whether it is met"
    ),
    pytest.param("Phấn đấu trong năm kết nạp 02 đảng viên", {"target": 2}, {}, id="aimed at among results"),
    pytest.param(
        "Kết nạp đảng viên: Kế hoạch 03, thực hiện 02, đạt 66,7%",
        {"target": 3, "admitted": 2, "target_met": False},
        {},
        id="plan, done, percent",
    ),
    pytest.param(
        "Phát triển đảng viên đạt 100% chỉ tiêu (3/3 đồng chí)",
        {"target": 3, "admitted": 3, "target_met": True},
        {},
        id="ratio behind the percent",
    ),
    pytest.param("Kết nạp được 100% chỉ tiêu", {}, {}, id="a percent is no count"),
    pytest.param(
        "Nghị quyết đề ra trong nhiệm kỳ kết nạp 5 đảng viên, năm 2023 kết nạp 02 đ/c",
        {"admitted": 2},
        {},
        id="a term's target, this year's deed",
    ),
    pytest.param("Chỉ tiêu kết nạp 02 đảng viên", {"target": 2}, {}, id="a target alone"),
    pytest.param("Kết nạp đảng viên: Chỉ tiêu 2/thực hiện 1", {"target": 2, "admitted": 1}, {}, id="target / done"),
    pytest.param("Kết nạp 03/02 đảng viên", {"target": 2, "admitted": 3}, {}, id="done over target"),
    pytest.param(
        "Chỉ tiêu kết nạp 02 đảng viên, kết quả kết nạp được 03 đồng chí, đạt 150%",
        {"target": 2, "admitted": 3, "target_met": True},
        {},
        id="target, result, percent",
    ),
    pytest.param("Kết nạp 01 đ/c (chỉ tiêu 02)", {"target": 2, "admitted": 1}, {}, id="target in brackets"),
    pytest.param("Kết nạp 02 đ/c, vượt chỉ tiêu", {"admitted": 2, "target_met": True}, {}, id="vượt chỉ tiêu"),
    pytest.param(
        "Kết nạp 03 đ/c, vượt chỉ tiêu 01 đ/c", {"admitted": 3, "target_met": True}, {}, id="the figure is a difference"
    ),
    pytest.param(
        "Kết nạp được 01 đ/c, không đạt chỉ tiêu đề ra",
        {"admitted": 1, "target_met": False},
        {},
        id="không đạt chỉ tiêu",
    ),
    pytest.param(
        "Hoàn thành chỉ tiêu kết nạp đảng viên: 02 đ/c", {"admitted": 2, "target_met": True}, {}, id="met, then deed"
    ),
    pytest.param("Hàng năm, kết nạp đảng viên đạt chỉ tiêu", {}, {}, id="every year is not this year"),
    pytest.param("Nghị quyết đề ra kết nạp 02 đảng viên", {"target": 2}, {}, id="a resolution's target"),
]
PLANS = [
    pytest.param("Phấn đấu kết nạp từ 02 đảng viên trở lên", {"planned": 2}, {}, id="phấn đấu … trở lên"),
    pytest.param("Năm 2024 kết nạp 02 đảng viên", {"planned": 2}, {}, id="next year"),
    pytest.param("Dự kiến kết nạp 01 quần chúng", {"planned": 1}, {}, id="dự kiến"),
    pytest.param("Kết nạp 02 đảng viên mới.", {"planned": 2}, {}, id="bare, but in the section of plans"),
    pytest.param("Trong năm tới sẽ giới thiệu 02 quần chúng học cảm tình Đảng", {}, {}, id="a plan to introduce"),
    pytest.param("Chỉ tiêu kết nạp năm 2024: 02 đảng viên", {"planned": 2}, {}, id="next year's target"),
    pytest.param("Tiếp tục bồi dưỡng quần chúng ưu tú để kết nạp", {}, {}, id="a purpose"),
    pytest.param("Quan tâm công tác kết nạp đảng viên", {}, {}, id="a wish without a figure"),
    pytest.param("Năm 2023 đã kết nạp được 02 đảng viên", {"admitted": 2}, {}, id="a deed told among plans"),
]
NOTHING = [
    pytest.param(
        "02 quần chúng đủ điều kiện kết nạp nhưng chưa được học lớp cảm tình Đảng", {}, {}, id="two who were not sent"
    ),
    pytest.param("Kết nạp từ 1 đến 2 quần chúng ưu tú", {}, {}, id="a range is no count"),
    pytest.param("Chi bộ phát triển thêm 02 câu lạc bộ", {}, {}, id="clubs"),
    pytest.param("Lớp bồi dưỡng đảng viên mới: 02 đồng chí", {}, {}, id="the class of new members"),
    pytest.param("Kết nạp tăng 01 đồng chí so với năm 2022", {}, {}, id="a difference"),
    pytest.param("Hoàn thiện hồ sơ đề nghị kết nạp 02 quần chúng", {}, {}, id="dossier"),
    pytest.param("Gửi hồ sơ xin kết nạp của 03 quần chúng lên Đảng ủy", {}, {}, id="dossier sent"),
    pytest.param("Xem xét kết nạp 02 quần chúng", {}, {}, id="considered"),
    pytest.param("Kết nạp 45 đoàn viên mới vào Đoàn", {}, {}, id="the Youth Union"),
    pytest.param("Liên đội kết nạp 60 đội viên", {}, {}, id="the pioneers"),
    pytest.param("Công đoàn kết nạp đoàn viên công đoàn: 02", {}, {}, id="the trade union"),
    pytest.param("Tổng số đảng viên: 35 đồng chí", {}, {}, id="stock"),
    pytest.param("Quy trình kết nạp đảng viên gồm 5 bước", {}, {}, id="a procedure"),
    pytest.param("Thực hiện tốt công tác phát triển đảng viên mới", {}, {}, id="praise without a figure"),
    pytest.param("Năm 2021 kết nạp 02 đảng viên", {}, {}, id="an earlier year"),
    pytest.param("Đồng chí Lê Thị Mơ, ngày kết nạp 03/02/2015", {}, {}, id="a member's particulars"),
    pytest.param(
        "Triển khai 02 chuyên đề, phát triển đảng viên là nhiệm vụ trọng tâm", {}, {}, id="a figure elsewhere"
    ),
    pytest.param("Đảng viên, quần chúng chấp hành tốt chủ trương", {}, {}, id="no event"),
    pytest.param("Quần chúng đủ điều kiện kết nạp: 03", {}, {}, id="eligible, not admitted"),
    pytest.param("Có 04 quần chúng trong nguồn kết nạp Đảng", {}, {}, id="the pool"),
]


@pytest.mark.parametrize(
    ("text", "counts", "names"), [*ADMITTED, *ZERO, *INTRODUCED, *CONFIRMED, *SEVERAL, *TARGETS, *NOTHING]
)
def test_a_wording(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    admissions, found = read(text)
    stated = counts_of(found)
    if "target_met" not in counts:
        stated.pop("target_met", None)
    assert (stated, names_of(admissions)) == (counts, names)


@pytest.mark.parametrize(("text", "counts", "names"), PLANS)
def test_a_wording_among_plans(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    admissions, found = read(text, kind="directions")
    assert (counts_of(found), names_of(admissions)) == (counts, names)


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
