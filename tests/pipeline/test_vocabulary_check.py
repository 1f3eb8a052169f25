"""What `vocabulary check` refuses in an office's folder, and that our own words pass."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from models.errors import VocabularyError
from models.messages import has_message
from pipeline.vocabulary_check import Problem, check_vocabulary


def office_problems(folder: Path) -> list[Problem]:
    """The problems that the office's folder adds to ours."""
    ours = list(check_vocabulary())
    return [problem for problem in check_vocabulary(folder) if problem not in ours]


def test_our_own_words_have_no_problem() -> None:
    assert list(check_vocabulary()) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("checks.toml", 'totals = ["tổng thể"]', None, id="a new phrase in a list of phrases"),
        pytest.param("checks.toml", 'totals = ["tổng thể"', "unreadable", id="broken TOML"),
        pytest.param("chekcs.toml", 'totals = ["tổng thể"]', "unknown_branch", id="a misspelt file name"),
        pytest.param("checks.toml", 'totals = ["  "]', "blank", id="a blank phrase"),
        pytest.param("checks.toml", 'totals = ["tổng thể", "tổng thể"]', "twice", id="one phrase twice"),
        pytest.param("checks.toml", f'totals = ["{unicodedata.normalize("NFD", "tổng")} thể"]', "not_nfc", id="NFD"),
        pytest.param("checks.toml", 'totals = "tổng thể"', "other_shape", id="a text where ours is a list"),
        pytest.param("checks.toml", 'totals = ["tổng thể", 3]', "mixed_list", id="two types in a list"),
        pytest.param("checks.toml", 'sections.wishes = ["mong muốn"]', "unknown_code", id="a section kind of its own"),
        pytest.param(
            "checks.toml", 'sections.causes = "nguyên nhân"', "other_shape", id="a new entry of another shape"
        ),
        pytest.param("admissions.toml", 'events.introduced = ["kết nạp"]', "two_codes", id="one phrase, two meanings"),
    ],
)
def test_an_office_folder(name: str, content: str, code: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert {problem.code for problem in office_problems(tmp_path)} == ({code} if code else set())


def test_a_byte_order_mark_is_no_problem_and_latin_1_is(tmp_path: Path) -> None:
    (tmp_path / "checks.toml").write_bytes(b"\xef\xbb\xbf" + 'totals = ["tổng thể"]'.encode())
    assert office_problems(tmp_path) == []
    (tmp_path / "checks.toml").write_bytes('totals = ["cà"]'.encode("latin-1"))
    assert [problem.code for problem in office_problems(tmp_path)] == ["unreadable"]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError):
        list(check_vocabulary(tmp_path / "absent"))


def test_problems_say_where(tmp_path: Path) -> None:
    (tmp_path / "checks.toml").write_text('[sections]\ncauses = [""]', encoding="utf-8")
    assert office_problems(tmp_path) == [Problem("checks.toml: sections.causes[0]", "blank")]


@pytest.mark.parametrize(
    "code",
    [
        "unreadable",
        "unknown_branch",
        "blank",
        "not_nfc",
        "mixed_list",
        "twice",
        "other_shape",
        "unknown_code",
        "two_codes",
    ],
)
def test_every_problem_has_its_sentence(code: str) -> None:
    assert has_message(f"vocabulary.{code}")
