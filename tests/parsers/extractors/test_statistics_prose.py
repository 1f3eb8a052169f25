# ruff: noqa: E501  (one line an example)
"""Statistics from sentences, lists and label: value lines; beside each wording the ones that look alike and state nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_helpers import block, lay_out, prose_facts, short

from parsers.extractors.passages import Passage, passage
from parsers.extractors.statistics import extract_statistics
from parsers.extractors.statistics.labels import lexicon
from parsers.extractors.statistics.quantities import find_quantities
from parsers.extractors.tables import extract_tables
from parsers.text import clean, shadow
from parsers.vocabulary import load_vocabulary

STANDARD = [
    ("Xếp loại giáo viên theo chuẩn nghề nghiệp: Tốt: 12/30 đạt 40,0%; Khá: 18/30 đạt 60,0%.",
     "good 12, good 40%, fair 18, fair 60%", "label, part of the base, percent"),
    ("Đánh giá chuẩn nghề nghiệp giáo viên: Tốt 12 đ/c (40%), Khá 16 đ/c (53,3%), Đạt 2 đ/c (6,7%)",
     "good 12, good 40%, fair 16, fair 53.3%, pass 2, pass 6.7%", "noun between count and percent; Đạt is a class here"),
    ("Chuẩn nghề nghiệp: 12/30 giáo viên xếp loại Tốt (40%), 18/30 giáo viên xếp loại Khá (60%)",
     "good 12, good 40%, fair 18, fair 60%", "figure before its class, percent behind it"),
    ("Theo chuẩn nghề nghiệp giáo viên có 12 đồng chí xếp loại tốt, 18 đồng chí xếp loại khá.", "good 12, fair 18", "in a sentence"),
    ("100% giáo viên xếp loại chuẩn nghề nghiệp từ khá trở lên.", "fair ≥100%", "at least"),
    ("Kết quả chuẩn nghề nghiệp: Khá trở lên đạt 96,7%", "fair ≥96.7%", "at least, percent behind"),
    ("Chuẩn nghề nghiệp giáo viên: Tốt: 12; Khá: 18; Đạt: 0; Chưa đạt: 0", "good 12, fair 18, pass 0, fail 0", "0 is stated"),
    ("Chuẩn NN giáo viên: tốt 12 = 40%; khá 18 = 60%",
        "good 12, good 40%, fair 18, fair 60%",
        "an equals sign"),
    ("Xếp loại hồ sơ: Tốt: 12/30 đạt 40%", "", "files, not persons"),
    ("Thao giảng 30 tiết: Tốt 12, Khá 18", "", "lessons, not persons"),
    ("Tập huấn chuẩn nghề nghiệp giáo viên cho 30 đồng chí.", "", "a training"),
]  # fmt: skip

CLASSIFICATION = [
    ("Xếp loại viên chức: HTXS nhiệm vụ: 6/32 đạt 18,8%; HT tốt nhiệm vụ: 26/32 đạt 81,2%; HT nhiệm vụ: 0;",
     "staff.classification.excellent 6, staff.classification.excellent 18.8%, staff.classification.good 26, "
     "staff.classification.good 81.2%, staff.classification.completed 0", "staff in short forms"),
    ("Đánh giá, phân loại cán bộ, giáo viên, nhân viên: Hoàn thành xuất sắc nhiệm vụ 6 đ/c (18,8%), hoàn thành tốt nhiệm vụ 26 đ/c (81,2%).",
     "staff.classification.excellent 6, staff.classification.excellent 18.8%, staff.classification.good 26, staff.classification.good 81.2%",
     "staff in full"),
    ("Kết quả đánh giá viên chức có 06 đồng chí hoàn thành xuất sắc nhiệm vụ, 26 đồng chí hoàn thành tốt nhiệm vụ.",
     "staff.classification.excellent 6, staff.classification.good 26", "figure before"),
    ("Xếp loại đảng viên: HTXSNV 4/20 (20%), HTTNV 16/20 (80%)",
     "party.members.classification.excellent 4, party.members.classification.excellent 20%, "
     "party.members.classification.good 16, party.members.classification.good 80%", "members"),
    ("100% đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên", "party.members.classification.good ≥100%", "members, at least"),
    ("Viên chức quản lý: 02/02 đồng chí hoàn thành xuất sắc nhiệm vụ, đạt 100%",
     "managers.classification.excellent 2, managers.classification.excellent 100%", "managers by number"),
    ("Hiệu trưởng và Phó hiệu trưởng hoàn thành xuất sắc nhiệm vụ.", "managers.classification.excellent 2", "managers in words"),
    ("Chuẩn hiệu trưởng: Tốt; chuẩn phó hiệu trưởng: Khá", "managers.standard.good 1, managers.standard.fair 1", "managers' standard"),
    ("Các phó hiệu trưởng hoàn thành tốt nhiệm vụ.", "", "how many is not said"),
    ("Không hoàn thành nhiệm vụ: không; hoàn thành nhiệm vụ: 01 viên chức", "", "whose class: said only behind"),
    ("Xếp loại viên chức: không hoàn thành nhiệm vụ: không.", "staff.classification.not_completed 0", "none, in a word"),
    ("Chi bộ hoàn thành xuất sắc nhiệm vụ năm 2022.", "", "the cell's own class"),
    ("05 tổ chuyên môn hoàn thành tốt nhiệm vụ", "", "teams are no persons"),
]  # fmt: skip

PUPILS = [
    ("Hạnh kiểm khá, tốt đạt 99,5%", "", "one figure for two classes"),
    ("Số học sinh đạt học lực giỏi là 45 em, chiếm tỉ lệ 8,0%; học lực khá 210 em", "students.academic.excellent 45, students.academic.excellent 8%, students.academic.good 210", "the kind and its class in one breath"),
    ("Trẻ phát triển bình thường 268/280 trẻ, đạt 95,7%", "children.weight.normal 268, children.weight.normal 95.7%", "growth is weight where nothing else is said"),
    ("Chiều cao: trẻ phát triển bình thường 260/280", "", "height has no place"),
    ("Tổng số học sinh: 565 em/16 lớp", "students.actual 565, students.classes 16", "pupils over classes"),
    ("Đánh giá cuối năm: Hoàn thành xuất sắc: 20 em (20%), Hoàn thành tốt: 80 em (80%)",
     "students.learning.excellent 20, students.learning.excellent 20%, students.learning.good 80, students.learning.good 80%", "the noun says whose"),
    ("Huy động: nhà trẻ 40/100 đạt 40%; mẫu giáo 180/180 đạt 100%",
     "students.actual nhà trẻ 40, students.actual nhà trẻ 40%, students.actual mẫu giáo 180, students.actual mẫu giáo 100%", "shares by age"),
    ("Tỷ lệ lên lớp thẳng 97%, sau thi lại 99%", "", "which of two rates is not said in the label"),
    ("Khối 6: 3 lớp/100 HS; khối 7: 2 lớp = 70 HS", "students.classes 6 3, students.actual 6 100, students.classes 7 2, students.actual 7 70", "slash and equals sign"),
    ("Hạnh kiểm năm học 2020-2021: Tốt 300 em (75%), Khá 100 em (25%).",
     "students.conduct.good 300 2020-2021, students.conduct.good 75% 2020-2021, students.conduct.fair 100 2020-2021, students.conduct.fair 25% 2020-2021",
     "conduct of a year"),
    ("Học lực: giỏi 40 em chiếm 10%; khá 200 em chiếm 50%; trung bình 156 em chiếm 39%; yếu 4 em chiếm 1%",
     "students.academic.excellent 40, students.academic.excellent 10%, students.academic.good 200, students.academic.good 50%, "
     "students.academic.average 156, students.academic.average 39%, students.academic.weak 4, students.academic.weak 1%", "learning"),
    ("Kết quả rèn luyện: Tốt 90,5%, Khá 9,5%", "students.conduct.good 90.5%, students.conduct.fair 9.5%", "percents only"),
    ("Kết quả học tập: Tốt: 50; Khá: 150; Đạt: 90; Chưa đạt: 2",
     "students.academic.excellent 50, students.academic.good 150, students.academic.average 90, students.academic.weak 2", "Circular 22"),
    ("350 em xếp loại hạnh kiểm Tốt (87,5%), 50 em xếp loại hạnh kiểm Khá (12,5%)",
     "students.conduct.good 350, students.conduct.good 87.5%, students.conduct.fair 50, students.conduct.fair 12.5%", "figure before"),
    ("Kết quả học tập của học sinh: hoàn thành xuất sắc 80 em, hoàn thành tốt 120 em, hoàn thành 95 em, chưa hoàn thành 5 em",
     "students.learning.excellent 80, students.learning.good 120, students.learning.completed 95, students.learning.not_completed 5", "primary"),
    ("Học sinh giỏi: 40 em, học sinh khá: 200 em, học sinh trung bình: 160 em",
     "students.academic.excellent 40, students.academic.good 200, students.academic.average 160", "pupils by class, the kind told by the classes"),
    ("Có 12 học sinh giỏi cấp huyện, 02 học sinh giỏi cấp tỉnh.", "", "a title is an award"),
    ("Hạnh kiểm khối 6: Tốt 90 em, Khá 10 em; khối 7: Tốt 80 em",
     "students.conduct.good 6 90, students.conduct.fair 6 10, students.conduct.good 7 80", "by grade"),
    ("Tỷ lệ chuyển lớp đạt 99,2%.", "students.promotion_rate 99.2%", "promotion"),
    ("99,2% học sinh được lên lớp", "students.promotion_rate 99.2%", "promotion, figure before"),
    ("Học sinh lên lớp thẳng: 397/400 đạt 99,3%", "students.promotion_rate 99.3%", "a rate is told as a percent"),
    ("Tỷ lệ hoàn thành chương trình lớp học: 99,5%", "students.promotion_rate 99.5%", "primary promotion"),
    ("Duy trì sĩ số 400/402 đạt 99,5%.", "students.retained 400, students.retained 99.5%", "retention"),
    ("Tỷ lệ duy trì sĩ số đạt 100%", "students.retained 100%", "retention as a rate"),
    ("Nhà trường duy trì 12 buổi sinh hoạt chuyên môn.", "", "meetings are kept up too"),
    ("Học sinh bỏ học: 02 em (0,5%)", "students.dropped_out 2, students.dropped_out 0.5%", "drop-outs"),
    ("Không có học sinh bỏ học.", "students.dropped_out 0", "none"),
    ("Trong năm không có học sinh nào bỏ học giữa chừng", "students.dropped_out 0", "none, in more words"),
    ("Còn 03 học sinh bỏ học", "students.dropped_out 3", "figure before"),
    ("Khối 6 có 4 lớp, 150 em; khối 7 có 3 lớp, 110 em",
     "students.classes 6 4, students.actual 6 150, students.classes 7 3, students.actual 7 110", "8 by grade in one sentence"),
    ("Toàn trường có 14 lớp với 520 học sinh.", "students.classes 14, students.actual 520", "the whole school"),
    ("Tổng số lớp: 14; tổng số học sinh: 520", "students.classes 14, students.actual 520", "label and value"),
    ("Năm học 2021-2022 nhà trường có 14 lớp, 520 học sinh", "students.classes 14 2021-2022, students.actual 520 2021-2022", "with the year"),
    ("Huy động 519/520 học sinh đạt 99,8%", "students.actual 519, students.actual 99.8%", "enrolled of those planned"),
    ("Kế hoạch giao 520 học sinh, thực hiện 519 học sinh, đạt 99,8%",
     "students.planned 520, students.actual 519, students.actual 99.8%", "plan and result"),
    ("Huy động trẻ 5 tuổi ra lớp 45/45 đạt 100%", "students.actual 5 tuổi 45, students.actual 5 tuổi 100%", "by age"),
    ("Nhà trẻ: 2 nhóm, 40 trẻ; mẫu giáo: 6 lớp, 170 trẻ",
     "students.classes Nhà trẻ 2, students.actual Nhà trẻ 40, students.classes mẫu giáo 6, students.actual mẫu giáo 170", "preschool"),
    ("Trẻ suy dinh dưỡng thể nhẹ cân: 5/170, chiếm 2,9%; thể thấp còi 6/170 chiếm 3,5%",
     "children.weight.underweight 5, children.weight.underweight 2.9%, children.stunted 6, children.stunted 3.5%", "preschool health"),
    ("Cân nặng bình thường 163/170 trẻ đạt 95,9%", "children.weight.normal 163, children.weight.normal 95.9%", "normal weight"),
    ("Tỷ lệ suy dinh dưỡng thấp còi giảm 1,2% so với đầu năm.", "", "a difference"),
    ("Tham gia thi lớp 6, 7, 8 đạt kết quả cao", "", "grades are no figures"),
    ("Mở 02 lớp bồi dưỡng học sinh giỏi.", "", "courses are no classes"),
    ("Có 03 em đạt giải, 02 em thi vào lớp 10 chuyên", "", "prizes"),
    ("Khối 5 có 60 em hoàn thành chương trình tiểu học", "", "finishing primary school is no promotion rate"),
]  # fmt: skip

STAFF = [
    ("Tổng số CB, GV, NV: 30. Nữ: 20. Trong đó: BGH: 02; GV: 25; NV: 3", "staff.total 30, teachers.total 25", "parts in a sentence of their own"),
    ("Đội ngũ: tổng số 30 đồng chí, trong đó cán bộ quản lý 02, giáo viên 25, nhân viên 03", "staff.total 30, teachers.total 25", "a total that its parts explain"),
    ("Sáng kiến được công nhận: 15 (cấp trường 10, cấp huyện 05)", "initiatives.recognised.school 10, initiatives.recognised.district 5", "the number before the bracket is neither's"),
    ("Chuẩn nghề nghiệp GV: Tốt 12, Khá 10, Đạt 3, CĐ 0",
     "teachers.standard.good 12, teachers.standard.fair 10, teachers.standard.pass 3, teachers.standard.fail 0", "CĐ among its kind"),
    ("Hội thi giáo viên dạy giỏi cấp quận có 6 đ/c đạt giải nhì", "", "prizes are awards"),
    ("Hội thi giáo viên giỏi cấp trường có 25/31 giáo viên tham gia", "", "those who took part"),
    ("Tổng số cán bộ, giáo viên, nhân viên: 32 đồng chí", "staff.total 32", "staff"),
    ("Tổng số CB, GV, NV: 32 (trong đó CBQL 03, GV 25, NV 04)", "staff.total 32, teachers.total 25", "split"),
    ("Nhà trường có 32 cán bộ, giáo viên, nhân viên", "staff.total 32", "figure before"),
    ("Tổng số giáo viên: 25", "teachers.total 25", "teachers"),
    ("25 giáo viên tham gia tập huấn thay sách", "", "those who took part"),
    ("100% cán bộ, giáo viên ký cam kết.", "", "a share of something else"),
    ("18 giáo viên giỏi cấp huyện, 02 giáo viên giỏi cấp tỉnh", "teachers.excellent.district 18, teachers.excellent.province 2", "figure before"),
    ("Giáo viên giỏi cấp trường: 20/25 đạt 80%", "teachers.excellent.school 20, teachers.excellent.school 80%", "label before"),
    ("Giáo viên dạy giỏi cấp trường 20 đ/c, cấp huyện 08 đ/c", "teachers.excellent.school 20, teachers.excellent.district 8", "second office"),
    ("Có 08/25 đồng chí được công nhận giáo viên giỏi cấp huyện (32%)", "teachers.excellent.district 8, teachers.excellent.district 32%", "acknowledged"),
    ("GVG cấp cụm: 05", "teachers.excellent.cluster 5", "short form"),
    ("05 giáo viên dự thi giáo viên giỏi cấp huyện", "", "taking part"),
    ("Cử 05 đồng chí tham gia thi giáo viên giỏi cấp tỉnh", "", "sent to a contest"),
    ("25/25 giáo viên đạt chuẩn trình độ đào tạo (100%)", "teachers.qualified 25, teachers.qualified 100%", "qualified"),
    ("100% giáo viên đạt chuẩn", "teachers.qualified 100%", "qualified, percent only"),
    ("Giáo viên đạt chuẩn trở lên: 25/25 đạt 100%", "teachers.qualified 25, teachers.qualified 100%", "label before"),
    ("Trường đạt chuẩn quốc gia mức độ 2", "", "a school's standard"),
    ("Có 06 sáng kiến được cấp huyện công nhận.", "initiatives.recognised.district 6", "initiatives"),
    ("09 sáng kiến được công nhận cấp cơ sở, 01 sáng kiến được công nhận cấp tỉnh",
     "initiatives.recognised.base 9, initiatives.recognised.province 1", "two offices"),
    ("Sáng kiến kinh nghiệm cấp trường: 12; cấp huyện: 05", "initiatives.recognised.school 12, initiatives.recognised.district 5", "labels before"),
    ("Có 10 SKKN được hội đồng cấp xã công nhận", "initiatives.recognised.commune 10", "commune"),
    ("Đăng ký 10 sáng kiến cấp huyện", "", "an intention"),
    ("Viết 10 sáng kiến kinh nghiệm", "", "written, not acknowledged by anyone named"),
]  # fmt: skip

PARTY = [
    ("Đảng viên: Tổng số 21 đ/c; Nữ: 15 đ/c; dự bị: 2 đ/c", "party.members 21, party.members.probationary 2", "label: number pairs"),
    ("Thu đảng phí 1.500.000 đồng của 21 đảng viên", "", "fees"),
    ("Tổng số đảng viên của chi bộ: 21 đồng chí, trong đó chính thức 20, dự bị 01.", "party.members 21, party.members.probationary 1", "stock"),
    ("Chi bộ hiện có 21 đảng viên, trong đó 20 chính thức và 01 dự bị.", "party.members 21, party.members.probationary 1", "the figure that touches its part"),
    ("Tổng số đảng viên tính đến 31/12/2023 là 21 đồng chí", "party.members 21", "a day on the way to the figure"),
    ("Chi bộ Trường Tiểu học Ea Tung có 21 đảng viên sinh hoạt tại 3 tổ", "party.members 21", "the cell by its name"),
    ("Chi bộ có 21 đảng viên (01 đảng viên dự bị)", "party.members 21, party.members.probationary 1", "figure before"),
    ("Đảng viên: 21", "party.members 21", "a bare label"),
    ("Tổng số đảng viên hiện nay là 21 đồng chí; đảng viên dự bị: 02 đồng chí", "party.members 21, party.members.probationary 2", "in a sentence"),
    ("Chi bộ hiện có 21 đảng viên, trong đó 02 đảng viên dự bị", "party.members 21, party.members.probationary 2", "part before its words"),
    ("Chuyển đảng chính thức cho 02 đảng viên dự bị: Lò Văn A, Lò Văn B.", "", "a flow, not the stock"),
    ("Kết nạp 03 đảng viên mới", "", "admissions are another fact"),
    ("15 đảng viên tham gia học tập nghị quyết", "", "those who took part"),
    ("Giám sát 12 lượt đảng viên", "party.supervisions 12x", "lượt"),
    ("Thực hiện giám sát chuyên đề đối với 02 đảng viên", "party.supervisions 2x", "those supervised"),
    ("Chi bộ tiến hành 03 cuộc giám sát, kiểm tra 02 đảng viên", "party.supervisions 3x, party.inspections 2x", "figure before and behind"),
    ("Kiểm tra 02 đảng viên/ 03 cuộc", "party.inspections 3x", "rounds where they are told"),
    ("Kiểm tra, giám sát 15 lượt đảng viên", "", "two things in one figure"),
    ("Kiểm tra 25 hồ sơ giáo viên", "", "files"),
    ("Kiểm tra nội bộ 05 cuộc", "", "the school's own checks"),
    ("Không có đảng viên bị kỷ luật.", "party.members.disciplined 0", "none disciplined"),
    ("Trong năm không có cán bộ, giáo viên, nhân viên vi phạm kỷ luật", "staff.disciplined 0", "staff"),
    ("Không có đảng viên, cán bộ, giáo viên bị kỷ luật", "party.members.disciplined 0, staff.disciplined 0", "both"),
    ("Có 01 đảng viên bị kỷ luật khiển trách", "party.members.disciplined 1", "one"),
    ("Giữ nghiêm kỷ luật đảng, kỷ luật phát ngôn năm 2022", "", "discipline as a virtue"),
    ("Trong năm không có đơn thư khiếu nại, tố cáo.", "complaints 0", "no complaint"),
    ("Không để xảy ra đơn thư khiếu nại", "complaints 0", "none came up"),
    ("Không có trường hợp nào khiếu nại, tố cáo", "complaints 0", "none, in more words"),
    ("Tiếp nhận 01 đơn thư và đã giải quyết xong", "complaints 1", "one"),
    ("Không có đơn thư vượt cấp, kéo dài", "", "only of one kind"),
    ("Công tác giải quyết khiếu nại, tố cáo được quan tâm.", "", "a matter, no figure"),
    ("Số đảng viên được đánh giá, xếp loại: 20/21 đạt 95,2%", "party.members.reviewed 20, party.members.reviewed 95.2%", "reviewed"),
]  # fmt: skip

PLANS = [
    ("Phấn đấu năm tới có 05 giáo viên giỏi cấp huyện, tỷ lệ chuyển lớp đạt 99%.", "", "a wish"),
    ("Chỉ tiêu: tỷ lệ chuyển lớp 98%", "", "a target"),
    ("Chỉ tiêu chuyển lớp 98%, thực hiện: tỷ lệ chuyển lớp 99%", "students.promotion_rate 99%", "the result after its target"),
    ("Tỷ lệ chuyển lớp đạt 99,2%, vượt chỉ tiêu 1,2%", "students.promotion_rate 99.2%", "by how much is no figure of its own"),
    ("Dự kiến 06 sáng kiến cấp huyện", "", "foreseen"),
    ("Đăng ký đầu năm 10 giáo viên giỏi cấp trường, kết quả có 12 giáo viên giỏi cấp trường", "teachers.excellent.school 12", "result after wish"),
]  # fmt: skip


def _expected(facts: str, prefix: str = "") -> list[str]:
    return sorted(f"{prefix}{fact.strip()}" for fact in facts.split(",") if fact.strip())


@pytest.mark.parametrize(("line", "facts"), [pytest.param(a, b, id=c) for a, b, c in STANDARD])
def test_professional_standard(line: str, facts: str) -> None:
    assert sorted(map(short, prose_facts(line))) == _expected(facts, "teachers.standard.")


@pytest.mark.parametrize(
    ("line", "facts"), [pytest.param(a, b, id=c) for a, b, c in (*CLASSIFICATION, *PUPILS, *STAFF, *PARTY, *PLANS)]
)
def test_line(line: str, facts: str) -> None:
    assert sorted(map(short, prose_facts(line))) == _expected(facts)


LISTS = [
    pytest.param(
        ["- Kết quả xếp loại viên chức:", "+ HTXSNV: 06 đ/c = 18,8%", "+ HTTNV: 26 đ/c = 81,2%", "- Tốt: 12 tiết"],
        ["staff.classification.excellent 6", "staff.classification.excellent 18.8%", "staff.classification.good 26",
         "staff.classification.good 81.2%"],
        id="a list under its line, closed by the next line of the same rank",
    ),
    pytest.param(
        ["Hạnh kiểm năm học 2019-2020:", "Tốt: 300 em", "Khá: 90 em", "Nhà trường có 05 lớp đạt tiên tiến"],
        ["students.conduct.good 300 2019-2020", "students.conduct.fair 90 2019-2020"],
        id="a list without bullets; the year from the line above",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "facts"), LISTS)
def test_list(lines: list[str], facts: list[str]) -> None:
    assert sorted(map(short, prose_facts(*lines))) == sorted(facts)


def test_the_heading_that_a_line_stands_under_gives_kind_and_year() -> None:
    line = passage("Tốt: 20; Khá: 5", context=("Đội ngũ", "Chuẩn nghề nghiệp giáo viên năm học 2020-2021:"))
    assert list(map(short, prose_facts(line))) == [
        "teachers.standard.good 20 2020-2021",
        "teachers.standard.fair 5 2020-2021",
    ]


def test_the_scale_of_a_list_is_told_by_its_sister_lines() -> None:
    context = ("Học lực:",)
    facts = prose_facts(passage("- Khá: 20 em", context=context), passage("- Trung bình: 9 em", context=context))
    assert {fact.scale for fact in facts} == {"TT58/2011"}


def test_a_verb_is_no_class_and_tells_no_scale() -> None:
    assert [fact.scale for fact in prose_facts("Năm qua đạt 95% học sinh hạnh kiểm tốt.")] == [None]


def test_raw_holds_no_stray_bracket() -> None:
    assert [fact.raw for fact in prose_facts("(bỏ học 02 em = 0,4%).")] == ["02 em = 0,4%"] * 2


def test_a_term_of_office_is_no_school_year() -> None:
    assert list(map(short, prose_facts("Nhiệm kỳ 2022-2023 chi bộ có 21 đảng viên"))) == ["party.members 21"]


def test_directions_hold_plans_only() -> None:
    assert prose_facts(Passage("Tỷ lệ chuyển lớp đạt 99%", 0, kind="directions")) == []


def test_the_denominator_is_the_base_and_no_total() -> None:
    facts = prose_facts("Xếp loại viên chức: HTTNV: 26/32")
    assert [(short(fact), fact.base) for fact in facts] == [("staff.classification.good 26", 32)]


def test_raw_and_place_are_the_source_s_own_words() -> None:
    line = "Giám định: Tỷ lệ chuyển lớp đạt 99,2% ."
    fact = prose_facts(line)[0]
    assert fact.raw == "99,2%" and fact.evidence is not None
    assert line[fact.evidence.start : fact.evidence.end] == "chuyển lớp đạt 99,2%"


def test_prose_that_repeats_a_table_is_one_item() -> None:
    words = load_vocabulary()
    layout = lay_out(block([["Khối", "Số lớp"], ["6", "3"], ["Tổng", "14"]], "Quy mô 2021-2022"),
                     passages=(passage("Toàn trường có 14 lớp với 520 học sinh."),))  # fmt: skip
    facts = extract_statistics(layout, extract_tables(layout, words), words)
    assert sorted(map(short, facts)) == [
        "students.actual 520",
        "students.classes 6 3 2021-2022",
        "students.classes total 14 2021-2022",
    ]


QUANTITIES = [
    pytest.param("02/16(đạt 12,5%)", [(2, 16, 12.5)], id="glued"),
    pytest.param("482 em (85,3%)", [(482, None, 85.3)], id="a noun between"),
    pytest.param("chính thức 33, dự bị 02", [(33, None, None), (2, None, None)], id="two counts"),
    pytest.param("100%", [(None, None, 100.0)], id="a percent"),
    pytest.param("1.254 học sinh", [(1254, None, None)], id="thousands"),
    pytest.param("ngày 16/12/2023, lớp 6, Thông tư 22/2021, số 05-CT/TW, năm 2023", [], id="dates and numbers of papers"),
    pytest.param("lớp 6, 7, 8 và lớp 9", [], id="grades in a row"),
    pytest.param("mức độ 2, giai đoạn 2020-2025, tháng 9", [], id="degrees and terms"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), QUANTITIES)
def test_quantities(text: str, figures: list[tuple[int | None, int | None, float | None]]) -> None:
    assert [(q.count, q.base, q.percent) for q in find_quantities(shadow(text), lexicon(load_vocabulary()))] == figures


@given(st.lists(st.sampled_from([*"0123456789%/().;:,-", " ", "Tốt", " Khá ", "đạt", " em ", "không ", "đảng viên ", "khối ",
                                 "giám sát ", "cấp huyện", "sáng kiến ", "2021-2022"]), max_size=60))  # fmt: skip
def test_no_line_breaks_the_reading_and_every_fact_has_its_place(pieces: list[str]) -> None:
    line = clean("".join(pieces))
    for fact in prose_facts(line):
        assert fact.evidence is not None
        assert fact.value >= 0
        assert fact.raw is not None and fact.raw in line


def test_a_paragraph_without_end_is_left_alone() -> None:
    assert prose_facts("Tốt 12 em; " * 1000) == []
