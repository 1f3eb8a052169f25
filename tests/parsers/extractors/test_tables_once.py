"""What several extractors ask of a table is made once."""

from __future__ import annotations

from models.document import Cell, Paragraph, Table
from parsers.extractors.passages import DataBlock, Passage
from parsers.extractors.tables import caption_of, view_of, view_table
from parsers.vocabulary import load_vocabulary


def block() -> DataBlock:
    texts = [["Khối", "Số lớp"], ["6", "3"], ["7", "4"]]
    cells = [Cell(r, c, (Paragraph(text),)) for r, row in enumerate(texts) for c, text in enumerate(row)]
    return DataBlock(Table(3, 2, tuple(cells)), 4, above=(Passage("Số lớp của trường:", 3),))


def test_the_view_and_the_caption_are_made_once() -> None:
    words, one = load_vocabulary(), block()
    assert view_of(one, words) is view_of(one, words)
    assert caption_of(one, words) is caption_of(one, words)
    assert view_of(one, words) == view_table(one.table, words)


def test_another_vocabulary_has_its_own() -> None:
    words, one = load_vocabulary(), block()
    assert view_of(one, words) is not view_of(one, dict(words))


def test_what_was_made_is_no_part_of_the_block() -> None:
    words, one, other = load_vocabulary(), block(), block()
    view_of(one, words)
    assert one == other
