"""Document → Document: words that a scan's reading got wrong, resolved by what they must mean.

Between reading and extracting: the readers know no vocabulary, the extractors do not know that a page was a scan.
Nothing is changed in a typed document. What is changed is kept as it was read (`Document.repairs`), and its place is no
longer sure. docs/design/repair.md says what is changed and what never is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.document import Block, Cell, Document, Paragraph, Repair, Table, walk_paragraphs
from parsers.confidence import READER
from parsers.repair.abbreviations import abbreviation_changes
from parsers.repair.bullets import bullet_changes
from parsers.repair.changes import Change, changed, doubted
from parsers.repair.decimals import decimal_changes, sign_doubts, signs_in_doubt
from parsers.repair.heads import head_changes
from parsers.repair.labels import label_changes
from parsers.repair.levels import level_changes
from parsers.repair.lexicon import lexicon_of
from parsers.repair.misprints import (
    comrade_changes,
    count_places,
    misprint_changes,
    place_changes,
    sign_changes,
    year_changes,
)
from parsers.repair.name_doubts import loses_hooks, name_doubts
from parsers.repair.names import count_names, name_changes
from parsers.repair.phrases import count_phrases, phrase_changes
from parsers.repair.rows import rejoin_rows, rejoin_tables
from parsers.repair.scales import scale_changes
from parsers.repair.titles import title_changes
from parsers.repair.tokens import Token, tokens_of
from parsers.vocabulary import Vocabulary

__all__ = ["each_paragraph", "repair", "was_recognised", "with_changes"]

SURE_WORD = 0.9  # of a word's own confidence
POOR = 0.1  # of a page's words that are not sure: plain scans and photographs have 0.02 to 0.07, faxes 0.08 to 0.16

Mend = Callable[[Paragraph], Sequence[Change]]


def was_recognised(document: Document) -> bool:
    """Whether a word of it was read from a picture."""
    paragraphs = walk_paragraphs(document.blocks) if document.source.reader == READER else ()
    return any(span.confidence < 1.0 for paragraph in paragraphs for span in paragraph.spans)


def repair(document: Document, vocabulary: Vocabulary) -> Document:
    """`document` with its misread words put right; itself where nothing was read from a picture."""
    if not was_recognised(document):
        return document
    lexicon = lexicon_of(vocabulary)
    document = rejoin_rows(rejoin_tables(document))
    document = with_changes(document, label_changes(document, vocabulary) | head_changes(document, lexicon))
    document = with_changes(document, level_changes(document, vocabulary) | scale_changes(document, vocabulary))
    document = with_changes(document, decimal_changes(document) | bullet_changes(document))
    tokens = _Tokens()
    document = _mended(document, lambda paragraph: [*comrade_changes(paragraph), *year_changes(paragraph)])
    document = _mended(document, lambda paragraph: sign_changes(paragraph, vocabulary))
    places = count_places(tokens.all_of(document))
    document = _mended(document, lambda paragraph: place_changes(tokens.of(paragraph), places))
    document = _mended(document, lambda paragraph: misprint_changes(tokens.of(paragraph), vocabulary))
    document = _mended(document, lambda paragraph: abbreviation_changes(tokens.of(paragraph), lexicon))
    document = _mended(document, lambda paragraph: title_changes(tokens.of(paragraph), vocabulary))
    said = count_phrases(tokens.all_of(document), lexicon)
    document = _mended(document, lambda paragraph: phrase_changes(tokens.of(paragraph), lexicon, said))
    names = count_names(tokens.all_of(document), vocabulary)
    document = _mended(document, lambda paragraph: name_changes(tokens.of(paragraph), names, vocabulary))
    names = count_names(tokens.all_of(document), vocabulary)
    poor, hooks_lost, signs_lost = poor_pages(document), loses_hooks(document), signs_in_doubt(document)

    def in_doubt(paragraph: Paragraph) -> Paragraph:
        page = paragraph.spans[0].page if paragraph.spans else 0
        own = tokens.of(paragraph)
        doubts = name_doubts(own, names, vocabulary, poor=page in poor, hooks_lost=hooks_lost)
        return doubted(paragraph, [*doubts, *(sign_doubts(own, paragraph.text) if signs_lost else ())])

    return each_paragraph(document, in_doubt)


def poor_pages(document: Document) -> frozenset[int]:
    """The pages on which so many words were read unsurely or in several ways that no name is sure: faxes, copies."""
    words: Counter[int] = Counter()
    unsure: Counter[int] = Counter()
    for paragraph in walk_paragraphs(document.blocks):
        for span in paragraph.spans:
            if any(map(str.isalpha, paragraph.text[span.start : span.end])):
                words[span.page] += 1
                unsure[span.page] += span.confidence < SURE_WORD or bool(span.alternatives)
    return frozenset(page for page, count in words.items() if unsure[page] > POOR * count)


class _Tokens:
    """The tokens of a document's paragraphs, taken apart once: most paragraphs go through repair as they are."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Paragraph, list[Token]]] = {}  # the paragraph is held, or its id would be free

    def of(self, paragraph: Paragraph) -> list[Token]:
        if id(paragraph) not in self._known:
            self._known[id(paragraph)] = paragraph, tokens_of(paragraph)
        return self._known[id(paragraph)][1]

    def all_of(self, document: Document) -> Iterator[list[Token]]:
        return map(self.of, walk_paragraphs(document.blocks))


def with_changes(document: Document, changes: Mapping[int, Sequence[Change]]) -> Document:
    """`document` with the changes of the paragraphs that are named by their identity."""
    return _mended(document, lambda paragraph: changes.get(id(paragraph), ()))


def each_paragraph(document: Document, change: Callable[[Paragraph], Paragraph]) -> Document:
    """`document` with every paragraph as `change` makes it; texts must stay as long as they are."""

    def within(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return change(block)
        cells = (replace(cell, blocks=tuple(map(within, cell.blocks))) for cell in block.cells)
        return replace(block, cells=tuple(cells))

    return replace(document, blocks=tuple(map(within, document.blocks)))


def _mended(document: Document, mend: Mend) -> Document:
    """`document` with the changes that `mend` wants of each paragraph."""
    blocks: list[Block] = []
    repairs: list[Repair] = []
    for index, block in enumerate(document.blocks):
        block, found = _mended_block(block, mend)
        blocks.append(block)
        repairs += [replace(entry, block=index) for entry in found]
    if not repairs:
        return document
    return replace(document, blocks=tuple(blocks), repairs=_joined(document.repairs, repairs))


def _joined(before: Sequence[Repair], added: Sequence[Repair]) -> tuple[Repair, ...]:
    """Earlier repairs where the later ones leave them; of a word repaired twice, the form that was first read stays."""
    result: list[Repair] = []
    reads: dict[Repair, str] = {}
    for earlier in before:
        shift = 0
        for later in (entry for entry in added if (entry.block, entry.cell) == (earlier.block, earlier.cell)):
            longer = len(later.chosen) - len(later.read)
            start = later.start - shift  # before this repair and those behind it
            if start < earlier.end and earlier.start < start + len(later.read):
                reads[later] = earlier.read
                break
            shift += longer if start < earlier.start else 0
        else:
            result.append(replace(earlier, start=earlier.start + shift, end=earlier.end + shift))
    return (*result, *(replace(entry, read=reads.get(entry, entry.read)) for entry in added))


def _mended_block(block: Block, mend: Mend, shift: int = 0) -> tuple[Block, list[Repair]]:
    if isinstance(block, Table):
        cells, repairs = [], []
        for cell in block.cells:
            cell, found = _mended_cell(cell, mend)
            cells.append(cell)
            repairs += [replace(entry, cell=(cell.row, cell.column)) for entry in found]
        return (replace(block, cells=tuple(cells)), repairs) if repairs else (block, [])
    changes = list(mend(block))
    if not changes:
        return block, []
    text = block.text
    block, places = changed(block, changes)
    return block, [
        Repair(0, start + shift, end + shift, text[change.start : change.end], change.chosen, change.witness)
        for start, end, change in places
    ]


def _mended_cell(cell: Cell, mend: Mend) -> tuple[Cell, list[Repair]]:
    """The cell, its repairs counted in its text; those of a table within it are told of the outer cell."""
    blocks: list[Block] = []
    repairs: list[Repair] = []
    shift = 0
    for block in cell.blocks:
        block, found = _mended_block(block, mend, shift)
        blocks.append(block)
        repairs += found
        shift += sum(len(paragraph.text) + 1 for paragraph in walk_paragraphs((block,)))
    return (replace(cell, blocks=tuple(blocks)), repairs) if repairs else (cell, [])
