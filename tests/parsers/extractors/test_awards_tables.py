# ruff: noqa: E501 - an example and its reason are one line
"""Tables of awards, and heading lines with their bullets: what the head or the line above says holds for each row."""

from __future__ import annotations

import pytest
from statistics_helpers import block, lay_out

from models.report import Award
from parsers.extractors.awards import extract_awards
from parsers.extractors.passages import Layout, Passage, SectionSpan, passage
from parsers.vocabulary import load_vocabulary


def short(award: Award) -> str:
    """ "prize student district second 1 | HSG: names"."""
    count = "-" if award.count is None else award.count
    text = f"{award.category} {award.recipient_type} {award.level or '-'} {award.rank or '-'} {count} | {award.name}"
    return text + (f": {', '.join(award.recipients)}" if award.recipients else "")


def table(rows: list[list[str]], *above: str, context: tuple[str, ...] = ()) -> list[str]:
    """The awards of one table."""
    layout = lay_out(block(rows, *above, context=context))
    return [short(award) for award in extract_awards(layout, load_vocabulary())]


def prose(*lines: Passage, kind: str = "targets_results") -> list[str]:
    """The awards of several lines of one section."""
    heading = passage("2. Kết quả", role="heading")
    placed = tuple(
        Passage(line.text, number + 1, context=line.context, kind=kind)  # type: ignore[arg-type]
        for number, line in enumerate(lines)
    )
    section = SectionSpan("I.2", "Kết quả", kind, heading, placed, ())  # type: ignore[arg-type]
    return [short(award) for award in extract_awards(Layout((), (section,), (), (), ()), load_vocabulary())]


def test_contests_by_ranks_with_total_row_and_column() -> None:
    rows = [
        ["STT", "Cuộc thi", "Nhất", "Nhì", "Ba", "KK", "Tổng"],
        ["1", "HSG lớp 9 cấp huyện", "1", "2", "", "4", "7"],
        ["2", "IOE cấp tỉnh", "0", "1", "-", "", "1"],
        ["", "Tổng", "1", "3", "0", "4", "8"],
    ]
    assert table(rows, "Kết quả các cuộc thi của học sinh:") == [
        "prize student district first 1 | HSG lớp 9",
        "prize student district second 2 | HSG lớp 9",
        "prize student district consolation 4 | HSG lớp 9",
        "prize student province second 1 | IOE",
    ]


def test_levels_over_the_ranks() -> None:
    rows = [
        ["Hội thi", "Cấp huyện", "<", "Cấp tỉnh", "<"],
        ["^", "Giải Nhất", "Giải Nhì", "Giải Nhất", "Giải Nhì"],
        ["Viết chữ đẹp", "3", "1", "", "2"],
        ["Nấu ăn vui", "1", "", "", ""],
    ]
    assert table(rows) == [
        "prize student district first 3 | Viết chữ đẹp",
        "prize student district second 1 | Viết chữ đẹp",
        "prize student province second 2 | Viết chữ đẹp",
        "prize student district first 1 | Nấu ăn vui",
    ]


def test_level_in_a_column_of_its_own() -> None:
    rows = [
        ["TT", "Nội dung", "Cấp", "Nhất", "Nhì", "Ba"],
        ["1", "Cờ vua", "Huyện", "1", "", "2"],
        ["2", "Cờ vua", "Tỉnh", "", "1", ""],
    ]
    assert table(rows) == [
        "prize student district first 1 | Cờ vua",
        "prize student district third 2 | Cờ vua",
        "prize student province second 1 | Cờ vua",
    ]


def test_ranks_as_rows_under_a_caption_that_names_the_contest() -> None:
    rows = [["Giải", "Cấp huyện", "Cấp tỉnh"], ["Nhất", "2", "0"], ["Nhì", "3", "1"], ["Tổng", "5", "1"]]
    assert table(rows, "Kết quả thi học sinh giỏi lớp 9") == [
        "prize student district first 2 | học sinh giỏi lớp 9",
        "prize student district second 3 | học sinh giỏi lớp 9",
        "prize student province second 1 | học sinh giỏi lớp 9",
    ]


def test_teachers_by_caption() -> None:
    rows = [["Hội thi", "Nhất", "Nhì", "Ba"], ["Giáo viên dạy giỏi cấp huyện", "1", "2", "0"]]
    assert table(rows) == [
        "prize staff district first 1 | Giáo viên dạy giỏi",
        "prize staff district second 2 | Giáo viên dạy giỏi",
    ]


def test_list_of_people_with_form_and_giver() -> None:
    rows = [
        ["STT", "Họ và tên", "Danh hiệu, hình thức khen thưởng", "Cơ quan khen"],
        ["1", "Lò Thị Hoa", "Giấy khen", "UBND huyện"],
        ["2", "Trần Văn Bình", "CSTĐ cơ sở", ""],
        ["3", "Giàng A Páo", "Giấy khen", "UBND huyện"],
        ["4", "Công đoàn", "Bằng khen", "LĐLĐ tỉnh"],
    ]
    assert table(rows) == [
        "commendation staff district - 2 | Giấy khen: Lò Thị Hoa, Giàng A Páo",
        "title staff - - 1 | CSTĐ cơ sở: Trần Văn Bình",
        "commendation collective province - 1 | Bằng khen: Công đoàn",
    ]


def test_list_of_winners() -> None:
    rows = [
        ["TT", "Họ và tên", "Lớp", "Môn thi", "Giải", "Cấp"],
        ["1", "Vũ Minh Châu", "9A", "Cờ vua", "Nhất", "Huyện"],
        ["2", "Lò Thị Mai", "8B", "Cờ vua", "Nhì", "Tỉnh"],
    ]
    assert table(rows) == [
        "prize student district first 1 | Cờ vua: Vũ Minh Châu",
        "prize student province second 1 | Cờ vua: Lò Thị Mai",
    ]


def test_titles_by_counts() -> None:
    rows = [
        ["STT", "Danh hiệu", "Số lượng", "Tỷ lệ %"],
        ["1", "LĐTT", "20", "80"],
        ["2", "CSTĐ cơ sở", "3", "12"],
        ["3", "CSTĐ cấp tỉnh", "0", "0"],
    ]
    assert table(rows) == ["title staff - - 20 | LĐTT", "title staff - - 3 | CSTĐ cơ sở"]


def test_titles_as_columns() -> None:
    rows = [["LĐTT", "CSTĐ cơ sở", "Giấy khen của UBND huyện"], ["25", "4", "2"]]
    assert table(rows) == [
        "title staff - - 25 | LĐTT",
        "title staff - - 4 | CSTĐ cơ sở",
        "commendation staff district - 2 | Giấy khen",
    ]


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        pytest.param([["Danh hiệu", "Số lượng"], ["LĐTT", "20"]], "Đăng ký thi đua năm học 2024-2025:", id="registered for"),
        pytest.param([["Cuộc thi", "Nhất", "Nhì"], ["HSG", "1", "2"]], "Chỉ tiêu phấn đấu:", id="targets"),
        pytest.param([["Tổng số GV", "GV giỏi cấp trường", "GV giỏi cấp huyện"], ["30", "20", "8"]], "Kết quả thi giáo viên giỏi các cấp", id="figures of teachers"),
        pytest.param([["Khối", "Tốt", "Khá", "TB"], ["6", "100", "20", "3"]], "Kết quả hạnh kiểm", id="results of conduct"),
        pytest.param([["Xếp loại", "A", "B", "C"], ["SKKN", "3", "5", "1"]], "Sáng kiến kinh nghiệm", id="classes A, B, C of something else"),
    ],
)  # fmt: skip
def test_tables_that_hold_no_award(rows: list[list[str]], above: str) -> None:
    assert table(rows, above) == []


# --- heading lines and their bullets --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "context", "expected"),
    [
        pytest.param("- Cấp tỉnh: 02 giải nhì", ("Thi học sinh giỏi lớp 9:",), ["prize student province second 2 | học sinh giỏi lớp 9"], id="contest above, level below"),
        pytest.param("+ IOE: 3 giải nhất, 1 giải ba", ("* Cấp huyện:",), ["prize student district first 3 | IOE", "prize student district third 1 | IOE"], id="level above, contest below"),
        pytest.param("- 02 giải nhất môn cờ vua", ("Hội khỏe Phù Đổng cấp huyện:",), ["prize student district first 2 | Hội khỏe Phù Đổng"], id="contest and level above"),
        pytest.param("- Cấp cơ sở: 05 đ/c", ("Chiến sĩ thi đua:",), ["title staff - - 5 | CSTĐ cơ sở"], id="title above, level below"),
        pytest.param("- Cấp tỉnh: 01 đ/c (Lê Thị Hạnh)", ("Chiến sĩ thi đua:",), ["title staff province - 1 | CSTĐ cấp tỉnh: Lê Thị Hạnh"], id="title above, level and name below"),
        pytest.param("- Thi vẽ tranh cấp tỉnh đạt 01 giải nhì", ("Đối với giáo viên:",), ["prize staff province second 1 | vẽ tranh"], id="teachers above"),
        pytest.param("- Thi vẽ tranh cấp tỉnh đạt 01 giải nhì", ("Đối với học sinh:",), ["prize student province second 1 | vẽ tranh"], id="pupils above"),
        pytest.param("- Giải nhất: 02 em", ("Thi viết chữ đẹp cấp trường:",), ["prize student school first 2 | viết chữ đẹp"], id="ranks as bullets"),
        pytest.param("- 02 giải HSG cấp tỉnh", ("Phương hướng năm 2025:",), [], id="a plan above"),
        pytest.param("- Nhà trường đạt TTLĐXS", ("Chỉ tiêu thi đua:",), [], id="targets above"),
        pytest.param("- Nhà trường đạt TTLĐXS", ("Kết quả thực hiện các chỉ tiêu thi đua:",), ["title collective - - 1 | TTLĐXS"], id="results of targets above"),
        pytest.param("- UBND huyện: 03 đ/c (Lò Thị Hoa, Vi Văn Sơn, Đỗ Văn Kiên)", ("Giấy khen:",), ["commendation staff district - 3 | Giấy khen: Lò Thị Hoa, Vi Văn Sơn, Đỗ Văn Kiên"], id="form above, body below"),
    ],
)  # fmt: skip
def test_lines_above(line: str, context: tuple[str, ...], expected: list[str]) -> None:
    assert prose(passage(line, context=context)) == expected


def test_said_twice_is_one() -> None:
    once = passage("Nhà trường được UBND tỉnh tặng Cờ thi đua.")
    again = passage("Đơn vị được UBND tỉnh tặng Cờ thi đua.")
    assert prose(once, again) == ["flag collective province - 1 | Cờ thi đua"]


def test_a_total_told_before_its_ranks_is_no_second_award() -> None:
    lines = (passage("Thi HSG cấp huyện đạt 5 giải."), passage("Thi HSG cấp huyện: 2 giải nhất, 3 giải nhì."))
    assert prose(*lines) == ["prize student district first 2 | HSG", "prize student district second 3 | HSG"]


def test_directions_tell_no_awards() -> None:
    assert prose(passage("Nhà trường đạt TTLĐXS, 05 đ/c đạt CSTĐ cơ sở."), kind="directions") == []


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        pytest.param("Sở GD&ĐT thành phố Hà Nội", "province", id="a city run from the centre by name"),
        pytest.param("UBND quận khen", "province", id="quận stands only in such cities"),
        pytest.param("UBND tỉnh khen", "district", id="a city beside its province"),
        pytest.param("nhà trường", "-", id="nothing tells"),
    ],
)
def test_two_meanings_of_city(beside: str, expected: str) -> None:
    found = prose(passage(f"Thi IOE cấp thành phố đạt 1 giải ba. Có sự quan tâm của {beside}."))
    assert found == [f"prize student {expected} third 1 | IOE"]


def test_evidence_leads_home() -> None:
    text = "Thi IOE cấp huyện đạt 03 giải (03 giải nhì); cấp tỉnh đạt 01 giải ba."
    layout = Layout((), (SectionSpan("I", "x", None, passage(text), (), ()),), (), (), ())
    first, second = extract_awards(layout, load_vocabulary())
    assert first.evidence is not None and second.evidence is not None
    assert text[first.evidence.start : first.evidence.end] == first.evidence.text == "03 giải nhì"
    assert second.evidence.text == "01 giải ba"
    assert [also.text for also in first.evidence.also] == ["03 giải", "IOE"]
    assert [also.text for also in second.evidence.also] == ["IOE"]


@pytest.mark.parametrize(
    ("above", "rows", "expected"),
    [
        pytest.param(
            "Danh hiệu thi đua cá nhân",
            [["Năm học", "LĐTT", "CSTĐ cơ sở"], ["2021-2022", "30", "4"], ["2022-2023", "32", "4"]],
            [
                "title staff - - 30 | LĐTT",
                "title staff - - 4 | CSTĐ cơ sở",
                "title staff - - 32 | LĐTT",
                "title staff - - 4 | CSTĐ cơ sở",
            ],
            id="years as rows: an equal number of another year is another fact",
        ),
        pytest.param(
            "Kết quả thi đua",
            [["Tổ", "LĐTT", "CSTĐ cơ sở"], ["Tổ 1", "10", "1"], ["Tổ 2", "12", "2"]],
            [],
            id="teams as rows without a total: nobody says how many together",
        ),
        pytest.param(
            "Kết quả thi đua",
            [["Tổng số", "LĐTT", "<"], ["^", "SL", "%"], ["37", "35", "94,6"]],
            ["title staff - - 35 | LĐTT"],
            id="number and share under a title",
        ),
        pytest.param(
            "Số giải học sinh đạt được",
            [["Cuộc thi", "Cấp trường", "Cấp huyện"], ["Viết chữ đẹp", "20", "6"], ["Cờ vua", "5", "0"]],
            [
                "prize student school - 20 | Viết chữ đẹp",
                "prize student district - 6 | Viết chữ đẹp",
                "prize student school - 5 | Cờ vua",
            ],
            id="levels as columns",
        ),
        pytest.param(
            "Kết quả thực hiện chỉ tiêu",
            [
                ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
                ["1", "Chiến sĩ thi đua cơ sở", "4", "5"],
                ["2", "Giải HSG cấp huyện", "15", "17"],
            ],
            ["title staff - - 5 | CSTĐ cơ sở", "prize student district - 17 | HSG"],
            id="plan and result: the result",
        ),
        pytest.param(
            "Khen thưởng trong năm",
            [
                ["Hình thức", "Tập thể", "Cá nhân"],
                ["Bằng khen của UBND tỉnh", "1", "2"],
                ["Giấy khen của UBND huyện", "-", "6"],
            ],
            [
                "commendation collective province - 1 | Bằng khen",
                "commendation staff province - 2 | Bằng khen",
                "commendation staff district - 6 | Giấy khen",
            ],
            id="kinds of holders as columns",
        ),
        pytest.param(
            "",
            [
                ["STT", "Nội dung thi", "Kết quả"],
                ["1", "HSG lớp 9 cấp huyện", "02 giải nhì, 03 giải ba"],
                ["2", "KHKT cấp tỉnh", "Không có giải"],
            ],
            ["prize student district second 2 | HSG lớp 9", "prize student district third 3 | HSG lớp 9"],
            id="a cell that is a sentence",
        ),
        pytest.param(
            "Kết quả thi",
            [["TT", "Cuộc thi", "Cấp", "Nhất", "Nhì"], ["1", "IOE", "Huyện", "1", "2"], ["Cộng", "", "", "1", "2"]],
            ["prize student district first 1 | IOE", "prize student district second 2 | IOE"],
            id="the total's word stands in the column of numbers",
        ),
    ],
)
def test_tables_of_other_hands(above: str, rows: list[list[str]], expected: list[str]) -> None:
    assert table(rows, *([above] if above else [])) == expected


def test_names_on_lines_beneath_their_honour() -> None:
    lines = [
        passage(text, section="I.2")
        for text in ("- CSTĐ cơ sở: 02 đ/c:", "1. Đ/c Lê Thị Hoa - Hiệu trưởng", "2. Vũ Văn Nam", "- LĐTT: 20 đ/c")
    ]
    assert prose(*lines) == ["title staff - - 2 | CSTĐ cơ sở: Lê Thị Hoa, Vũ Văn Nam", "title staff - - 20 | LĐTT"]


def test_lines_without_names_beneath_stay_apart() -> None:
    lines = [passage(text, section="I.2") for text in ("- CSTĐ cơ sở: 02 đ/c:", "Chất lượng giáo dục được nâng lên.")]
    assert prose(*lines) == ["title staff - - 2 | CSTĐ cơ sở"]
