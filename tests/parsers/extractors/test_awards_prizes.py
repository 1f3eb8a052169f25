# ruff: noqa: E501 - an example and its reason are one line
"""Prizes: one line an example, in the words of many hands, with the reason why it stands here."""

from __future__ import annotations

import pytest

from parsers.extractors.awards.merge import merge
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.words import award_words
from parsers.extractors.passages import passage
from parsers.vocabulary import load_vocabulary


def prizes(text: str, *context: str, city: str | None = None) -> list[str]:
    """The prizes of a sentence, each as "recipient level rank count | name: winners"."""
    words = award_words(load_vocabulary())
    found = merge(read_passage(passage(text, context=context), words, city))
    assert all(award.category == "prize" for award in found)
    return [
        f"{award.recipient_type} {award.level or '-'} {award.rank or '-'} {'-' if award.count is None else award.count}"
        f" | {award.name}" + (f": {', '.join(award.recipients)}" if award.recipients else "")
        for award in found
    ]


def both(name: str, *rows: str) -> list[str]:
    """Rows of one contest of the students."""
    return [f"student {row} | {name}" for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # total and breakdown
        pytest.param("- Thi học sinh giỏi lớp 9 cấp huyện đạt 12 giải (02 giải nhất; 04 giải nhì; 06 giải ba).",
                     both("học sinh giỏi lớp 9", "district first 2", "district second 4", "district third 6"), id="total in front, breakdown in brackets"),
        pytest.param("Thi HSG cấp tỉnh đạt 05 giải.", both("HSG", "province - 5"), id="a total alone is a row without rank"),
        pytest.param("Thi HSG cấp tỉnh đạt 05 giải (02 giải nhì, 02 giải ba).", both("HSG", "province second 2", "province third 2"), id="a breakdown that does not add up is still the breakdown"),
        pytest.param("Thi HSG cấp huyện đạt 05 giải, trong đó có 01 giải nhất.", both("HSG", "district - 5", "district first 1"), id="part of a total: both are told"),
        pytest.param("Thi HSG cấp huyện đạt 05 giải, trong đó: 01 giải nhất, 04 giải ba.", both("HSG", "district first 1", "district third 4"), id="'trong đó' that tells all"),
        pytest.param("Thi IOE cấp huyện đạt 6 giải: 1 nhất, 2 nhì, 2 ba, 1KK.", both("IOE", "district first 1", "district second 2", "district third 2", "district consolation 1"), id="ranks without 'giải', one glued"),
        pytest.param("Thi IOE cấp huyện: Nhất 1, Nhì 2, Ba 3, KK 4", both("IOE", "district first 1", "district second 2", "district third 3", "district consolation 4"), id="number behind, no 'giải' at all"),
        pytest.param("Thi IOE cấp huyện: giải nhất: 01; giải nhì: 02; giải ba: 0; giải KK: 03 em", both("IOE", "district first 1", "district second 2", "district consolation 3"), id="number behind a colon, 0 is no row"),
        pytest.param("Cuộc thi viết thư UPU cấp tỉnh có 2 giải Nhì, 1 giải Ba và 5 giải Khuyến khích", both("viết thư UPU", "province second 2", "province third 1", "province consolation 5"), id="capitals, 'và'"),
        pytest.param("Hội khỏe Phù Đổng cấp huyện: 05 HCV, 03 HCB, 07 HCĐ", both("Hội khỏe Phù Đổng", "district gold 5", "district silver 3", "district bronze 7"), id="medals of sports, abbreviated"),
        pytest.param("Tham gia HKPĐ cấp tỉnh giành được 02 huy chương vàng, 01 huy chương bạc và 03 huy chương đồng.", both("HKPĐ", "province gold 2", "province silver 1", "province bronze 3"), id="medals spelled out"),
        pytest.param("Thi Olympic tiếng Anh cấp thành phố đạt 3 huy chương: 1 vàng, 2 bạc", both("Olympic tiếng Anh", "- gold 1", "- silver 2"), id="vàng and bạc behind the medals' total; a city that nothing places"),
        pytest.param("Thi tiếng hát dân ca cấp cụm đạt 01 giải A, 02 giải B, 1 giải C", both("tiếng hát dân ca", "cluster a 1", "cluster b 2", "cluster c 1"), id="letters as ranks"),
        pytest.param("Thi tiếng hát dân ca cấp cụm đạt 01 giải A, 02 B", both("tiếng hát dân ca", "cluster a 1", "cluster b 2"), id="a bare letter in a list of letters"),
        pytest.param("Hội thi chỉ huy Đội giỏi cấp huyện đạt 1 giải tư.", both("chỉ huy Đội giỏi", "district fourth 1"), id="fourth"),
        pytest.param("Thi vẽ tranh cấp tỉnh đạt giải đặc biệt.", both("vẽ tranh", "province special 1"), id="special prize, one by itself"),
        pytest.param("Cuộc thi khoa học kỹ thuật cấp tỉnh đạt giải Nhì", both("khoa học kỹ thuật", "province second 1"), id="no number: one"),
        pytest.param("Thi IOE cấp huyện đạt 10 giải, trong đó 03 giải nhì, 08 giải ba.", both("IOE", "district second 3", "district third 8"), id="ranks that pass the total are no part of it"),
        pytest.param("Thi IOE cấp huyện có 12 giải, trong đó 05 giải ba, 06 giải KK.", both("IOE", "district third 5", "district consolation 6"), id="'trong đó' down to the lowest rank tells all, even if it does not add up"),
        pytest.param("HSG cấp huyện: 12/10 giải (vượt 2 giải)", both("HSG", "district - 12"), id="more than planned, over the plan; the difference is none"),
        pytest.param("Số giải HSG cấp huyện: 17; số giải cấp tỉnh: 3", both("HSG", "district - 17", "province - 3"), id="the contest between the word and its number"),
        pytest.param("Học sinh đạt 8 giải thể thao cấp xã và 3 giải văn nghệ cấp xã", ["student commune - 8 | thể thao", "student commune - 3 | văn nghệ"], id="counted prizes are no tournament"),
        pytest.param("- 02 giải Nhất, 01 giải Nhì (Hội thi STEM cấp cụm)", both("STEM", "cluster first 2", "cluster second 1"), id="contest and level in a bracket behind"),
        pytest.param("Tham gia HKPĐ cấp huyện đạt 3 vàng, 1 bạc, 4 đồng", both("HKPĐ", "district gold 3", "district silver 1", "district bronze 4"), id="metals alone; đồng is no money beside them"),
        pytest.param("thi vẽ tranh “Chiếc ô tô mơ ước” có 2 giải cấp QG", both("vẽ tranh “Chiếc ô tô mơ ước”", "national - 2"), id="a wish in a contest's name is no plan; its quote stays closed"),
        pytest.param("Nghị quyết chi bộ đề ra: 05 giải HSG cấp huyện; kết quả thực hiện: 06 giải cấp huyện", both("HSG", "district - 6"), id="what the resolution asked is a plan"),
        pytest.param("- Số giải thi Bé làm quen với biển cấp tỉnh: 08; không có giải quốc tế.", both("Bé làm quen với biển", "province - 8"), id="number of prizes, the contest unknown"),
        pytest.param("- Em yêu biển đảo cấp thị xã: 01 HCV, 07 HCB", both("Em yêu biển đảo", "district gold 1", "district silver 7"), id="a contest that begins like a person"),
        pytest.param("1. Trần Bảo Ngọc - Lớp 9A - Giải Nhì HSG cấp huyện", ["student district second 1 | HSG: Trần Bảo Ngọc"], id="a winner's name that opens the line is no contest"),
        pytest.param("Em Hạng A Lử đạt giải Nhì cuộc thi vẽ tranh cấp quận.", ["student district second 1 | vẽ tranh: Hạng A Lử"], id="the family name Hạng is no place"),
        # several levels
        pytest.param("Thi điền kinh cấp huyện đạt 03 giải (01 giải nhất, 02 giải ba); cấp tỉnh đạt 02 giải (02 giải ba).",
                     both("điền kinh", "district first 1", "district third 2", "province third 2"), id="the second level inherits the contest"),
        pytest.param("Thi điền kinh cấp huyện đạt 03 giải nhất. Cấp tỉnh đạt 01 giải ba.", both("điền kinh", "district first 3", "province third 1"), id="inherited over a full stop"),
        pytest.param("HSG lớp 9: Cấp tỉnh: 1 giải Nhì; Cấp huyện: 1 giải Nhất, 2 giải Nhì.", both("HSG lớp 9", "province second 1", "district first 1", "district second 2"), id="levels as labels"),
        pytest.param("Kết quả thi Violympic: đạt 3 giải cấp trường, 2 giải cấp huyện và 1 giải cấp tỉnh.", both("Violympic", "school - 3", "district - 2", "province - 1"), id="levels behind the totals"),
        pytest.param("Thi cờ vua đạt 02 giải nhất cấp huyện, 01 giải nhì cấp tỉnh", both("cờ vua", "district first 2", "province second 1"), id="levels behind the ranks"),
        pytest.param("Có 01 học sinh đạt giải nhất cấp huyện và giải khuyến khích cấp tỉnh thi vẽ tranh.", both("vẽ tranh", "district first 1", "province consolation 1"), id="one pupil, two prizes, contest at the end"),
        pytest.param("Thi HSG cấp quốc gia đạt 01 giải ba; thi KHKT cấp tỉnh đạt 01 giải nhì, 01 giải tư.",
                     ["student national third 1 | HSG", "student province second 1 | KHKT", "student province fourth 1 | KHKT"], id="two contests in a sentence"),
        pytest.param("HSG văn hóa cấp huyện 15 giải, HSG năng khiếu cấp huyện 4 giải", ["student district - 15 | HSG văn hóa", "student district - 4 | HSG năng khiếu"], id="two contests, a comma between"),
        # contest behind
        pytest.param("Đạt 02 giải nhất, 01 giải ba hội thi văn nghệ cấp huyện.", both("văn nghệ", "district first 2", "district third 1"), id="contest and level at the end"),
        pytest.param("Nhà trường đạt giải Nhì cuộc thi \"Giai điệu tuổi hồng\" cấp huyện.", both("Giai điệu tuổi hồng", "district second 1"), id="quoted contest"),
        pytest.param("Trong năm có 01 học sinh đạt Huy chương đồng cấp huyện cuộc thi Cờ vua.", both("Cờ vua", "district bronze 1"), id="level before the contest, both behind"),
        pytest.param("Đạt 1 giải nhất cuộc thi kể chuyện cấp huyện, 2 giải nhì cuộc thi vẽ tranh cấp tỉnh.",
                     ["student district first 1 | kể chuyện", "student province second 2 | vẽ tranh"], id="each prize with the contest behind it"),
        pytest.param("Đạt 3 giải HSG huyện", both("HSG", "district - 3"), id="bare level word behind the contest"),
        pytest.param("01 em đạt giải Nhì tỉnh môn cờ vua", both("cờ vua", "province second 1"), id="bare level word behind the rank"),
        # contest unknown to the vocabulary
        pytest.param("+ Tài năng nhí cấp huyện: 03 giải nhất", both("Tài năng nhí", "district first 3"), id="a contest that no word announces"),
        pytest.param("Tham gia cuộc thi \"Em yêu biển đảo\" do Phòng GD&ĐT tổ chức đạt 01 giải nhất, 02 giải nhì.", both("Em yêu biển đảo", "district first 1", "district second 2"), id="the body that holds it gives the level"),
        pytest.param("Hội thi nấu ăn ngày 20/10 cấp xã đạt giải ba", both("nấu ăn ngày 20/10", "commune third 1"), id="a date in the contest's name counts nothing"),
        # people
        pytest.param("Cuộc thi Viết chữ đẹp cấp trường: 03 em đạt giải nhất, 05 em đạt giải nhì.", both("Viết chữ đẹp", "school first 3", "school second 5"), id="pupils counted"),
        pytest.param("Thi Trạng nguyên Tiếng Việt cấp huyện có 10 HS tham gia, 4 HS đoạt giải (1 giải nhì, 3 giải KK)", both("Trạng nguyên Tiếng Việt", "district second 1", "district consolation 3"), id="those who took part are no prizes"),
        pytest.param("40/42 em dự thi IOE cấp huyện đạt giải.", both("IOE", "district - 40"), id="so many of those who tried"),
        pytest.param("Kỳ thi chọn HSG cấp tỉnh có 82 học sinh đoạt giải, trong đó 7 giải Nhất, 23 giải Nhì, 30 giải Ba, 22 giải KK.",
                     both("HSG", "province first 7", "province second 23", "province third 30", "province consolation 22"), id="winners as the total"),
        pytest.param("Thi HSG cấp tỉnh có 31 học sinh đạt giải nhất, nhì, ba.", both("HSG", "province - 31"), id="nobody splits the ranks"),
        pytest.param("Em Lò Thị Mai đạt giải nhất cuộc thi vẽ tranh cấp huyện.", ["student district first 1 | vẽ tranh: Lò Thị Mai"], id="the winner's name"),
        pytest.param("Thi KHKT cấp tỉnh đạt 01 giải nhì (em Giàng Thị Dua và em Hoàng Văn Tú).", ["student province second 1 | KHKT: Giàng Thị Dua, Hoàng Văn Tú"], id="winners in brackets, one prize for two"),
        pytest.param("Thi hùng biện tiếng Anh cấp huyện: 01 giải nhất: em Vũ Minh Châu", ["student district first 1 | hùng biện tiếng Anh: Vũ Minh Châu"], id="winner behind a colon"),
        pytest.param("Thi sáng tạo thanh thiếu niên nhi đồng cấp tỉnh có 02 sản phẩm đạt giải khuyến khích", both("sáng tạo thanh thiếu niên nhi đồng", "province consolation 2"), id="products counted"),
        pytest.param("Thi bóng đá cấp huyện đạt giải nhất toàn đoàn, 02 giải nhì đồng đội", both("bóng đá", "district overall_first 1", "district overall_second 2"), id="the team's prizes"),
        pytest.param("Thi thể thao cấp huyện đạt 08 giải, xếp thứ nhất toàn đoàn (03 giải nhất, 05 giải nhì)", both("thể thao", "district overall_first 1", "district first 3", "district second 5"), id="a team's place is a row"),
        pytest.param("Thi thể thao cấp huyện đạt 08 giải, xếp vị trí thứ nhất (03 giải nhất, 05 giải nhì)", both("thể thao", "district first 3", "district second 5"), id="a place that is no team prize is none"),
        # staff
        pytest.param("Hội thi giáo viên dạy giỏi cấp tỉnh đạt 02 giải nhì.", ["staff province second 2 | giáo viên dạy giỏi"], id="the teachers' contest"),
        pytest.param("Thi làm đồ dùng dạy học tự làm cấp huyện đạt 01 giải nhất", ["staff district first 1 | làm đồ dùng dạy học tự làm"], id="a contest of teachers by its matter"),
        pytest.param("Có 03 giáo viên đạt giải ba cuộc thi viết về thầy cô cấp tỉnh", ["staff province third 3 | viết về thầy cô"], id="teachers named before the prize"),
        pytest.param("Hội giảng cấp cụm: 02 đ/c đạt giải nhất, 01 đ/c đạt giải nhì", ["staff cluster first 2 | Hội giảng", "staff cluster second 1 | Hội giảng"], id="đ/c are teachers"),
        pytest.param("Thiết kế bài giảng E-learning cấp huyện đạt 2 giải C", ["staff district c 2 | Thiết kế bài giảng E-learning"], id="teachers' contest without 'thi'"),
        # plans, denials and results beside them
        pytest.param("Thi HSG cấp huyện: chỉ tiêu 5 giải, kết quả đạt 7 giải.", both("HSG", "district - 7"), id="a target and the result"),
        pytest.param("Thi HSG cấp huyện đạt 7 giải, vượt chỉ tiêu 02 giải.", both("HSG", "district - 7"), id="what goes beyond the target is no award of its own"),
        pytest.param("Thi HSG cấp huyện không có giải nhất, đạt 02 giải nhì.", both("HSG", "district second 2"), id="a denial ends at the comma"),
        pytest.param("Thi HSG cấp huyện đạt ba giải nhì, hai giải ba.", both("HSG", "district second 3", "district third 2"), id="numbers in words"),
        pytest.param("Thi HSG cấp huyện đạt 01 (một) giải nhì", both("HSG", "district second 1"), id="a number and its word"),
        pytest.param("Thi HSG vòng huyện có 04 em đạt giải: 01 em giải nhì, 03 em giải khuyến khích", both("HSG", "district second 1", "district consolation 3"), id="'vòng huyện', people between"),
        pytest.param("Thi HSG cấp Thị xã đạt 2 giải", both("HSG", "district - 2"), id="thị xã is a district"),
        pytest.param("Thi HSG cấp xã năm học 2025-2026 đạt 2 giải nhì", both("HSG", "commune second 2"), id="a school year's digits count nothing"),
        pytest.param("Thi Toán quốc tế TIMO đạt 1 HCV, 2 HCB cấp quốc tế", both("Toán quốc tế TIMO", "international gold 1", "international silver 2"), id="international"),
    ],
)  # fmt: skip
def test_prizes(text: str, expected: list[str]) -> None:
    assert prizes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Có 2 em đạt giải Ba môn Toán, 1 em đạt giải KK môn Ngữ văn kỳ thi HSG lớp 9 cấp huyện.", both("HSG lớp 9", "district third 2", "district consolation 1"), id="subjects beside prizes, the contest at the end"),
        pytest.param("HSG cấp huyện: 12 giải (Toán: 03 giải nhì; Văn: 02 giải nhất; Anh: 07 giải ba).", both("HSG", "district second 3", "district first 2", "district third 7"), id="subjects as labels in brackets"),
        pytest.param("HS tham gia thi Violympic đạt: 01 HCV, 03 HCB cấp Quốc gia; 02 HCĐ cấp tỉnh.", both("Violympic", "national gold 1", "national silver 3", "province bronze 2"), id="a level behind a list is the whole list's"),
        pytest.param("Đạt nhất toàn đoàn Hội khỏe Phù Đổng cấp huyện với 12 huy chương vàng.", both("Hội khỏe Phù Đổng", "district overall_first 1", "district gold 12"), id="'nhất toàn đoàn' before the contest"),
        pytest.param("Đội bóng đá nam của trường đạt giải Nhì giải bóng đá thiếu niên cấp huyện.", both("bóng đá nam", "district second 1"), id="a tournament is called 'giải' too"),
        pytest.param("Liên đội đạt giải Nhì Nghi thức Đội cấp huyện, giải Ba Chỉ huy Đội giỏi cấp huyện.", ["student district second 1 | Nghi thức Đội", "student district third 1 | Chỉ huy Đội giỏi"], id="contests right behind their prizes"),
        pytest.param("Đạt được 02 giải nhì, 01 giải ba cuộc thi KHKT cấp huyện và 01 giải tư cấp tỉnh.", both("KHKT", "district second 2", "district third 1", "province fourth 1"), id="a level of its own behind 'và'"),
        pytest.param("Thi HSG: 56 giải, trong đó cấp tỉnh 6 giải, cấp huyện 50 giải.", both("HSG", "province - 6", "district - 50"), id="levels make up the total"),
        pytest.param("Năm học 2022 – 2023 đạt 12 giải; năm học 2023 – 2024 đạt 15 giải HSG cấp huyện", both("HSG", "district - 12", "district - 15"), id="years open no contest"),
        pytest.param("Thi IOE: số học sinh đạt giải cấp huyện: 23 em; cấp tỉnh: 5 em.", both("IOE", "district - 23", "province - 5"), id="prizes not said again"),
        pytest.param("Các em Vũ Minh Châu, Lò Thị Mai đạt giải nhất hội thi tin học trẻ cấp huyện.", ["student district first 2 | tin học trẻ: Vũ Minh Châu, Lò Thị Mai"], id="several winners named"),
        pytest.param("Hội thi sáng tạo kỹ thuật: đạt 01 giải khuyến khích cấp tỉnh (đ/c Vi Văn Sơn).", ["staff province consolation 1 | sáng tạo kỹ thuật: Vi Văn Sơn"], id="a teacher in brackets behind the level"),
        pytest.param("HSG cấp huyện có 06 giải: Trong đó 01 giải nhì môn Văn (Lò Thị Mai), 05 giải ba.", ["student district second 1 | HSG: Lò Thị Mai", "student district third 5 | HSG"], id="a name behind the subject"),
        pytest.param("Tham gia 05 cuộc thi do cấp trên tổ chức, đạt 12 giải các loại.", both("Giải thưởng", "- - 12"), id="contests that nobody names"),
        pytest.param("Phong trào thi đua 20/11: đạt 02 giải nhất hội thi cắm hoa cấp trường", both("cắm hoa", "school first 2"), id="a day is no share"),
        pytest.param("Thi viết chữ đẹp cấp trường có 32 em đạt giải A, 20 em đạt giải B; giáo viên 5 đ/c đạt giải A.",
                     [*both("viết chữ đẹp", "school a 32", "school b 20"), "staff school a 5 | viết chữ đẹp"], id="pupils and teachers in one contest"),
        pytest.param("Hội thi \"Rung chuông vàng\" cho học sinh cấp trường trao 01 giải nhất", both("Rung chuông vàng", "school first 1"), id="the name ends with its quote"),
        pytest.param("Thi cờ vua cấp huyện: 01 giải nhất; tăng 01 giải so với năm trước", both("cờ vua", "district first 1"), id="a difference is no prize"),
        pytest.param("Thi cờ vua cấp huyện đạt 9 giải (trong đó có 01 giải nhất toàn đoàn).", both("cờ vua", "district - 9", "district overall_first 1"), id="part of a total in brackets"),
        pytest.param("Thi cờ vua cấp huyện đạt 3 giải (3 giải nhì) và giải ba toàn đoàn.", both("cờ vua", "district second 3", "district overall_third 1"), id="the team's prize is beside the total"),
        pytest.param("Thực hiện Kế hoạch số 12, nhà trường tổ chức hội thi GVG cấp trường, có 20 giáo viên đạt giải.", ["staff school - 20 | GVG"], id="a plan as a paper"),
        pytest.param("Tập trung bồi dưỡng đội tuyển, đạt 05 giải HSG cấp huyện.", both("HSG", "district - 5"), id="work towards it, and the result"),
        pytest.param("Đạt chỉ tiêu đề ra: 02 giải HSG cấp tỉnh.", both("HSG", "province - 2"), id="the target met"),
    ],
)  # fmt: skip
def test_prizes_of_other_hands(text: str, expected: list[str]) -> None:
    assert prizes(text) == expected
