# ruff: noqa: E501 - an example and its reason are one line
"""Commendations, titles, flags, medals and standards: one line an example, with the reason why it stands here."""

from __future__ import annotations

import pytest

from models.report import Award
from parsers.extractors.awards.merge import merge
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.words import award_words
from parsers.extractors.passages import passage
from parsers.vocabulary import load_vocabulary


def read(text: str, *context: str, city: str | None = None) -> list[Award]:
    """The awards of a sentence."""
    return merge(read_passage(passage(text, context=context), award_words(load_vocabulary()), city))


def honours(text: str, *context: str, city: str | None = None) -> list[str]:
    """The awards of a sentence, each as "name recipient level count[ share%][: recipients]"."""
    return [
        f"{award.name} {award.recipient_type} {award.level or '-'} {'-' if award.count is None else award.count}"
        + (f" {award.share:g}%" if award.share is not None else "")
        + (f": {', '.join(award.recipients)}" if award.recipients else "")
        for award in read(text, *context, city=city)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the body before the verb
        pytest.param("Nhà trường được UBND huyện tặng giấy khen.", ["Giấy khen collective district 1"], id="body before the verb; the school is not listed"),
        pytest.param("Công đoàn được Liên đoàn Lao động tỉnh tặng Bằng khen.", ["Bằng khen collective province 1: Công đoàn"], id="another collective is listed"),
        pytest.param("Tập thể trường đạt TTLĐTT, được UBDN huyện tặng giấy khen.", ["TTLĐTT collective - 1", "Giấy khen collective district 1"], id="the receiver goes on; UBDN is a typo"),
        pytest.param("Trường đạt TTLĐXS. Được Chủ tịch UBND tỉnh tặng Bằng khen.", ["TTLĐXS collective - 1", "Bằng khen collective province 1"], id="the receiver goes on over a full stop"),
        pytest.param("LĐLĐ huyện tặng giấy khen cho Công đoàn và 02 đoàn viên công đoàn.", ["Giấy khen collective district 1: Công đoàn", "Giấy khen staff district 2"], id="two receivers behind"),
        pytest.param("Sở GD&ĐT tặng giấy khen cho đồng chí Nguyễn Văn An.", ["Giấy khen staff province 1: Nguyễn Văn An"], id="a person behind"),
        pytest.param("Có 05 đồng chí được UBND huyện tặng giấy khen.", ["Giấy khen staff district 5"], id="people counted before"),
        pytest.param("1 cá nhân Trung ương đoàn tặng bằng khen.", ["Bằng khen staff national 1"], id="receiver before the giver, no 'được'"),
        pytest.param("Chủ tịch nước tặng Huân chương Lao động hạng Ba cho nhà trường.", ["Huân chương Lao động collective national 1"], id="the President"),
        pytest.param("03 tập thể và 12 cá nhân được Phòng GD&ĐT khen, tặng giấy khen", ["Giấy khen collective district 3", "Giấy khen staff district 12"], id="collectives and people, one verb"),
        pytest.param("Tỉnh đoàn tặng bằng khen cho Liên đội.", ["Bằng khen collective province 1: Liên đội"], id="youth of the province"),
        pytest.param("Liên đội được Hội đồng Đội huyện tặng giấy khen", ["Giấy khen collective district 1: Liên đội"], id="a body that needs its place"),
        pytest.param("Chi bộ được Đảng ủy xã tặng giấy khen", ["Giấy khen collective commune 1: Chi bộ"], id="commune's Party committee"),
        pytest.param("Chi bộ được BTV Huyện ủy tặng giấy khen", ["Giấy khen collective district 1: Chi bộ"], id="a prefix belongs to the body"),
        pytest.param("02 học sinh được Hội Khuyến học tỉnh tặng giấy khen", ["Giấy khen student province 2"], id="pupils commended"),
        pytest.param("Hiệu trưởng tặng giấy khen cho 20 học sinh", ["Giấy khen student school 20"], id="the head of school gives"),
        pytest.param("Cụm thi đua số 3 tặng giấy khen cho nhà trường", ["Giấy khen collective cluster 1"], id="the cluster gives"),
        pytest.param("Đồng chí Hà Thị Tâm được Bộ trưởng Bộ GD&ĐT tặng Bằng khen", ["Bằng khen staff national 1: Hà Thị Tâm"], id="a named person before"),
        pytest.param("Học sinh: 120 em được nhà trường tặng giấy khen.", ["Giấy khen student school 120"], id="the school gives"),
        pytest.param("Giám đốc Sở GD&ĐT tặng Giấy khen cho tập thể nhà trường và 04 cá nhân có thành tích xuất sắc.", ["Giấy khen collective province 1", "Giấy khen staff province 4"], id="praise behind the second receiver is no honour of its own"),
        pytest.param("UBND huyện tặng Giấy khen cho đồng chí Lê Thị Hoa - Hiệu trưởng và đồng chí Vũ Văn Nam - Tổ trưởng tổ Toán", ["Giấy khen staff district 2: Lê Thị Hoa, Vũ Văn Nam"], id="posts between the names; the head of school does not give"),
        pytest.param("Đồng chí Lê Thị Hoa (Phó Hiệu trưởng) và đồng chí Vũ Văn Nam (Tổ trưởng) được tặng Giấy khen của UBND xã.", ["Giấy khen staff commune 2: Lê Thị Hoa, Vũ Văn Nam"], id="posts in brackets"),
        pytest.param("03 đồng chí (Lê Thị Hoa, Vũ Văn Nam, Lò Thị Pâng) được tặng giấy khen của Chủ tịch UBND xã.", ["Giấy khen staff commune 3: Lê Thị Hoa, Vũ Văn Nam, Lò Thị Pâng"], id="as many names in the bracket as the number says"),
        pytest.param("Có 05 đồng chí (03 nam, 02 nữ) được UBND huyện tặng giấy khen.", ["Giấy khen staff district 5"], id="a bracket that tells something else"),
        pytest.param("Bí thư Chi bộ được Đảng ủy xã tặng giấy khen.", ["Giấy khen staff commune 1"], id="a post alone is one person, not the cell"),
        pytest.param("02 em học sinh nghèo vượt khó được Hội Khuyến học huyện tặng giấy khen", ["Giấy khen student district 2"], id="vượt khó denies nothing"),
        pytest.param("BK tỉnh: 02 người; GK huyện: 03 người.", ["Bằng khen staff province 2", "Giấy khen staff district 3"], id="the bare level behind a form"),
        pytest.param("Huân chương Lao động hạng Ba năm 2003, hạng Nhì (năm 2008)", ["Huân chương Lao động collective national 1", "Huân chương Lao động collective national 1"], id="a further degree without the medal's name"),
        pytest.param("Trường được tặng Cờ thi đua “Đơn vị dẫn đầu phong trào thi đua” của UBND tỉnh", ["Cờ thi đua collective province 1"], id="what the flag says on it is no title"),
        pytest.param("Đạt danh hiệu CSTĐ các cấp: 06 đ/c (cấp tỉnh: 01, cấp cơ sở: 05)", ["CSTĐ cấp tỉnh staff province 1", "CSTĐ cơ sở staff - 5"], id="a total of levels is no row"),
        pytest.param("CSTĐCS: 3 người, gồm: Lê Thị Hoa, Vũ Văn Nam, Lò Thị Pâng.", ["CSTĐ cơ sở staff - 3: Lê Thị Hoa, Vũ Văn Nam, Lò Thị Pâng"], id="gồm and a colon"),
        pytest.param("Có 01 đồng chí (Lê Thị Hoa) được công nhận danh hiệu CSTĐ cơ sở.", ["CSTĐ cơ sở staff - 1: Lê Thị Hoa"], id="one name in a bracket"),
        pytest.param("100% giáo viên được công nhận LĐTT; 15% CSTĐ cơ sở.", ["LĐTT staff - - 100%", "CSTĐ cơ sở staff - - 15%"], id="a share right before its title"),
        pytest.param("Sở GD&ĐT tặng Giấy khen cho Tổ Ngữ văn vì có thành tích xuất sắc", ["Giấy khen collective province 1: Tổ Ngữ văn"], id="a reason ends the body's name"),
        pytest.param("Chi bộ được Đảng ủy xã tặng Giấy khen “Chi bộ trong sạch vững mạnh tiêu biểu”", ["Giấy khen collective commune 1: Chi bộ"], id="what the paper is for is no second award"),
        # the form first
        pytest.param("Bằng khen của Thủ tướng Chính phủ 01(Lò Thị Hoa); Bằng khen của UBND tỉnh 01(Đỗ Văn Kiên)",
                     ["Bằng khen staff national 1: Lò Thị Hoa", "Bằng khen staff province 1: Đỗ Văn Kiên"], id="number glued to the bracket"),
        pytest.param("giấy khen của UBND huyện 02 đ/c (Trần Văn Bình; Giàng A Páo), giấy khen của LĐLĐ huyện 01 đ/c (Lê Thị Hạnh)",
                     ["Giấy khen staff district 2: Trần Văn Bình, Giàng A Páo", "Giấy khen staff district 1: Lê Thị Hạnh"], id="several in a line"),
        pytest.param("Giấy khen của Chủ tịch UBND huyện: 02 đ/c: Lò Văn Hùng, Nguyễn Thị Hoa.", ["Giấy khen staff district 2: Lò Văn Hùng, Nguyễn Thị Hoa"], id="names behind a colon"),
        pytest.param("Giấy khen cấp huyện: 05 đ/c", ["Giấy khen staff district 5"], id="a level instead of a body"),
        pytest.param("Bằng khen: UBND tỉnh 01 đ/c (Đỗ Văn Kiên); LĐLĐ tỉnh 02 đ/c (Vi Văn Sơn, Lò Thị Hoa)",
                     ["Bằng khen staff province 1: Đỗ Văn Kiên", "Bằng khen staff province 2: Vi Văn Sơn, Lò Thị Hoa"], id="the form once, two bodies"),
        pytest.param("Giấy khen của UBND xã: tập thể: 01; cá nhân: 05", ["Giấy khen collective commune 1", "Giấy khen staff commune 5"], id="kinds as labels"),
        pytest.param("UBND huyện tặng 02 giấy khen", ["Giấy khen staff district 2"], id="the number is of the forms"),
        pytest.param("Có 3 GV nhận giấy khen của Sở Giáo dục và Đào tạo", ["Giấy khen staff province 3"], id="'nhận', body behind"),
        pytest.param("01 đ/c được tặng Bằng khen của UBND TP Hà Nội", ["Bằng khen staff province 1"], id="a city run from the centre is a province"),
        # titles
        pytest.param("100% CB, GV, NV đạt danh hiệu LĐTT", ["LĐTT staff - - 100%"], id="a share and no number"),
        pytest.param("Có 12 đồng chí đạt danh hiệu \"Lao động tiên tiến\"", ["LĐTT staff - 12"], id="spelled out, quoted"),
        pytest.param("03 đồng chí đạt danh hiệu chiến sỹ thi đua cấp cơ sở", ["CSTĐ cơ sở staff - 3"], id="'sỹ'; cơ sở names no giver"),
        pytest.param("CSTĐCS: 05 đ/c", ["CSTĐ cơ sở staff - 5"], id="abbreviated, number behind"),
        pytest.param("Chiến sĩ thi đua cấp tỉnh: 01 đ/c (Lê Thị Hạnh)", ["CSTĐ cấp tỉnh staff province 1: Lê Thị Hạnh"], id="level of a title"),
        pytest.param("Chiến sĩ thi đua cấp cơ sở: 07 đ/c; cấp tỉnh: 01 đ/c", ["CSTĐ cơ sở staff - 7", "CSTĐ cấp tỉnh staff province 1"], id="the title is not said again"),
        pytest.param("Lao động tiên tiến: 05 Đ/ c = 15 %", ["LĐTT staff - 5 15%"], id="share behind an equals sign"),
        pytest.param("Có 18 cán bộ được công nhận chiến sĩ thi đua cơ sở, tỉ lệ 31,58%.", ["CSTĐ cơ sở staff - 18 31.58%"], id="the share behind a comma is theirs"),
        pytest.param("18/34 giáo viên đạt LĐTT", ["LĐTT staff - 18"], id="so many of all"),
        pytest.param("CSTĐ cơ sở: 02 đ/c: Trần Văn Bình, Lê Thị Hạnh", ["CSTĐ cơ sở staff - 2: Trần Văn Bình, Lê Thị Hạnh"], id="number and names"),
        pytest.param("Chiến sĩ thi đua cơ sở: Trần Văn Bình, Lê Thị Hạnh, Vi Văn Sơn", ["CSTĐ cơ sở staff - 3: Trần Văn Bình, Lê Thị Hạnh, Vi Văn Sơn"], id="names alone are counted"),
        pytest.param("Tập thể nhà trường được Chủ tịch UBND tỉnh công nhận danh hiệu Tập thể lao động xuất sắc", ["TTLĐXS collective province 1"], id="a body that recognises gives the level"),
        pytest.param("Trường: Tập thể lao động tiên tiến. Chi bộ: Trong sạch vững mạnh. Công đoàn: Vững mạnh xuất sắc.",
                     ["TTLĐTT collective - 1", "Trong sạch vững mạnh collective - 1: Chi bộ", "Vững mạnh xuất sắc collective - 1: Công đoàn"], id="receiver, colon, title"),
        pytest.param("Liên đội đạt danh hiệu Liên đội mạnh cấp tỉnh", ["Liên đội mạnh collective province 1: Liên đội"], id="level behind a collective's title"),
        pytest.param("04 giáo viên giỏi cơ sở: Cô Nguyễn Thị Mai (Toán), cô Lê Thị Hạnh (Văn), thầy Trần Văn Bình, cô Hà Thị Tâm.",
                     ["GVG staff base 4: Nguyễn Thị Mai, Lê Thị Hạnh, Trần Văn Bình, Hà Thị Tâm"], id="teachers of merit by name"),
        pytest.param("Có 05 giáo viên đạt danh hiệu giáo viên dạy giỏi cấp huyện", ["GVG staff district 5"], id="the teachers' title in prose"),
        pytest.param("02 tổ đạt tập thể lao động tiên tiến (Tổ Khoa học tự nhiên, Tổ Văn phòng)", ["TTLĐTT collective - 2: Tổ Khoa học tự nhiên, Tổ Văn phòng"], id="two teams, named behind"),
        pytest.param("LĐTT 20 đ/c, CSTĐ cơ sở 3 đ/c", ["LĐTT staff - 20", "CSTĐ cơ sở staff - 3"], id="two titles, numbers behind"),
        pytest.param("Có 20 LĐTT, 3 CSTĐ cơ sở", ["LĐTT staff - 20", "CSTĐ cơ sở staff - 3"], id="two titles, numbers before"),
        pytest.param("250 em đạt danh hiệu Cháu ngoan Bác Hồ", ["Cháu ngoan Bác Hồ student - 250"], id="a pupils' title"),
        # flags and medals
        pytest.param("Nhà trường được UBND tỉnh tặng Cờ thi đua.", ["Cờ thi đua collective province 1"], id="flag"),
        pytest.param("Trường vinh dự nhận Cờ đơn vị dẫn đầu phong trào thi đua của Thủ tướng Chính phủ", ["Cờ thi đua collective national 1"], id="flag in other words"),
        pytest.param("01 đồng chí được tặng Kỷ niệm chương \"Vì sự nghiệp giáo dục\"", ["Kỷ niệm chương \"Vì sự nghiệp giáo dục\" staff - 1"], id="a medal by its name"),
        # several of these in one line
        pytest.param("Công đoàn đạt VMXS, LĐLĐ Tỉnh tặng bằng khen; 2 tổ Văn và Sử-Địa và 14 cá nhân được Sở GD&ĐT tặng giấy khen.",
                     ["Vững mạnh xuất sắc collective - 1: Công đoàn", "Bằng khen collective province 1: Công đoàn", "Giấy khen collective province 2: tổ Văn, tổ Sử-Địa", "Giấy khen staff province 14"], id="title, form, two receivers"),
        pytest.param("2 đồng chí được nhận giấy khen của Đảng ủy phường. Đó là đồng chí Vũ Thị Hương – Bí thư Chi bộ, Hiệu trưởng và đồng chí Trần Thị Lan – Đảng viên.",
                     ["Giấy khen staff commune 2: Vũ Thị Hương, Trần Thị Lan"], id="names in the sentence behind"),
        # standards
        pytest.param("Trường đạt chuẩn quốc gia mức độ 1.", ["trường đạt chuẩn quốc gia mức độ 1 collective - 1"], id="national standard"),
        pytest.param("Nhà trường được công nhận trường chuẩn quốc gia mức độ II", ["trường chuẩn quốc gia mức độ II collective - 1"], id="roman grade"),
        pytest.param("Trường đã kiểm định chất lượng giáo dục đạt cấp độ 3 và trường chuẩn Quốc gia mức độ 2.",
                     ["kiểm định chất lượng giáo dục đạt cấp độ 3 collective - 1", "trường chuẩn Quốc gia mức độ 2 collective - 1"], id="accreditation and standard"),
        pytest.param("Thư viện nhà trường đạt danh hiệu Tiên tiến.", ["thư viện nhà trường đạt danh hiệu Tiên tiến collective - 1"], id="library and its class apart"),
        pytest.param("Thư viện đạt thư viện xuất sắc", ["thư viện xuất sắc collective - 1"], id="library, said twice"),
        pytest.param("Trường đạt trường học an toàn, phòng tránh đuối nước.", ["trường học an toàn collective - 1"], id="safe school"),
        pytest.param("Trường đạt danh hiệu đơn vị văn hóa.", ["đơn vị văn hóa collective - 1"], id="cultured unit"),
    ],
)  # fmt: skip
def test_honours(text: str, expected: list[str]) -> None:
    assert honours(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("UBND huyện tặng giấy khen cho tập thể tổ Toán - Lý, đ/c Lê Thị Hạnh.", ["Giấy khen collective district 1: tổ Toán - Lý", "Giấy khen staff district 1: Lê Thị Hạnh"], id="a team and a person"),
        pytest.param("Sở GD&ĐT tặng giấy khen cho tập thể tổ Văn phòng và các đ/c: Lê Thị Hạnh, Vi Văn Sơn.", ["Giấy khen collective province 1: tổ Văn phòng", "Giấy khen staff province 2: Lê Thị Hạnh, Vi Văn Sơn"], id="a team and a list"),
        pytest.param("Đ/c Lê Thị Hạnh - Hiệu trưởng được Chủ tịch UBND huyện tặng Giấy khen, đ/c Vi Văn Sơn được LĐLĐ huyện tặng Giấy khen.",
                     ["Giấy khen staff district 1: Lê Thị Hạnh", "Giấy khen staff district 1: Vi Văn Sơn"], id="two people, two givers"),
        pytest.param("Đ/c Lê Thị Hạnh, đ/c Vi Văn Sơn được UBND huyện tặng giấy khen", ["Giấy khen staff district 2: Lê Thị Hạnh, Vi Văn Sơn"], id="one list of named people"),
        pytest.param("Chi bộ có 35 đảng viên, 03 đồng chí được tặng giấy khen của Đảng ủy xã", ["Giấy khen staff commune 3"], id="stock is no receiver"),
        pytest.param("Kết nạp 02 đảng viên; 05 đồng chí được tặng giấy khen của Đảng ủy xã", ["Giấy khen staff commune 5"], id="people of another clause"),
        pytest.param("Nhà trường được tặng Cờ \"Đơn vị xuất sắc trong phong trào thi đua\" của UBND tỉnh.", ["Cờ thi đua collective province 1"], id="a flag with its words quoted, giver at the end"),
        pytest.param("Đồng chí Hiệu trưởng được tặng Kỷ niệm chương vì sự nghiệp giáo dục.", ["Kỷ niệm chương vì sự nghiệp giáo dục staff - 1"], id="the head of school receives"),
        pytest.param("Năm 2021: Tập thể lao động xuất sắc; Năm 2022: Tập thể lao động tiên tiến.", ["TTLĐXS collective - 1", "TTLĐTT collective - 1"], id="years as labels"),
        pytest.param("1. Lê Thị Hạnh - CSTĐ cơ sở", ["CSTĐ cơ sở staff - 1: Lê Thị Hạnh"], id="a list line that begins with the name"),
        pytest.param("Tập thể: Tổ KHTN đạt danh hiệu Tập thể lao động tiên tiến; Tổ KHXH đạt TTLĐTT", ["TTLĐTT collective - 1: Tổ KHTN", "TTLĐTT collective - 1: Tổ KHXH"], id="teams one by one"),
        pytest.param("Công đoàn: đạt danh hiệu \"Công đoàn cơ sở vững mạnh xuất sắc\"", ["Vững mạnh xuất sắc collective - 1: Công đoàn"], id="a body said twice"),
        pytest.param("Cá nhân: 25 LĐTT; 04 CSTĐCS; 03 giấy khen UBND huyện.", ["LĐTT staff - 25", "CSTĐ cơ sở staff - 4", "Giấy khen staff district 3"], id="numbers before, 'của' left out"),
        pytest.param("UBND tỉnh tặng Bằng khen: 01 tập thể, 02 cá nhân; UBND huyện tặng Giấy khen: 03 cá nhân.",
                     ["Bằng khen collective province 1", "Bằng khen staff province 2", "Giấy khen staff district 3"], id="giver, verb, form, colon, receivers"),
        pytest.param("Trường được UBND huyện công nhận \"Trường học đạt chuẩn văn hóa\".", ["trường học đạt chuẩn văn hóa collective district 1"], id="a standard with its giver"),
        pytest.param("Nhà trường đạt TTLĐTT và được đề nghị tặng giấy khen.", ["TTLĐTT collective - 1"], id="reached, and proposed"),
        pytest.param("Tập thể đạt TTLĐXS (đề nghị UBND tỉnh tặng Bằng khen).", ["TTLĐXS collective - 1"], id="a proposal in brackets"),
        pytest.param("Chi bộ lãnh đạo Liên đội thực hiện tốt phong trào, được Hội đồng Đội tỉnh tặng Bằng khen.", ["Bằng khen collective province 1: Liên đội"], id="the last body receives"),
        pytest.param("Công đoàn và Liên đội được UBND huyện tặng giấy khen", ["Giấy khen collective district 2: Công đoàn, Liên đội"], id="two bodies have one honour, of two"),
        pytest.param("Qua bình xét cuối năm có 20 đồng chí đạt LĐTT", ["LĐTT staff - 20"], id="weighed, and given"),
    ],
)  # fmt: skip
def test_honours_of_other_hands(text: str, expected: list[str]) -> None:
    assert honours(text) == expected


def test_an_earlier_honour_carries_its_year() -> None:
    medal, flag = read("Trường được tặng Huân chương Lao động hạng Ba năm 1998, Cờ thi đua của Thủ tướng năm 2010.")
    assert (medal.rank, medal.year, flag.year) == ("third", 1998, 2010)


def test_a_doubtful_reading_says_so() -> None:
    nameless, implied = read("Đạt 5 giải cấp huyện.")[0], read("Nhiều đ/c được tặng giấy khen.")[0]
    assert max(nameless.confidence, implied.confidence) < 0.9


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho 02 cá nhân.", id="a proposal"),
        pytest.param("Trình UBND huyện tặng giấy khen cho 03 đồng chí", id="sent up"),
        pytest.param("Phấn đấu có 05 đồng chí đạt danh hiệu CSTĐ cơ sở.", id="a plan"),
        pytest.param("Chỉ tiêu: 02 giải HSG cấp tỉnh, 05 giải cấp huyện.", id="targets"),
        pytest.param("100% CB, GV, NV đăng ký danh hiệu LĐTT", id="registered for"),
        pytest.param("Sẽ có 03 giải cấp tỉnh trong năm tới", id="the future"),
        pytest.param("Thi HSG cấp tỉnh không có giải.", id="a denial"),
        pytest.param("Chưa có giáo viên nào đạt CSTĐ cấp tỉnh", id="not yet"),
        pytest.param("Giải nhất: 0; giải nhì: 00", id="counts of nought"),
        pytest.param("04 giáo viên đủ điều kiện thi GVG cấp huyện.", id="may take part"),
        pytest.param("Thi HSG xếp thứ 3 toàn huyện.", id="a place is no prize"),
        pytest.param("Lớp 9A xếp thứ nhất phong trào thi đua tuần.", id="classes among themselves"),
        pytest.param(
            "Nhà trường kịp thời khen thưởng, biểu dương các cá nhân có thành tích.", id="praise without a form"
        ),
        pytest.param("Giải quyết kịp thời 05 đơn thư, đưa ra 03 giải pháp.", id="'giải' that is no prize"),
        pytest.param("Phát động phong trào thi đua dạy tốt học tốt.", id="a movement"),
        pytest.param(
            "Có 07 sáng kiến được cấp cơ sở công nhận, trong đó 02 sáng kiến được cấp tỉnh công nhận.",
            id="initiatives are figures",
        ),
        pytest.param("Công tác kiểm định chất lượng giáo dục và công nhận trường chuẩn quốc gia:", id="a heading"),
        pytest.param("Phấn đấu đạt chuẩn quốc gia mức độ 2 vào năm 2026.", id="a standard to come"),
        pytest.param("Tiếp tục xây dựng trường học xanh - sạch - đẹp, an toàn.", id="work on a standard"),
        pytest.param("Duy trì và giữ vững trường chuẩn quốc gia mức độ 1.", id="a standard kept"),
        pytest.param("100% giáo viên đạt chuẩn nghề nghiệp, 18/34 đạt loại tốt.", id="professional standard"),
        pytest.param("GVG cấp trường: 20/34 đạt 58,8%; cấp huyện: 8/34 đạt 23,5%", id="teachers of merit as figures"),
        pytest.param("Học sinh giỏi: 120 em đạt 21,2%; học sinh khá: 200 em", id="results of learning"),
        pytest.param("Tham gia các phong trào văn nghệ, thể thao đạt giải cao.", id="nothing counted"),
        pytest.param("Xây dựng tổ chức công đoàn vững mạnh.", id="a wish"),
        pytest.param("Nhất trí 100% với đề nghị; thống nhất cao trong chi bộ.", id="'nhất' that is no rank"),
        pytest.param("Thu quỹ 3 đồng, chi 2 đồng cho giải trí", id="'đồng' that is no medal"),
        pytest.param("Chi bộ có 03 đồng chí được giới thiệu học lớp cảm tình Đảng", id="no award at all"),
        pytest.param("Lập hồ sơ đề nghị tặng Huân chương Lao động hạng Ba", id="a dossier"),
        pytest.param("Nếu đạt 02 giải cấp tỉnh sẽ được thưởng", id="a condition"),
    ],
)
def test_refused(text: str) -> None:
    assert honours(text) == []
