"""What a rating block says: never a wrong level, and every other status by its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import OBJECT, Block, Mark, Paragraph
from models.report import CRITERION_LEVELS
from parsers.extractors.layout import segment
from parsers.extractors.passages import Layout, RatingBlock
from parsers.extractors.ratings import extract_ratings
from parsers.vocabulary import load_vocabulary
from tests.parsers.extractors.rating_papers import CRITERION, OVERALL, PROMPT, paper, ratings, reading, table

BLANK, AMBIGUOUS, UNKNOWN = ("blank", None), ("ambiguous", None), ("unknown", None)


def marked(level: str) -> tuple[str, str]:
    return "marked", level


def box(content: str = "", top: float | None = 1.0, left: float = 4.0, **properties: object) -> Mark:
    return Mark(
        0, 1, "shape", None, content=content, code="rect:", left=left, top=top, width=18, height=13, **properties
    )  # type: ignore[arg-type]


def floating(*boxes: Mark, text: str = "") -> Paragraph:
    """A paragraph whose boxes are anchored at its start."""
    marks = [
        Mark(place, place + 1, b.kind, b.checked, b.box, b.content, b.code, b.left, b.top, b.width, b.height)
        for place, b in enumerate(boxes)
    ]
    return Paragraph(OBJECT * len(boxes) + text, marks=tuple(marks))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(["☐ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém"], marked("good"), id="boxes before"),
        pytest.param(["Xuất sắc ☐ Tốt ☒ Trung bình ☐ Kém ☐"], marked("good"), id="boxes after"),
        pytest.param(["☐ Xuất sắc ☐ Tốt ☐ Trung bình ☐ Kém"], BLANK, id="empty boxes"),
        pytest.param(["Xuất sắc", "Tốt", "Trung bình", "Kém"], UNKNOWN, id="boxes lost in a conversion"),
        pytest.param([PROMPT, *CRITERION], UNKNOWN, id="the labels that follow a prompt are no answer"),
        pytest.param(["☒ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém"], AMBIGUOUS, id="two marks"),
        pytest.param(["■ Xuất sắc", "■ Tốt", "■ Trung bình", "■ Kém"], UNKNOWN, id="bullets"),
        pytest.param(
            ["■ Xuất sắc ☒", "■ Tốt ☐", "■ Trung bình ☐", "■ Kém ☐"], marked("excellent"), id="bullets and boxes"
        ),
        pytest.param(["v Xuất sắc", "v Tốt", "v Trung bình", "v Kém"], UNKNOWN, id="the letter of a bullet font"),
        pytest.param(["+ Xuất sắc", "+ Tốt: x", "+ Trung bình", "+ Kém"], marked("good"), id="plus as a bullet"),
        pytest.param(["- Xuất sắc", "- Tốt", "x - Trung bình", "- Kém"], marked("average"), id="x before the dash"),
        pytest.param(
            ["(x) Xuất sắc", "( ) Tốt", "( ) Trung bình", "( ) Kém"], marked("excellent"), id="x is no number"
        ),
        pytest.param(["Xuất sắc x Tốt Trung bình Kém"], UNKNOWN, id="x between two labels belongs to either"),
        pytest.param(["Xuất sắc x; Tốt; Trung bình; Kém"], marked("excellent"), id="x parted off by a semicolon"),
        pytest.param(["Xuất sắc\tx Tốt\tTrung bình\tKém"], marked("good"), id="x parted off by a tab"),
        pytest.param(["Xuất sắc Tốt Trung bình Kém x"], marked("poor"), id="x at the end"),
        pytest.param(["☐ Xuất sắc x ☐ Tốt ☐ Trung bình ☐ Kém"], UNKNOWN, id="x between a label and the next box"),
        pytest.param(["☐x Xuất sắc ☐ Tốt ☐ Trung bình ☐ Kém"], marked("excellent"), id="x on the box"),
        pytest.param(["[ ] Xuất sắc", "[X] Tốt", "[ ] Trung bình", "[ ] Kém"], marked("good"), id="brackets"),
        pytest.param(["Xuất sắc ……", "Tốt ….x….", "Trung bình ……", "Kém ……"], marked("good"), id="leaders"),
        pytest.param(["Xuất sắc ……", "Tốt ……", "Trung bình ……", "Kém ……"], BLANK, id="empty leaders"),
        pytest.param([PROMPT + " (đánh dấu x vào ô)", *CRITERION], UNKNOWN, id="the x of the instruction"),
        pytest.param(
            ["☐ Xuất sắc ☐ Tốt ☒ Trung bình ☐ Kém (đánh dấu X vào ô tương ứng)"],
            marked("average"),
            id="instruction after the labels",
        ),
        pytest.param(
            ["Xuất sắc Tốt Trung bình Kém (đánh dấu X vào ô tương ứng)"], UNKNOWN, id="only the instruction has an x"
        ),
        pytest.param(["Xuất sắc", "<b>Tốt</b>", "Trung bình", "Kém"], marked("good"), id="bold"),
        pytest.param(["<b>Xuất sắc</b>", "<b>Tốt</b>", "<b>Trung bình</b>", "<b>Kém</b>"], UNKNOWN, id="all bold"),
        pytest.param(["<b>Xuất sắc</b>", "<b>Tốt</b>", "Trung bình", "Kém"], UNKNOWN, id="two bold"),
        pytest.param(["<b>Xuất sắc</b>", "<b>Tốt</b>", "<b>Trung bình</b>", "Kém"], UNKNOWN, id="all but one bold"),
        pytest.param(
            ["<s>Xuất sắc</s> / Tốt / <s>Trung bình</s> / <s>Kém</s>"], marked("good"), id="unchosen struck out"
        ),
        pytest.param(["<s>Xuất sắc</s> / Tốt / Trung bình / Kém"], UNKNOWN, id="only one struck out"),
        pytest.param(["<u>Xuất sắc</u>", "<b>Tốt</b>", "Trung bình", "Kém"], UNKNOWN, id="looks that disagree"),
        pytest.param(
            ["☐ Xuất sắc", "☒ Tốt", "☐ Trung bình", "☐ <b>Kém</b>"], marked("good"), id="a clear box beats bold"
        ),
        pytest.param(["☐ Xuất sắc", "☒ <s>Tốt</s>", "☐ Trung bình", "☐ Kém"], UNKNOWN, id="marked and struck out"),
        pytest.param(
            ["☐ Xuất sắc", "☐ Tốt", "☐ Trung bình", "☐ <b>Kém</b>"], UNKNOWN, id="empty boxes and one bold label"
        ),
        pytest.param(
            ["☐ Xuất sắc", "☐ Tốt", "Trung bình", "☐ Kém"],
            UNKNOWN,
            id="the box that is missing may have been the marked one",
        ),
        pytest.param([*CRITERION, "Tập thể tự đánh giá: Tốt"], marked("good"), id="words fill what boxes leave open"),
        pytest.param(["☒ Xuất sắc ☐ Tốt ☐ Trung bình ☐ Kém", "Tự đánh giá: Tốt"], AMBIGUOUS, id="box against words"),
        pytest.param([PROMPT + " Tốt."], marked("good"), id="words"),
        pytest.param(
            ["Tự đánh giá (Xuất sắc, Tốt, Trung bình, Kém): Tốt"], marked("good"), id="levels listed in the prompt"
        ),
        pytest.param(
            ["Tự đánh giá (Xuất sắc/Tốt/Trung bình/Kém):", "Kém"], marked("poor"), id="levels listed, answer below"
        ),
        pytest.param(["Tự đánh giá: (☐ Xuất sắc ☐ Tốt ☒ Trung bình ☐ Kém)"], marked("average"), id="boxes in brackets"),
        pytest.param(["☐", "Xuất sắc", "☒", "Tốt", "☐", "Trung bình", "☐", "Kém"], marked("good"), id="by turns"),
        pytest.param(["Xuất sắc Tốt Trung bình Kém", "☐ ☒ ☐ ☐"], marked("good"), id="a line of boxes below"),
        pytest.param(["Xuất sắc: x Tốt: Trung bình: Kém:"], marked("excellent"), id="the colon says after"),
        pytest.param(["Xuất sắc", "xTốt", "Trung bình", "Kém"], marked("good"), id="a cross glued to its label"),
        pytest.param([PROMPT + " ☐ Tốt"], UNKNOWN, id="one label, its box empty"),
        pytest.param([PROMPT, "Xuất sắc", "Tốt"], UNKNOWN, id="two labels and no mark"),
    ],
)
def test_lines(blocks: list[str | Block], expected: tuple[str, str | None]) -> None:
    assert reading(*blocks) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [["", "Xuất sắc"], ["x", "Tốt"], ["", "Trung bình"], ["", "Kém"]], marked("good"), id="mark cell left"
        ),
        pytest.param(
            [["Xuất sắc", ""], ["Tốt", ""], ["Trung bình", "V"], ["Kém", ""]], marked("average"), id="mark cell right"
        ),
        pytest.param(
            [["", "Xuất sắc", "x", "Tốt", "", "Trung bình", "", "Kém"]], marked("good"), id="eight cells, mark before"
        ),
        pytest.param(
            [["Xuất sắc", "", "Tốt", "x", "Trung bình", "", "Kém", ""]], marked("good"), id="eight cells, mark after"
        ),
        pytest.param(
            [["", "Xuất sắc", "x", "Tốt", "", "Trung bình", "", "Kém", ""]], UNKNOWN, id="nine cells tell no side"
        ),
        pytest.param(
            [["Xuất sắc", "Tốt", "Trung bình", "Kém"], ["", "", "", "X"]], marked("poor"), id="marks under labels"
        ),
        pytest.param(
            [["", "+", "", ""], ["Xuất sắc", "Tốt", "Trung bình", "Kém"]], marked("good"), id="marks over labels"
        ),
        pytest.param(
            [["1", "Xuất sắc", ""], ["2", "Tốt", "x"], ["3", "Trung bình", ""], ["4", "Kém", ""]],
            marked("good"),
            id="numbered rows",
        ),
        pytest.param(
            [["", "Xuất sắc"], ["1", "Tốt"], ["", "Trung bình"], ["", "Kém"]], marked("good"), id="1 as a mark"
        ),
        pytest.param(
            [["", "Xuất sắc"], ["", "Tốt"], ["", "Trung bình"], ["", "Kém"]],
            UNKNOWN,
            id="cells without a frame are no boxes",
        ),
        pytest.param(
            [[PROMPT, ""], ["", "Xuất sắc"], ["x", "Tốt"], ["", "Trung bình"], ["", "Kém"]],
            marked("good"),
            id="prompt in the table",
        ),
    ],
)
def test_tables(rows: list[list[str]], expected: tuple[str, str | None]) -> None:
    assert reading(table(*rows)) == expected


def test_points_beside_the_classes() -> None:
    points = ("90 - 100", "70 - 89", "50 - 69", "dưới 50")
    marked = [[label, points[place], "x" if place == 1 else ""] for place, label in enumerate(OVERALL)]
    assert reading(table(["Mức", "Khung điểm", "Tự chấm"], *marked)) == ("marked", "good")
    assert reading(table(*[[label, points[place]] for place, label in enumerate(OVERALL)])) is None  # only explained
    boxed = [[f"{'☒' if place == 1 else '☐'} {label}", points[place]] for place, label in enumerate(OVERALL)]
    assert reading(table(*boxed)) == ("marked", "good")


def test_a_drawing_anchored_inside_a_label_does_not_break_it() -> None:
    cross = Mark(5, 6, "shape", None, content="x", code="rect:", left=4, top=1, width=18, height=13)
    broken = Paragraph(f"Xuất {OBJECT}sắc", marks=(cross,))
    assert reading(broken, *CRITERION[1:]) == marked("excellent")


def test_a_line_break_inside_a_label_does_not_break_it() -> None:
    rows = [
        ["", "Hoàn thành xuất\nsắc nhiệm vụ"],
        ["x", "Hoàn thành\ntốt nhiệm vụ"],
        *[["", label] for label in OVERALL[2:]],
    ]
    assert reading(table(*rows)) == marked("good")


def test_framed_cells_are_boxes() -> None:
    assert reading(table(*[["", label] for label in CRITERION], bordered=True)) == BLANK


def test_matrix_of_criteria() -> None:
    found = ratings(
        table(
            ["TT", "Tiêu chí", *CRITERION],
            ["1", "Việc chấp hành nguyên tắc tổ chức", "x", "", "", ""],
            ["2", "Kết quả thực hiện nhiệm vụ, thực hiện tốt quy chế", "", "", "x", ""],
            bordered=True,
        )
    )
    assert [(rating.status, rating.level) for rating in found] == [marked("excellent"), marked("average")]


@pytest.mark.parametrize("chosen", range(4))
def test_boxes_that_hang_on_the_first_line_spread_over_the_others(chosen: int) -> None:
    boxes = [box("x" if place == chosen else "", top=1 + 16 * place) for place in range(4)]
    assert reading(floating(*boxes, text=" Xuất sắc"), *CRITERION[1:]) == marked(CRITERION_LEVELS[chosen])


@pytest.mark.parametrize("chosen", range(4))
def test_boxes_that_hang_on_the_prompt(chosen: int) -> None:
    prompt = floating(*[box("x" if place == chosen else "", top=17 + 16 * place) for place in range(4)], text=PROMPT)
    assert reading(prompt, *CRITERION) == marked(CRITERION_LEVELS[chosen])


@pytest.mark.parametrize("chosen", range(4))
def test_boxes_that_hang_on_the_prose_above(chosen: int) -> None:
    boxes = [box("x" if place == chosen else "", top=17 + 16 * place) for place in range(4)]
    prose = floating(*boxes, text="Chi bộ phân công rõ người, rõ việc.")
    assert reading(prose, *CRITERION) == marked(CRITERION_LEVELS[chosen])


def test_a_lone_cross_midway_between_two_lines_is_not_given_to_either() -> None:
    cross = Mark(
        0, 1, "shape", True, box=False, content="×", code="lines:×", left=4, top=16 * 2 - 6, width=12, height=12
    )
    assert reading(floating(cross, text=" Xuất sắc"), *CRITERION[1:]) == UNKNOWN


def test_all_boxes_hanging_on_one_label_at_one_height_are_not_its_own() -> None:
    boxes = [box("x" if place == 2 else "", top=None) for place in range(4)]
    assert reading(floating(*boxes, text=" Xuất sắc"), *CRITERION[1:]) == UNKNOWN


def symbols(*codes: str, state: bool | None = None) -> list[Paragraph]:
    return [
        Paragraph(f"{OBJECT} {label}", marks=(Mark(0, 1, "symbol", state, code=code),))
        for code, label in zip(codes, CRITERION, strict=True)
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param("abbb", marked("excellent"), id="one unlike the three"),
        pytest.param("bbab", marked("average"), id="one unlike the three, further down"),
        pytest.param("bbbb", BLANK, id="all alike: boxes"),
        pytest.param("aabb", UNKNOWN, id="two and two"),
        pytest.param("abcb", UNKNOWN, id="three sorts"),
    ],
)
def test_glyphs_of_unknown_meaning_tell_by_contrast(codes: str, expected: tuple[str, str | None]) -> None:
    assert reading(*symbols(*codes)) == expected


def test_a_mark_with_a_line_through_it_is_in_doubt() -> None:
    struck = Mark(0, 1, "shape", None, content="x", code="rect:+/", left=4, top=1, width=18, height=13)
    first = Paragraph(f"{OBJECT} Xuất sắc", marks=(struck,))
    rest = [floating(box(), text=f" {label}") for label in CRITERION[1:]]
    assert reading(first, *rest) == UNKNOWN


def test_a_control_whose_state_cannot_be_read_is_not_blank() -> None:
    lines = [
        Paragraph(f"{OBJECT} {label}", marks=(Mark(0, 1, "control", None, code="activex"),)) for label in CRITERION
    ]
    assert reading(*lines) == UNKNOWN


def test_not_completed_well_is_the_worst_class() -> None:
    blocks = [f"☐ {label}" for label in OVERALL[:3]] + [f"☒ {OVERALL[3]}"]
    assert reading(*blocks) == marked("not_completed")


def test_marks_name_every_level_that_is_marked() -> None:
    (found,) = ratings("☒ Xuất sắc ☐ Tốt ☒ Trung bình ☐ Kém")
    assert (found.status, found.level, found.marks) == ("ambiguous", None, ["excellent", "average"])


def test_a_score_goes_with_its_class() -> None:
    (found,) = ratings("Điểm tự chấm: 92,5/100", *[f"☐ {label}" for label in OVERALL])
    assert (found.score, found.status) == (92.5, "blank")


def test_evidence_is_the_label_and_the_prompt() -> None:
    (found,) = ratings("Văn bản khác.", PROMPT, "☐ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém")
    evidence = found.evidence
    assert evidence is not None
    assert (evidence.block, evidence.text) == (2, "Tốt")
    assert evidence.also[0].text == PROMPT
    assert found.confidence >= 0.95


def test_what_follows_the_signature_gives_no_ratings() -> None:
    document = paper("☐ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém")
    block = RatingBlock((0,), "criterion", section="I.1")
    layout = Layout(
        head=(), sections=(), tables=(), ratings=(block, RatingBlock((0,), "criterion", annex=True)), closing=()
    )
    assert [rating.section for rating in extract_ratings(document, layout, load_vocabulary())] == ["I.1"]


def test_a_rating_that_shares_its_paragraph_or_table_leaves_the_rest_to_its_section() -> None:
    document = paper(
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "I. Ưu điểm, kết quả đạt được",
        "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
        "Chi bộ giữ nền nếp sinh hoạt. Tự đánh giá về cấp độ thực hiện: Tốt.",
        "2. Kết quả thực hiện các mục tiêu, chỉ tiêu",
        table(["TT", "Tiêu chí", *CRITERION], ["1", "Quy chế", "x", "", "", ""], ["2", "Nhiệm vụ", "", "", "x", ""]),
        "VII. Đề nghị xếp loại mức chất lượng: Hoàn thành tốt nhiệm vụ",
    )
    layout = segment(document, load_vocabulary())
    found = extract_ratings(document, layout, load_vocabulary())
    assert [(rating.section, rating.level) for rating in found] == [
        ("I.1", "good"),
        ("I.2", "excellent"),
        ("I.2", "average"),
        ("VII", "good"),
    ]
    flows = {section.path: section.flow for section in layout.sections}
    assert flows == {"I": (), "I.1": ("p", "r0"), "I.2": ("r1", "r2"), "VII": ("r3",)}
    assert [passage.words.strip() for passage in layout.sections[1].body] == ["Chi bộ giữ nền nếp sinh hoạt."]


SEPARATORS = st.sampled_from(["\t", "; ", " ", " / ", "\n"])
FORMS = st.sampled_from(
    [("☒ {}", "☐ {}"), ("{} ☒", "{} ☐"), ("[x] {}", "[ ] {}"), ("{} (x)", "{} ( )"), ("√ {}", "□ {}"), ("{} x", "{}")]
)


@given(
    st.permutations(range(4)),
    st.sets(st.integers(0, 3), max_size=2),
    SEPARATORS,
    FORMS,
    st.sampled_from([CRITERION, OVERALL]),
)
def test_any_order_of_labels_any_marks_never_give_a_wrong_level(
    order: list[int], chosen: set[int], separator: str, form: tuple[str, str], labels: tuple[str, ...]
) -> None:
    text = separator.join(form[place not in chosen].format(labels[place]) for place in order)
    (found,) = ratings("Chi bộ phân công rõ người, rõ việc.", text)
    levels = CRITERION_LEVELS if labels is CRITERION else ("excellent", "good", "completed", "not_completed")
    if len(chosen) == 1:
        assert found.level in (levels[next(iter(chosen))], None)
    else:
        assert found.level is None
    if "{} x" not in form and len(chosen) == 1:
        assert found.status == "marked"


@given(st.integers(0, 3), st.integers(0, 3), st.data())
def test_a_slip_in_a_label_never_gives_a_wrong_level(chosen: int, slipped: int, data: st.DataObject) -> None:
    labels = list(OVERALL)
    place = data.draw(st.integers(0, len(labels[slipped]) - 1))
    letter = data.draw(st.sampled_from(["", "a", "ọ", "h", " ", "t"]))
    labels[slipped] = labels[slipped][:place] + letter + labels[slipped][place + 1 :]
    found = ratings(*[f"{'☒' if place == chosen else '☐'} {label}" for place, label in enumerate(labels)])
    levels = ("excellent", "good", "completed", "not_completed")
    assert all(rating.level in (levels[chosen], None) for rating in found)


@pytest.mark.parametrize(
    ("line", "score"),
    [
        pytest.param("Tự chấm: 95 điểm – HTXSNV", 95, id="points before the class"),
        pytest.param("Điểm tự chấm: 92/100. Tự xếp loại: Hoàn thành xuất sắc nhiệm vụ", 92, id="of a hundred"),
        pytest.param("Tự đánh giá: Tốt (16,5/20 điểm)", 16.5, id="a criterion's share of the hundred"),
        pytest.param("Tự xếp loại: Hoàn thành tốt nhiệm vụ (đạt 84 điểm)", 84, id="in brackets behind the class"),
    ],
)
def test_scores(line: str, score: float) -> None:
    assert [rating.score for rating in ratings(line)] == [score]


RANGES = [
    pytest.param(
        ("từ 90 điểm trở lên", "từ 70 đến dưới 90 điểm", "từ 50 đến dưới 70 điểm", "dưới 50 điểm"), id="words"
    ),
    pytest.param(("≥ 90 điểm", "70 - < 90 điểm", "50 - < 70 điểm", "< 50 điểm"), id="signs"),
    pytest.param(("90 - 100 điểm", "70 - 89 điểm", "50 - 69 điểm", "0 - 49 điểm"), id="bounds"),
]


@pytest.mark.parametrize("ranges", RANGES)
def test_the_points_that_a_class_stands_for_are_no_score(ranges: tuple[str, ...]) -> None:
    lines = [f"{'☒' if place == 1 else '☐'} {label} ({ranges[place]})" for place, label in enumerate(OVERALL)]
    assert [(found.level, found.score) for found in ratings(*lines)] == [("good", None)]
    assert [found.score for found in ratings("Tổng điểm tự chấm: 86/100.", *lines)] == [86]
