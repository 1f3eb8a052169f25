"""Reports that hypothesis writes: sentences of many wordings with drawn figures and names, tables, rating blocks."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from samples.boxes import ENCODINGS
from samples.docx_writer import Style, Writer
from samples.people import joined, people, words
from samples.story import Boxes, Grid, Story, tell

_TABLE_WORDS = ["Khối", "Số lớp", "Số học sinh", "KH", "TH", "Tốt", "Khá", "SL", "%", "Ghi chú", "Nội dung", "TT"]
_CELLS = ["6", "12", "1.204", "94,5", "-", "", "0", "Tổng", "lớp 7", "chuyển đi 01 em", "x", "<3 & >1", "Lò Thị Inh"]
_TAILS = ["", " trong năm qua", "; đây là việc khó", " (có danh sách kèm theo)", ", tăng 02 so với năm trước"]


def _wordings() -> list[str]:
    """Every wording of `samples/words.toml` that a sentence can be made from."""
    found: list[str] = []
    for branch in ("admissions", "prizes", "titles", "commendations", "statistics", "prose", "captions"):
        for entry in words()[branch].values():
            found += [text for text in entry if isinstance(text, str)]
    return found


class _Anything(dict[str, Any]):
    """Fills whatever a wording asks for with something of the right sort, by chance."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance

    def __missing__(self, key: str) -> str:
        chance = self.chance
        if key.startswith("names"):
            return joined(people(chance, chance.randint(1, 4)), chance.choice(("comma", "semicolon", "and")))
        if key.startswith("parts"):
            ranks = chance.sample(sorted(words()["ranks"].values()), chance.randint(1, 3))
            return ", ".join(f"{chance.randint(1, 20):02} {rank}" for rank in ranks)
        lists = {"contest": words()["contests"]["lower_secondary"], "level": list(words()["levels"].values()),
                 "form": ["Bằng khen", "Giấy khen"], "issuer": ["UBND tỉnh", "Huyện ủy"], "title": ["đ/c"],
                 "school_year": ["2022-2023", "2021 - 2022"], "year": ["2023"], "next": ["2024"]}  # fmt: skip
        if key in lists:
            return chance.choice(lists[key])
        return f"{chance.randint(0, 400):02}" if chance.random() < 0.8 else f"{chance.randint(0, 999) / 10}"


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence: a wording, its figures and names, perhaps a tail, perhaps a list's sign before it."""
    wording = draw(st.sampled_from(_wordings()))
    chance = Random(draw(st.integers(0, 10**6)))
    text = wording.format_map(_Anything(chance)).rstrip(".")
    return f"{draw(st.sampled_from(['', '- ', '+ ', '* ']))}{text.lstrip('-+* ')}{draw(st.sampled_from(_TAILS))}."


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A table of data: a head of one or two rows, figures below it."""
    columns = draw(st.integers(2, 6))
    head: list[list[str]] = [[draw(st.sampled_from(_TABLE_WORDS[:3]))]]
    while len(head) < columns:
        above = draw(st.sampled_from(_TABLE_WORDS))
        if len(head) + 2 <= columns and draw(st.booleans()):
            head += [[above, "SL"], [above, "%"]]
        else:
            head.append([above])
    rows = draw(
        st.lists(st.lists(st.sampled_from(_CELLS), min_size=columns - 1, max_size=columns - 1), min_size=1, max_size=5)
    )
    return Grid(head, [[str(number), *row] for number, row in enumerate(rows, 1)])


@st.composite
def written_stories(draw: st.DrawFn) -> Story:
    """A story whose sections hold what hypothesis chose; its gold is not kept up."""
    story = tell(draw(st.integers(0, 10**6)))
    for part in story.parts:
        boxes = [item for item in part.items if isinstance(item, Boxes)]
        if part.path == "I":
            continue
        part.items = list(draw(st.lists(sentences(), min_size=1, max_size=4)))
        if part.path in ("I.2", "I.3"):
            for grid in draw(st.lists(grids(), max_size=2)):
                part.items += [draw(sentences()), grid]
        part.items += boxes
    return story


def write(story: Story, style_seed: int, folder: Path) -> Path:
    """The story as a Word file in some office's manner."""
    chance = Random(style_seed)
    statuses = {rating["status"] for rating in story.gold["ratings"]}
    able = [
        name
        for name, encoding in ENCODINGS.items()
        if not ("blank" in statuses and encoding.none is None)
        and not ("ambiguous" in statuses and encoding.two is None)
    ]
    file = folder / "written.docx"
    Writer(story, Style.of(chance, chance.choice(able)), chance).write(file)
    return file
