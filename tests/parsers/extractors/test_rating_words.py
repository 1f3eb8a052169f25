"""The words of ratings: every printed label is itself, and a slip never makes it another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from parsers.extractors.ratings.words import rating_words
from parsers.text import shadow
from parsers.vocabulary import load_vocabulary

WORDS = rating_words(load_vocabulary())


def printed_labels() -> Iterator[tuple[str, str, str]]:
    for scale, levels in load_vocabulary()["ratings"]["levels"].items():
        for level, phrases in levels.items():
            for phrase in phrases:
                yield scale, level, phrase


@pytest.mark.parametrize(("scale", "level", "phrase"), list(printed_labels()))
def test_every_label_is_read_whole(scale: str, level: str, phrase: str) -> None:
    (label,) = WORDS.read(phrase.capitalize()).labels
    assert (label.start, label.end) == (0, len(phrase))
    assert label.levels is not None
    assert label.levels[scale] == level


@pytest.mark.parametrize(("scale", "level", "phrase"), [entry for entry in printed_labels() if len(entry[2]) > 8])
def test_a_lost_or_wrong_letter_never_makes_another_level(scale: str, level: str, phrase: str) -> None:
    for place in range(len(phrase)):
        for letter in ("", "k"):
            slipped = phrase[:place] + letter + phrase[place + 1 :]
            if shadow(slipped) in WORDS.exact:
                continue  # itself a printed label: HTTNV and HTNV
            line = WORDS.read(slipped)
            read = {label.levels.get(scale, level) for label in line.labels if label.levels}
            assert not line.pure or read <= {level}, (phrase, place, letter)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("Không hoàn thành tốt nhiệm vụ", "not_completed", id="the worst class with tốt in it"),
        pytest.param("Hòan thành tốt nhiệm vụ", "good", id="tone on the other vowel"),
        pytest.param("Hoàn thành tốt nghiệm vụ", "good", id="a common slip"),
        pytest.param("Hoànthành xuấtsắc nhiệm vụ", "excellent", id="glued words"),
        pytest.param("hoan thanh nhiem vu", "completed", id="typed without tones"),
        pytest.param("Hoàn thành tốt nhiệm vụ (HTTNV)", "good", id="with its short form"),
        pytest.param("Khong hoàn thành nhiêm vụ", "not_completed", id="slips in the worst class"),
    ],
)
def test_spellings(text: str, level: str) -> None:
    (label,) = WORDS.read(text).labels
    assert label.levels is not None
    assert label.levels["overall"] == level


@pytest.mark.parametrize("text", ["kèm theo", "Hoàn thành", "tột bậc", "xuất", "Hoàn thành nhiệm kỳ mới"])
def test_words_that_only_resemble_a_label(text: str) -> None:
    line = WORDS.read(text)
    assert not (line.pure and line.labels)


def test_offsets_are_those_of_the_text() -> None:
    text = "Tự đánh giá về cấp độ thực hiện: Trung bình."
    (label,) = WORDS.read(text).labels
    assert text[label.start : label.end] == "Trung bình"
    assert shadow(text)[label.start : label.end] == "trung bình"
