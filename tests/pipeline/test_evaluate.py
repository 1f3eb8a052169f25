"""The measure: what counts as right, missed and invented of each field, and the figures made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from pipeline.evaluate import FieldScore, evaluate, evaluate_folder
from pipeline.evaluate.items import FIELDS, comparable, comparable_number, contest, items
from pipeline.evaluate.matching import match

GOLD: dict[str, Any] = {
    "organisation": {"school": "Trường Tiểu học Nà Tấu", "education_level": "primary"},
    "year": 2023,
    "sections": [
        {"path": "I", "kind": "strengths", "title": "Ưu điểm", "text": ""},
        {"path": "II", "kind": "shortcomings", "title": "Hạn chế", "text": "một hai ba bốn năm sáu bảy tám chín mười"},
    ],
    "ratings": [{"section": "I", "scale": "criterion", "level": "good", "status": "marked"}],
    "tables": [{"header": [["Khối"], ["Số HS", "KHG"]], "rows": [["6", "30"], ["Tổng", "30"]]}],
    "statistics": [{"metric": "students.actual", "school_year": None, "group": "6", "unit": "count", "value": 30}],
    "admissions": [{"name": "Lò Thị Mai", "kind": "admitted"}],
    "admission_counts": {"admitted": 1, "introduced": None},
    "awards": [
        {
            "category": "prize",
            "recipient_type": "student",
            "name": "Thi cờ vua các môn",
            "level": "district",
            "rank": "first",
            "count": 1,
            "recipients": [],
        }
    ],
    "findings": [{"code": "sum_mismatch"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Hoà  Bình.", "hòa bình", id="tone place, blanks, the final sign"),
        pytest.param("H’ Bia", "h'bia", id="apostrophes and the blank after"),
        pytest.param("a – b", "a - b", id="dashes"),
        pytest.param(None, "", id="nothing"),
        pytest.param("Lò", "lò", id="NFD is NFC"),
    ],
)
def test_comparable(text: str | None, expected: str) -> None:
    assert comparable(text) == expected


@pytest.mark.parametrize(("value", "expected"), [("85,3", 85.3), ("94.10%", 94.1), (100, 100.0), ("-", "")])
def test_comparable_number(value: object, expected: object) -> None:
    assert comparable_number(value) == expected


def test_contest_names_lose_what_offices_put_around_them() -> None:
    assert contest("Hội thi Cờ vua các môn cấp huyện") == contest("tham gia cờ vua")


def changed(**parts: Any) -> dict[str, Any]:
    return GOLD | parts


def award(**parts: Any) -> list[dict[str, Any]]:
    return [GOLD["awards"][0] | parts]


@pytest.mark.parametrize(
    ("predicted", "field", "figures"),
    [
        *(pytest.param(GOLD, field, None, id=f"{field}: nothing is wrong") for field in FIELDS),
        pytest.param(changed(year=2022), "head", (2, 1, 1), id="another year"),
        pytest.param(
            changed(sections=[GOLD["sections"][0], GOLD["sections"][1] | {"text": "một hai ba bốn năm sáu bảy"}]),
            "sections",
            (2, 0, 0),
            id="most words are there",
        ),
        pytest.param(
            changed(sections=[GOLD["sections"][0], GOLD["sections"][1] | {"text": "một hai ba bốn"}]),
            "sections",
            (1, 1, 1),
            id="half the words are gone",
        ),
        pytest.param(
            changed(sections=[*GOLD["sections"], {"path": "I", "annex": True}]),
            "sections",
            (2, 0, 0),
            id="annexes apart",
        ),
        pytest.param(
            changed(tables=[{"header": [["Khối"], ["Số HS"]], "rows": [["6", "30"], ["Tổng", "31"]]}]),
            "tables",
            (4, 2, 2),
            id="cells count, one head and one figure wrong",
        ),
        pytest.param(changed(tables=[]), "tables", (0, 6, 0), id="a table missed, cell by cell"),
        pytest.param(changed(awards=award(name="cờ vua vòng một")), "awards", (1, 0, 0), id="a longer contest name"),
        pytest.param(changed(awards=award(name="bóng đá")), "awards", (0, 1, 1), id="another contest"),
        pytest.param(changed(awards=award(count=2)), "awards", (0, 1, 1), id="another count"),
        pytest.param(
            changed(admission_counts={"admitted": 1, "introduced": 2, "target": 9}),
            "counts",
            (1, 0, 1),
            id="a count that gold does not speak of is not held against it",
        ),
        pytest.param(
            changed(statistics=[*GOLD["statistics"], {"metric": "complaints", "value": 0, "unit": "count"}]),
            "statistics",
            (1, 0, 0),
            id="metrics without gold",
        ),
        pytest.param(
            changed(findings=[{"code": "sum_mismatch"}, {"code": "number_missing"}]),
            "findings",
            (1, 0, 0),
            id="findings without gold",
        ),
    ],
)
def test_figures_of_a_field(predicted: dict[str, Any], field: str, figures: tuple[int, int, int] | None) -> None:
    wanted = items(GOLD, field)
    found = items(predicted, field)
    if field == "counts":
        found = [item for item in found if item[0] in GOLD["admission_counts"]]
    result = match(wanted, found, field)
    all_right = (sum(map(len, wanted)) if field == "tables" else len(wanted), 0, 0)
    assert (result.right, len(result.missed), len(result.invented)) == (figures or all_right)


def put_gold(folder: Path, name: str = "a", gold: dict[str, Any] = GOLD) -> None:
    (folder / f"{name}.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def prediction(name: str = "a.docx", **parts: Any) -> dict[str, Any]:
    return GOLD | {"source": {"filename": name}} | parts


def test_a_whole_folder(tmp_path: Path) -> None:
    put_gold(tmp_path)
    put_gold(tmp_path, "b", {"year": 2020, "ratings": []})
    sure = [GOLD["ratings"][0] | {"confidence": 0.95}, {"section": "II", "scale": "criterion", "confidence": 0.9}]
    evaluation = evaluate(tmp_path, [prediction(ratings=sure)])
    assert evaluation.documents == 2
    assert evaluation.unpredicted == ["b"]
    assert (evaluation.sure_right, evaluation.sure_wrong, evaluation.facts) == (1, 1, 5)
    assert evaluation.scores["ratings"] == FieldScore(1, 0, 1)
    assert evaluation.scores["ratings"].precision == 0.5
    assert evaluation.differences["ratings"] == [("a", "invented", ("II", "criterion", None, None))]
    assert evaluation.macro_f1 == pytest.approx((8 + 2 / 3) / 9)


def test_the_file_beside_the_gold_is_parsed_and_a_failure_is_all_missed(tmp_path: Path) -> None:
    put_gold(tmp_path)
    put_gold(tmp_path, "b")
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"")

    def parse(file: Path) -> dict[str, Any]:
        if file.stem == "b":
            raise InputError("file_empty", file=file.name)
        return prediction(file.name)

    scores = evaluate_folder(tmp_path, parse).scores
    assert (scores["admissions"].right, scores["admissions"].missed) == (1, 1)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gold"):
        evaluate(tmp_path, [])


def test_gold_that_is_no_json_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.gold\.json"):
        evaluate(tmp_path, [])


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_the_harmonic_mean(right: int, missed: int, invented: int) -> None:
    score = FieldScore(right, missed, invented)
    if right == 0:
        assert score.f1 == (0.0 if missed or invented else 1.0)
    else:
        assert score.f1 == pytest.approx(2 / (1 / score.precision + 1 / score.recall))
