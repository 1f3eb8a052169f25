"""Admissions and introductions in the words of many hands: one wording a line, with the reason why it is there."""

from __future__ import annotations

from typing import Any

import pytest
from admission_helpers import check_wording

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


@pytest.mark.parametrize(("text", "counts", "names"), [*ADMITTED, *ZERO, *INTRODUCED])
def test_a_wording(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    check_wording(text, counts, names)
