"""Pictures → Document: JPEG, PNG, TIFF of many pages, WebP, HEIC, BMP and GIF, each page read as a scan."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from models.document import Document, Skipped, Source
from models.errors import InputError, LimitError
from parsers.readers.limits import Limits
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.page import Page
from parsers.readers.progress import page_begins
from parsers.readers.scan import read_picture
from parsers.readers.sniff import sniff

if TYPE_CHECKING:
    from parsers.readers import Input

READER = "ocr"
MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "tiff": "image/tiff", "webp": "image/webp",
               "heic": "image/heic", "bmp": "image/bmp", "gif": "image/gif"}  # fmt: skip
SHORT_SIDE = 8.27  # inches of A4: the resolution of a picture that names none, or one that cannot be
PAPER = (5.5, 13.0)  # inches that a sheet's short side may have: A5 to A3


def read(source: Input, limits: Limits) -> Document:
    """What the picture's pages say.

    Raises InputError (damaged_picture, no_text), LimitError (pages, page_pixels) and MissingPartError (ocr_missing,
    ocr_model_missing).
    """
    pages = list(_pages(source, limits))
    if not any(page.words or page.boxes for page in pages):
        raise InputError("no_text", file=source.filename)
    blocks, furniture = assemble(pages)
    return Document(
        source=Source(
            filename=source.filename,
            sha256=source.sha256,
            media_type=MEDIA_TYPES[sniff(source.data)],
            reader=READER,
            size=len(source.data),
            pages=len(pages),
            page_sizes=tuple((round(page.width, 1), round(page.height, 1)) for page in pages),
            page_maps=tuple(page.onto for page in pages),
        ),
        blocks=blocks,
        skipped=(*furniture, *(part for page in pages for part in page.skipped)),
    )


def _pages(source: Input, limits: Limits) -> Iterator[Page]:
    with _open(source) as picture:
        count = getattr(picture, "n_frames", 1)
        if count > limits.pages:
            raise LimitError("pages", file=source.filename, limit=limits.pages)
        if picture.width * picture.height > limits.page_pixels:
            raise LimitError("page_pixels", file=source.filename, limit=limits.page_pixels // 1_000_000)
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            page_begins(number, count, scan=True)
            if number in limits.leave_out:
                yield Page(number, frame.width, frame.height, skipped=[Skipped("page", "left_out", page=number)])
            else:
                yield _page(frame, number)


def _open(source: Input) -> Any:
    """The picture, not yet decoded. Pillow's own limit is off: ours is asked before any pixel is unpacked."""
    if sniff(source.data) == "heic":
        import pi_heif

        pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(source.data))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise InputError("damaged_picture", file=source.filename) from None


def _page(frame: Any, number: int) -> Page:
    """One page; a damaged one is empty and says so."""
    try:
        upright = ImageOps.exif_transpose(frame).convert("RGB")
        return read_picture(np.asarray(upright), _resolution(upright), number)
    except (OSError, ValueError, SyntaxError):
        return Page(number, frame.width, frame.height, skipped=[Skipped("page", "page_unreadable", page=number)])


def _resolution(picture: Any) -> float:
    """Pixels an inch: what the file says where that makes a sheet of paper, else as if it were A4."""
    short = min(picture.size)
    said = picture.info.get("dpi", (0, 0))[0]
    if said and PAPER[0] <= short / float(said) <= PAPER[1]:
        return float(said)
    return float(short / SHORT_SIDE)
