"""Facts that contradict each other go to review."""

from __future__ import annotations

import pytest

from models.report import Admission, Award, Evidence, Rating, Report, Section, SectionKind, Source, Statistic
from parsers.coherence import weigh_together

SURE = 0.9


def _report(sections: tuple[str, ...] = (), rated: tuple[str | None, ...] = ()) -> Report:
    return Report(
        source=Source(filename="x.pdf", sha256="0", media_type="application/pdf", reader="ocr"),
        sections=[Section(path=path, title="Ưu điểm", confidence=0.98) for path in sections],
        ratings=[
            Rating(section=section, scale="criterion", level="good", status="marked", confidence=0.97)
            for section in rated
        ],
    )


@pytest.mark.parametrize(
    ("rated", "sure"),
    [
        pytest.param(("I.1", "I.2", "III"), [True, True, True], id="one a section"),
        pytest.param(("I.1", "I.2", "I.2"), [True, False, False], id="the heading of I.3 was not seen"),
        pytest.param(("I", "I.1", "I.2"), [False, True, True], id="the heading of the first criterion was not seen"),
        pytest.param(("I", "II", "II.10"), [True, False, True], id="II does not begin as I does"),
        pytest.param((None, None), [True, True], id="no sections to tell by"),
    ],
)
@pytest.mark.parametrize("scanned", [True, False])
def test_ratings_of_one_section(scanned: bool, rated: tuple[str | None, ...], sure: list[bool]) -> None:
    report = _report(rated=rated)
    weigh_together(report, scanned=scanned)
    assert [rating.confidence >= SURE for rating in report.ratings] == sure


@pytest.mark.parametrize("scanned", [True, False])
def test_two_marks_on_paper_are_looked_at(scanned: bool) -> None:
    report = _report(rated=("I.1",))
    report.ratings[0].level, report.ratings[0].status = None, "ambiguous"
    weigh_together(report, scanned=scanned)
    assert (report.ratings[0].confidence >= SURE) is not scanned


@pytest.mark.parametrize(
    ("sections", "rated", "sure"),
    [
        pytest.param(("I", "II", "IV"), ("II", "IV"), [False, True], id="III was read as II, or not at all"),
        pytest.param(("I", "I.1", "I.3", "II"), ("I.1", "I.3", "II"), [False, True, True], id="a criterion is missing"),
        pytest.param(("I", "I.1", "III"), ("I.1",), [False], id="the section itself, or what is in the lost one"),
        pytest.param(("I", "II", "III"), ("I", "II"), [True, True], id="none is missing"),
    ],
)
def test_ratings_before_a_missing_number(sections: tuple[str, ...], rated: tuple[str, ...], sure: list[bool]) -> None:
    report = _report(sections, rated)
    weigh_together(report, scanned=True)
    assert [rating.confidence >= SURE for rating in report.ratings] == sure
    typed = _report(sections, rated)
    weigh_together(typed, scanned=False)
    assert all(rating.confidence >= SURE for rating in typed.ratings)  # the writer's own slip


@pytest.mark.parametrize(
    ("kinds", "sure"),
    [
        pytest.param(
            ("strengths", "responsibility", "remediation", "responsibility"), [True, False, False], id="twins"
        ),
        pytest.param(("strengths", "shortcomings", "remediation", "responsibility"), [True] * 3, id="each its own"),
        pytest.param(("strengths", None, None, "responsibility"), [True] * 3, id="matters that nobody knows"),
    ],
)
def test_ratings_behind_a_section_told_twice(kinds: tuple[SectionKind | None, ...], sure: list[bool]) -> None:
    report = _report(("I", "II", "III", "IV"), ("I.2", "II", "IV"))
    for section, kind in zip(report.sections, kinds, strict=True):
        section.kind = kind
    typed = report.model_copy(deep=True)
    weigh_together(report, scanned=True)
    weigh_together(typed, scanned=False)
    assert [rating.confidence >= SURE for rating in report.ratings] == sure
    assert all(rating.confidence >= SURE for rating in typed.ratings)


@pytest.mark.parametrize(
    ("count", "names", "sure"),
    [
        pytest.param(2, ["Lò Thị Mẫu", "Giàng A Thử"], True, id="as many names"),
        pytest.param(2, ["Lò Thị Mẫu"], False, id="a name was not read"),
        pytest.param(1, ["Lò Thị Mẫu", "Thử"], False, id="one was torn"),
        pytest.param(27, [], True, id="nobody is named"),
        pytest.param(None, ["Lò Thị Mẫu"], True, id="no number"),
    ],
)
def test_names_and_their_number(count: int | None, names: list[str], sure: bool) -> None:
    report = _report()
    report.awards = [
        Award(category="title", name="LĐTT", recipient_type="staff", count=count, recipients=names, confidence=0.93)
    ]
    weigh_together(report, scanned=True)
    assert (report.awards[0].confidence >= SURE) is sure


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        pytest.param("Thị Diệu Trâm", False, id="the family's name may be lost"),
        pytest.param("Rơ Mah HBlơng", False, id="the apostrophe may be lost"),
        pytest.param("Rơ Mah H'Blơng", True, id="it is there"),
        pytest.param("LÒ THỊ MẪU", True, id="in capitals"),
        pytest.param("Lò Thị Mẫu", True, id="a plain name"),
        pytest.param("H'Nuôn Byä", False, id="two dots: a breve was misread"),
        pytest.param("H'Nuôn Byă", True, id="a breve"),
    ],
)
def test_names_spelled_as_few_are(name: str, sure: bool) -> None:
    report = _report()
    report.admissions = [Admission(name=name, kind="admitted", confidence=0.95)]
    report.awards = [
        Award(category="title", name="LĐTT", recipient_type="staff", count=1, recipients=[name], confidence=0.93)
    ]
    weigh_together(report, scanned=True)
    assert {fact.confidence >= SURE for fact in (*report.admissions, *report.awards)} == {sure}


def _figure(
    value: float, year: str | None, *, block: int = 3, cell: bool = True, group: str | None = None
) -> Statistic:
    place = Evidence(block=block, start=0, end=1, text="1", cell=(1, 1) if cell else None)
    return Statistic(
        metric="students.total", school_year=year, group=group, value=value, evidence=place, confidence=0.97
    )


@pytest.mark.parametrize(
    ("figures", "sure"),
    [
        pytest.param([_figure(8, None), _figure(9, None)], [False, False], id="their years were not read"),
        pytest.param([_figure(8, "2022-2023"), _figure(9, "2023-2024")], [True, True], id="their years were"),
        pytest.param([_figure(8, "2022-2023"), _figure(9, None)], [True, False], id="one of the years was not"),
        pytest.param([_figure(8, None, group="6"), _figure(9, None, group="7")], [True, True], id="of two grades"),
        pytest.param([_figure(8, None), _figure(9, None, block=4)], [True, True], id="of two tables"),
        pytest.param([_figure(8, None), _figure(8, None)], [True, True], id="one figure told twice"),
        pytest.param(
            [_figure(8, None, cell=False), _figure(9, None, cell=False)], [True, True], id="prose tells more in words"
        ),
        pytest.param(
            [_figure(8, None, cell=False), _figure(2, None, cell=False), _figure(3, None, cell=False, group="6")],
            [False, False, True],
            id="of two figures of the whole one is of a grade, as another one is",
        ),
    ],
)
def test_figures_of_one_table(figures: list[Statistic], sure: list[bool]) -> None:
    for scanned, wanted in ((False, [True] * len(figures)), (True, sure)):
        report = _report()
        report.statistics = [figure.model_copy() for figure in figures]
        weigh_together(report, scanned=scanned)
        assert [figure.confidence >= SURE for figure in report.statistics] == wanted
