"""Typed PDF → Document: what pypdfium2 finds on each page, put together by `pages` as a person sees it.

A page that is a scan is recognised by `scan`; one that cannot be read is named in `skipped`, the others are read.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from models.document import Document, Region, Skipped, Source
from models.errors import InputError, LimitError
from parsers.readers.limits import Limits
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.looks import see_looks
from parsers.readers.pages.page import Page
from parsers.readers.pdf.artifacts import read_artifacts
from parsers.readers.pdf.contrast import see_contrast
from parsers.readers.pdf.deletions import part_deletions
from parsers.readers.pdf.faces import Faces
from parsers.readers.pdf.layers import has_layers, set_hidden_layers_aside
from parsers.readers.pdf.legacy import decode_legacy
from parsers.readers.pdf.page import read_page, upright
from parsers.readers.pdf.scans import is_scan, set_signature_aside
from parsers.readers.pdf.unseen import set_unseen_aside
from parsers.readers.pdf.watermarks import set_watermark_aside
from parsers.readers.progress import page_begins
from parsers.readers.scan import DPI, read_picture

if TYPE_CHECKING:
    from parsers.readers import Input

MEDIA_TYPE = "application/pdf"
READER = "pdf"
A4 = (595.3, 841.9)  # points: stands for the size of a page that cannot be opened


def read(source: Input, limits: Limits) -> Document:
    """What the PDF says.

    Raises InputError (encrypted, damaged_pdf, no_text) and LimitError (pages, page_pixels, page_texts).
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
            page_maps=tuple(page.onto for page in pages) if scans else (),
        ),
        blocks=blocks,
        skipped=(*furniture, *(part for page in pages for part in page.skipped)),
        regions=tuple(region for page in pages for region in page.regions),
    )


def _pages(source: Input, limits: Limits) -> tuple[list[Page], int]:
    """The pages as they look, and how many of them are scans whose letters were recognised."""
    pages: list[Page] = []
    scans = 0
    faces: Faces = {}
    layered = has_layers(source.data)
    with _open(source) as document:
        if len(document) > limits.pages:
            raise LimitError("pages", file=source.filename, limit=limits.pages)
        for index in range(len(document)):
            page_begins(index + 1, len(document))
            if index + 1 in limits.leave_out:
                pages.append(_left_out(document, index))
                continue
            page, scanned = _page(document, index, faces, limits)
            if layered and not scanned:
                set_hidden_layers_aside(document[index], page)
            scans += scanned
            pages.append(page)
    decode_legacy(pages, faces)
    if not any(page.words or page.boxes for page in pages):
        reasons = {part.reason for page in pages for part in page.skipped}
        if "picture_too_large" in reasons:
            raise LimitError("page_pixels", file=source.filename, limit=limits.page_pixels // 1_000_000)
        if "too_many_texts" in reasons:
            raise LimitError("page_texts", file=source.filename, limit=limits.page_texts)
        broken = "page_unreadable" in reasons
        raise InputError("damaged_pdf" if broken else "no_text", file=source.filename)
    return pages, scans


def _page(document: Any, index: int, faces: Faces, limits: Limits) -> tuple[Page, bool]:
    """The page, and whether its letters had to be recognised; a damaged one is empty and says so."""
    try:
        handle = document[index]
        page = read_page(handle, index + 1, faces, limits.page_texts)
        if not is_scan(page):
            place = upright(handle)
            set_unseen_aside(handle, page, place)
            set_watermark_aside(page)
            part_deletions(handle, page, place)
            set_signature_aside(page)
            see_contrast(handle, page)
            read_artifacts(document, handle, page, place)
            see_looks(page)
            page.regions = [Region("picture", page.number, box) for box in page.pictures]
            return page, False
        page_begins(index + 1, len(document), scan=True)
        return _recognised(handle, page, limits), True
    except pypdfium2.PdfiumError:
        return Page(index + 1, *A4, skipped=[Skipped("page", "page_unreadable", page=index + 1)]), False


def _left_out(document: Any, index: int) -> Page:
    """The empty place of a page that a supervisor wants left out."""
    width, height = document.get_page_size(index)
    return Page(index + 1, width, height, skipped=[Skipped("page", "left_out", page=index + 1)])


def _recognised(handle: Any, typed: Page, limits: Limits) -> Page:
    """A scan's page; one that was drawn coarser than it is, or not at all, or had too many texts, says so."""
    number = typed.number
    if _most_pixels(handle) > limits.page_pixels:
        width, height = handle.get_size()
        return Page(number, width, height, skipped=[Skipped("limit", "picture_too_large", page=number)])
    pixels, coarser = render(handle, limits.drawn_pixels)
    page = read_picture(pixels, DPI, number)
    if coarser:
        page.skipped.append(Skipped("limit", "drawn_coarser", page=number))
    if typed.crowded:
        page.skipped.append(Skipped("limit", "too_many_texts", page=number))
    return page


def _most_pixels(page: Any) -> int:
    """The pixels of the largest picture on the page."""
    sizes = (picture.get_px_size() for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    return max((width * height for width, height in sizes), default=0)


def render(page: Any, most: int) -> tuple[Any, bool]:
    """The page at the resolution that reading is tuned to: an RGB array, a grey one where it is black and white.

    One of more than `most` pixels is drawn as if its short side were that of A4, in no more pixels; True tells it.
    """
    width, height = (max(side, 1.0) for side in page.get_size())
    scale = DPI / 72
    coarser = width * height * scale**2 > most
    if coarser:
        scale = min(scale, A4[0] / min(width, height) * scale, math.sqrt(most / (width * height)))
    if _is_black_and_white(page):
        return page.render(scale=scale, grayscale=True).to_numpy(), coarser
    return page.render(scale=scale).to_numpy()[..., :3][..., ::-1], coarser


def _is_black_and_white(page: Any) -> bool:
    """Whether nothing but pictures of one bit a pixel is on it; of more, grey ones are drawn faster in colour."""
    if pdfium.FPDFPage_GetAnnotCount(page):
        return False
    parts = list(page.get_objects())
    return bool(parts) and all(
        part.type == pdfium.FPDF_PAGEOBJ_IMAGE
        and (looks := part.get_metadata()).bits_per_pixel == 1
        and looks.colorspace == pdfium.FPDF_COLORSPACE_DEVICEGRAY
        for part in parts
    )


def _open(source: Input) -> Any:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "damaged_pdf"
        raise InputError(code, file=source.filename) from None
