"""Confirmations, several deeds in one sentence, targets and plans; and what is none of them though it sounds so."""

from __future__ import annotations

from typing import Any

import pytest
from admission_helpers import check_wording, counts_of, names_of, read

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


@pytest.mark.parametrize(("text", "counts", "names"), [*CONFIRMED, *SEVERAL, *TARGETS, *NOTHING])
def test_a_wording(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    check_wording(text, counts, names)


@pytest.mark.parametrize(("text", "counts", "names"), PLANS)
def test_a_wording_among_plans(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    admissions, found = read(text, kind="directions")
    assert (counts_of(found), names_of(admissions)) == (counts, names)
