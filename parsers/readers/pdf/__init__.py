"""Typed PDF → Document: what pypdfium2 finds on each page, put together by `pages` as a person sees it.

A page that is a scan is named in `skipped`; a file of nothing but scans is the error `needs_ocr`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.document import Document, Skipped, Source
from models.errors import InputError, LimitError
from parsers.readers.limits import Limits
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.looks import see_looks
from parsers.readers.pages.page import Page
from parsers.readers.pdf.page import read_page
from parsers.readers.progress import page_begins
from parsers.readers.scan import DPI, read_picture

if TYPE_CHECKING:
    from parsers.readers import Input

MEDIA_TYPE = "application/pdf"
READER = "pdf"
SCAN_PICTURES = 0.5  # of the page's area under pictures: more, with little text, is a scan
SCAN_WORDS = 60  # a digital signature's visible text has 10 to 40 words; a page of a report 200 to 500


def read(source: Input, limits: Limits) -> Document:
    """What the PDF says.

    Raises InputError (encrypted, damaged_pdf, needs_ocr) and LimitError (pages).
    """
    pages, scans = _pages(source, limits)
    blocks, furniture = assemble(pages)
    return Document(
        source=Source(
            filename=source.filename,
            sha256=source.sha256,
            media_type=MEDIA_TYPE,
            reader="ocr" if scans else READER,
            size=len(source.data),
            pages=len(pages),
            page_sizes=tuple((round(page.width, 1), round(page.height, 1)) for page in pages),
        ),
        blocks=blocks,
        skipped=(*furniture, *(part for page in pages for part in page.skipped)),
    )


def _pages(source: Input, limits: Limits) -> tuple[list[Page], int]:
    """The pages as they look, and how many of them are scans whose letters were recognised."""
    pages: list[Page] = []
    scans = 0
    with _open(source) as document:
        if len(document) > limits.pages:
            raise LimitError("pages", file=source.filename, limit=limits.pages)
        for index in range(len(document)):
            page_begins(index + 1, len(document))
            if index + 1 in limits.leave_out:
                pages.append(_left_out(document, index))
                continue
            page = read_page(document[index], index + 1)
            if is_scan(page):
                page_begins(index + 1, len(document), scan=True)
                page = read_picture(render(document[index]), DPI, page.number)
                scans += 1
            else:
                see_looks(page)
            pages.append(page)
    if not any(page.words for page in pages):
        raise InputError("no_text", file=source.filename)
    return pages, scans


def _left_out(document: Any, index: int) -> Page:
    """The empty place of a page that a supervisor wants left out."""
    width, height = document.get_page_size(index)
    return Page(index + 1, width, height, skipped=[Skipped("page", "left_out", page=index + 1)])


def render(page: Any) -> Any:
    """The page as an RGB array at the resolution that reading is tuned to."""
    return page.render(scale=DPI / 72).to_numpy()[..., :3][..., ::-1]


def _open(source: Input) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "damaged_pdf"
        raise InputError(code, file=source.filename) from None


def is_scan(page: Page) -> bool:
    """A picture with no text of its own: none, an invisible OCR layer, or the words of a digital signature."""
    letters = sum(len(word.text) for word in page.words)
    if page.invisible > letters / 2:
        return True
    return page.picture_share > SCAN_PICTURES and len(page.words) < SCAN_WORDS
