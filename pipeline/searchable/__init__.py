"""A scan that can be searched: its pages as they are, with the words that the Document holds lying unseen on them."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from models.document import Document, PageMap, load_document
from models.errors import InputError, KiemdiemError, UsageError
from parsers.readers import Input
from parsers.readers.limits import LIMITS, Limits
from parsers.readers.sniff import sniff
from pipeline.searchable.layer import PlacedWord, add_words, in_lines, load_font, through, words_of
from pipeline.searchable.pages import drop_old_layer, from_pictures, own_space, quarters, unsaid
from pipeline.workers.limits import reading_limits
from pipeline.workers.parsing import PageByPage, ParseFile, read_answer
from pipeline.workers.seam import Runner, Task, Tell

__all__ = ["CopyFile", "SearchableCopy", "check_target", "make_copy", "searchable_copy", "write_copy"]
UNREAD = ("page_unreadable", "left_out")  # reasons of `skipped`: the page's picture is there, its words are not


@dataclass(frozen=True, slots=True)
class SearchableCopy:
    """The copy's bytes, the pages whose words could not be read, and why reading broke off where it did."""

    data: bytes
    unread: tuple[int, ...] = ()
    error: KiemdiemError | None = None


def make_copy(
    runner: Runner, file: Path, vocabulary: Path | None = None, on_progress: Tell | None = None
) -> SearchableCopy:
    """Read the file and lay its words over its pages, both where they can be killed.

    `vocabulary` is an office's own words. Raises what reading raises (RefusedError for a paper under a secrecy stamp),
    and InputError (nothing_scanned).
    """
    limits = reading_limits()
    reading = ParseFile(file.absolute(), vocabulary, limits)
    read = PageByPage(runner).run(Task(file.name, reading), on_progress=on_progress)
    if read.value is None:
        assert read.error is not None
        raise read.error
    dumped = read_answer(read.value).document
    made = runner.run(Task(file.name, CopyFile(file.absolute(), dumped, limits)))
    if made.value is None:
        assert made.error is not None
        raise made.error
    skipped = load_document(dumped).skipped
    return SearchableCopy(
        made.value,
        tuple(sorted({part.page for part in skipped if part.page is not None and part.reason in UNREAD})),
        read.error,
    )


def searchable_copy(source: Input, document: Document, limits: Limits = LIMITS) -> bytes:
    """`source` as a PDF with the words of `document`, which was read from it.

    Pages that were typed stay as they are. Raises InputError (nothing_scanned, damaged_pdf, damaged_picture).
    """
    if not any(page_map is not None for page_map in document.source.page_maps):
        raise InputError("nothing_scanned", file=source.filename)
    pictures = sniff(source.data) != "pdf"
    maps: list[PageMap | None] = list(document.source.page_maps)
    try:
        if pictures:
            copy, maps = from_pictures(source, document, limits)
        else:
            copy = pypdfium2.PdfDocument(source.data)
        with copy:
            _add_layers(copy, document, maps)
            return _saved(copy)
    except pypdfium2.PdfiumError:
        raise InputError("damaged_picture" if pictures else "damaged_pdf", file=source.filename) from None


def _add_layers(copy: Any, document: Document, maps: list[PageMap | None]) -> None:
    font, words = load_font(copy), words_of(document)
    for index, page_map in enumerate(maps):
        if page_map is not None:
            _add_layer(copy, index, font, words.get(index + 1, []), page_map, document.source.page_sizes[index])
    pdfium.FPDFFont_Close(font)


def _add_layer(
    copy: Any, index: int, font: Any, words: list[PlacedWord], page_map: PageMap, size: tuple[float, float]
) -> None:
    page = copy[index]
    shown = drop_old_layer(page, index + 1)
    place, own = through(page_map, shown.width, shown.height), own_space(page)
    lines = in_lines(list(unsaid(words, shown, place)))
    add_words(copy, page, font, lines, lambda x, y: own(*place(x, y)))
    page.gen_content()
    if turn := quarters(place, *size):
        page.set_rotation((page.get_rotation() + turn) % 360)
    page.close()


def _saved(copy: Any) -> bytes:
    buffer = io.BytesIO()
    copy.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class CopyFile:
    """The work of a task: the copy of one file, for a child that can be killed."""

    path: Path  # absolute
    document: bytes  # `models.document.dump_document`
    limits: Limits = LIMITS

    def __call__(self, tell: Tell) -> bytes:
        """The copy's bytes."""
        source = Input(self.path.name, self.path.read_bytes())
        return searchable_copy(source, load_document(self.document), self.limits)


def check_target(target: Path, source: Path, replace: bool) -> None:
    """Whether the copy may be written there. Raises UsageError (output_exists, output_is_source,
    output_is_folder, output_folder_missing)."""
    folder = target.parent
    if not folder.is_dir():
        raise UsageError("output_folder_missing", folder=str(folder))
    if target.is_dir():
        raise UsageError("output_is_folder", file=str(target))
    with suppress(OSError):
        if target.samefile(source):
            raise UsageError("output_is_source", file=str(target))
    if target.exists() and not replace:
        raise UsageError("output_exists", file=str(target))


def write_copy(data: bytes, target: Path, source: Path, replace: bool) -> None:
    """Whole or not at all: written beside and moved into place. Raises UsageError (as `check_target`, and
    output_unwritable)."""
    check_target(target, source, replace)
    part = None
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
            part = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)  # a temporary file is its owner's alone
        part.replace(target)
    except BaseException as error:
        if part is not None:
            part.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise UsageError("output_unwritable", folder=str(target.parent), reason=error.strerror or str(error)) from error
