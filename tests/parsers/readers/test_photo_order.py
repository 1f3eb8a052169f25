"""The order of a set of photos: names first, held against what stands on the pages."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import OrderNote
from models.errors import InputError
from parsers.readers.bundle import Binder, are_series, hash_of_bundle, is_bundle, natural, opened_bundle
from parsers.readers.limits import LIMITS
from parsers.readers.pages.page import Page, Word
from parsers.readers.scan.order import Clues, before_reading, clues_of, settle

N = Clues  # N(number, numeral, head, annex)


@pytest.mark.parametrize(
    ("names", "order"),
    [
        pytest.param(["p10.jpg", "p2.jpg", "p1.jpg"], ["p1.jpg", "p2.jpg", "p10.jpg"], id="2 before 10"),
        pytest.param(["IMG_2.JPG", "img_1.jpg"], ["img_1.jpg", "IMG_2.JPG"], id="case says nothing"),
        pytest.param(["Trang 2.jpg", "Trang 1.jpg"], ["Trang 1.jpg", "Trang 2.jpg"], id="numbers behind a blank"),
        pytest.param(
            ["b.jpg", "a2.jpg", "a.jpg"], ["a.jpg", "a2.jpg", "b.jpg"], id="letters where there are no numbers"
        ),
        pytest.param(["a² 2.jpg", "a² 1.jpg"], ["a² 1.jpg", "a² 2.jpg"], id="a raised two is no number"),
    ],
)
def test_names_are_put_in_their_natural_order(names: list[str], order: list[str]) -> None:
    assert sorted(names, key=natural) == order


@pytest.mark.parametrize(
    ("names", "series"),
    [
        pytest.param(["IMG_1.jpg", "IMG_2.jpg", "IMG_10.jpg"], True, id="a phone's"),
        pytest.param(["IMG_20231201_08.jpg", "IMG_20231201_09.jpg"], True, id="the date stays, the count goes on"),
        pytest.param(["trang 1.jpg", "Trang 2.jpg"], True, id="somebody numbered them"),
        pytest.param(["z1_a8f.jpg", "z2_b07.jpg"], False, id="a messenger's names are no order"),
        pytest.param(["a.jpg", "b.jpg"], False, id="no number"),
        pytest.param(["p1.jpg"], False, id="one is no series"),
        pytest.param(["p1.jpg", "p01.jpg"], False, id="the same number twice"),
    ],
)
def test_what_a_series_of_names_is(names: list[str], series: bool) -> None:
    assert are_series(names) is series


@pytest.mark.parametrize(
    ("names", "times", "order"),
    [
        pytest.param(["p2", "p1"], ["08:00", "09:00"], [1, 0], id="a series counts more than the time"),
        pytest.param(["zb", "za"], ["08:00", "09:00"], [0, 1], id="no series: the time of taking"),
        pytest.param(["zb", "za"], ["08:00", None], [1, 0], id="a time that is missing orders nothing"),
        pytest.param(["zb", "za"], ["08:00", "08:00"], [1, 0], id="nor do equal ones"),
    ],
)
def test_before_anything_is_read(names: list[str], times: list[str | None], order: list[int]) -> None:
    assert before_reading(names, times) == order


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        pytest.param(("ĐẢNG CỘNG SẢN VIỆT NAM",), True, id="the Party's name"),
        pytest.param(("ĐẢNG BỘ XÃ NÀ HOA ĐẢNG CỘNG SẢN VIỆT NAM",), True, id="read in one line with the body above"),
        pytest.param(("BÁO CÁO", "Kiểm điểm tập thể"), True, id="the title over two lines"),
        pytest.param(("Báo cáo", "của nhà trường"), False, id="in small letters it is any line"),
        pytest.param(("BÁO CÁO CỦA BAN THANH TRA",), False, id="another paper's title"),
        pytest.param(("I. KẾT QUẢ",), False, id="a section's title"),
    ],
)
def test_the_report_s_head_is_known(lines: tuple[str, ...], head: bool) -> None:
    words = [
        Word(text, 60.0 + 60 * at, 100.0 + 20 * row, 110.0 + 60 * at, 112.0 + 20 * row, 110.0 + 20 * row, 12.0)
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
    ]
    assert clues_of(Page(1, 595.0, 842.0, words=words)).head is head


REORDERED, UNCLEAR = OrderNote("photos_reordered"), OrderNote("photo_order_unclear")


@pytest.mark.parametrize(
    ("clues", "meant", "order", "told"),
    [
        pytest.param([N(1), N(2), N(3)], True, (0, 1, 2), (), id="names and numbers agree"),
        pytest.param(
            [N(1), N(3), N(2)], True, (0, 2, 1), (REORDERED,), id="numbers on all pages are stronger, and told"
        ),
        pytest.param([N(3), N(1), N(2)], False, (1, 2, 0), (), id="names that are no series contradict nothing"),
        pytest.param([N(3), N(2), N(None, None, True)], True, (2, 1, 0), (REORDERED,), id="a first page has no number"),
        pytest.param([N(2), N(None), N(3)], True, (1, 0, 2), (REORDERED,), id="the one without a number is the first"),
        pytest.param([N(1), N(None), N(3)], True, (0, 1, 2), (), id="the one without a number fills the gap"),
        pytest.param([N(None), N(None), N(None)], True, (0, 1, 2), (), id="nothing read: by names"),
        pytest.param(
            [N(1), N(None), N(None), N(2)], True, (0, 1, 2, 3), (), id="a blank between speaks against nothing"
        ),
        pytest.param([N(1), N(None), N(None), N(1)], True, (0, 1, 2, 3), (UNCLEAR,), id="a number twice"),
        pytest.param([N(1), N(2), N(1), N(2)], True, (0, 1, 2, 3), (UNCLEAR,), id="two reports' pages"),
        pytest.param(
            [N(1), N(2), N(4)], True, (0, 1, 2), (OrderNote("photo_pages_missing", (3,)),), id="a page is missing"
        ),
        pytest.param(
            [N(None, None, True), N(None), N(3), N(6)],
            True,
            (0, 1, 2, 3),
            (OrderNote("photo_pages_missing", (4, 5)),),
            id="two are missing between two that follow each other",
        ),
        pytest.param(
            [N(None, 1), N(None, 3), N(None, 2)], True, (0, 1, 2), (UNCLEAR,), id="numerals against the names"
        ),
        pytest.param(
            [N(None, 3), N(None, None, True), N(None, 2)], False, (1, 2, 0), (), id="numerals where names say nothing"
        ),
        pytest.param([N(None, 1), N(None, None, True)], True, (0, 1), (UNCLEAR,), id="the head is not on the first"),
        pytest.param([N(None, 1), N(None, 7), N(None, 1, False, True)], True, (0, 1, 2), (), id="an annex counts anew"),
    ],
)
def test_what_the_pages_say(
    clues: list[Clues], meant: bool, order: tuple[int, ...], told: tuple[OrderNote, ...]
) -> None:
    settled = settle(clues, meant)
    assert (settled.order, settled.told) == (order, told)


@pytest.mark.parametrize(
    ("clues", "order", "told"),
    [
        pytest.param([N(), N(), N()], (0, 1, 2), (UNCLEAR,), id="nothing known: told"),
        pytest.param([N(None, 2), N(), N(None, None, True)], (2, 0, 1), (), id="the head in front, half in order"),
        pytest.param([N(), N(), N(), N(None, None, True)], (3, 0, 1, 2), (UNCLEAR,), id="the head says too little"),
    ],
)
def test_names_that_say_nothing_and_no_time(
    clues: list[Clues], order: tuple[int, ...], told: tuple[OrderNote, ...]
) -> None:
    settled = settle(clues, meant=False, known=False)
    assert (settled.order, settled.told) == (order, told)


@given(st.lists(st.builds(Clues, st.none() | st.integers(1, 9), st.none() | st.integers(1, 10), st.booleans())))
def test_every_page_stays_and_stands_once(clues: list[Clues]) -> None:
    for meant in (True, False):
        assert sorted(settle(clues, meant).order) == list(range(len(clues)))


@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_numbered_pages_find_their_order_again(count: int, chance: random.Random) -> None:
    numbers = list(range(1, count + 1))
    chance.shuffle(numbers)
    order = settle([Clues(number) for number in numbers], True).order
    assert [numbers[place] for place in order] == sorted(numbers)


def bundle(path: Path, photos: dict[str, bytes]) -> Path:
    with Binder(path) as binder:
        for name, data in photos.items():
            binder.add(name, io.BytesIO(data))
        assert hash_of_bundle(path) is None  # not whole yet
        sha256 = binder.sha256
    assert hash_of_bundle(path) == sha256
    return path


def test_a_bundle_holds_the_photos_as_they_are(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a", {"Nà Hoa.jpg": b"1", "b.jpg": b"2"})
    assert is_bundle(path.read_bytes()) and not is_bundle(b"PK\3\4")
    with opened_bundle(path, "a", LIMITS) as opened:
        assert opened.names == ["Nà Hoa.jpg", "b.jpg"] and opened.photo(1) == b"2"


def test_the_hash_of_a_set_knows_neither_names_nor_order_nor_copies(tmp_path: Path) -> None:
    sets = [{"a": b"1", "b": b"2"}, {"x": b"2", "y": b"1"}, {"a": b"1", "b": b"2", "b (1)": b"2"}]
    hashes = {hash_of_bundle(bundle(tmp_path / str(number), photos)) for number, photos in enumerate(sets)}
    assert len(hashes) == 1
    assert hash_of_bundle(bundle(tmp_path / "other", {"a": b"1", "b": b"3"})) not in hashes


def test_a_damaged_bundle_is_said(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a", {"a.jpg": b"1" * 1000})
    path.write_bytes(path.read_bytes()[:700])
    assert hash_of_bundle(path) is None
    with pytest.raises(InputError, match="damaged"), opened_bundle(path, "a", LIMITS):
        pass
