"""Pictures → Document: JPEG, PNG, TIFF of many pages, WebP, HEIC, JPEG 2000, BMP and GIF, each page read as a scan."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from models.document import Document, Skipped, Source
from models.errors import InputError, LimitError
from parsers.readers.limits import Limits
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.page import Page
from parsers.readers.progress import page_begins
from parsers.readers.scan import DPI, read_picture
from parsers.readers.sniff import sniff

if TYPE_CHECKING:
    from parsers.readers import Input

READER = "ocr"
MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "tiff": "image/tiff", "webp": "image/webp",
               "heic": "image/heic", "jp2": "image/jp2", "bmp": "image/bmp", "gif": "image/gif"}  # fmt: skip
SHORT_SIDE = 8.27  # inches of A4: the resolution of a picture that names none, or one that cannot be
PAPER = (5.5, 13.0)  # inches that a sheet's short side may have: A5 to A3
SQUARE_PIXELS = (0.95, 1.05)  # width to height of a pixel; a fax has 0.5
PIXELS = 30_000_000  # that a page is looked at in: A3 at 300 dpi has 17, and more than 200 dpi reads no better
ORIENTATION = 0x0112  # the tag of how the camera was held
SUBFILE, REDUCED = 254, 1  # a TIFF's tag and its bit: a small copy of another page
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError)  # what Pillow raises


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a picture file."""

    number: int  # from 1
    of: int
    width: int  # pixels, as stored
    height: int
    picture: Any = None  # as stored: a Pillow image; None for a page that is damaged or left out

    @property
    def upright(self) -> Any:
        """As the camera was held, in RGB on white paper, pixels square. Raises one of DAMAGED."""
        return _square_pixels(_in_colour(ImageOps.exif_transpose(self.picture)).convert("RGB"))

    @property
    def looked_at(self) -> Any:
        """`upright` in hardly more than PIXELS, grey where it is grey: what reading needs. Raises one of DAMAGED."""
        factor = math.ceil(math.sqrt(self.width * self.height / PIXELS))
        self.picture.draft(None, (self.width // factor, self.height // factor))  # a JPEG is unpacked no finer
        self.picture.load()  # what is damaged shows here
        return _square_pixels(_coarser(_in_colour(_turned(self.picture)), factor, self.width * self.height))

    def loses_print(self, upright: Any) -> bool:
        """Whether the sheet is so large that in PIXELS its print is coarser than reading needs, and than it was."""
        return upright.width * upright.height < self.width * self.height and _resolutions(upright)[0] < DPI

    def resolution(self, upright: Any) -> float:
        """Pixels an inch of `upright`: what the file says where that makes a sheet of paper, else as if it were A4."""
        short, said = min(upright.size), _resolutions(upright)[0]
        return said if PAPER[0] <= short / said <= PAPER[1] else short / SHORT_SIDE


def read(source: Input, limits: Limits) -> Document:
    """What the picture's pages say.

    Raises InputError (damaged_picture, no_text), LimitError (pages, page_pixels) and MissingPartError (ocr_missing,
    ocr_model_missing).
    """
    pages = list(_pages(source, limits))
    if not any(page.words or page.boxes for page in pages):
        broken = any(part.reason == "page_unreadable" for page in pages for part in page.skipped)
        raise InputError("damaged_picture" if broken else "no_text", file=source.filename)
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
        regions=tuple(region for page in pages for region in page.regions),
    )


def _pages(source: Input, limits: Limits) -> Iterator[Page]:
    for sheet in sheets(source, limits):
        page_begins(sheet.number, sheet.of, scan=True)
        yield read_sheet(sheet, limits)


def sheets(source: Input, limits: Limits) -> Iterator[Sheet]:
    """The pages of a picture file, one at a time.

    Raises InputError (damaged_picture) and LimitError (pages, page_pixels).
    """
    with open_picture(source) as picture:
        places = list(_places(picture, limits))
        if len(places) > limits.pages:
            raise LimitError("pages", file=source.filename, limit=limits.pages)
        for number, place in enumerate(places, 1):
            frame: Any = None
            try:
                picture.seek(place)
                frame = picture
            except DAMAGED:
                yield Sheet(number, len(places), picture.width, picture.height)
                continue
            if frame.width * frame.height > limits.page_pixels:
                raise LimitError("page_pixels", file=source.filename, limit=limits.page_pixels // 1_000_000)
            yield Sheet(number, len(places), frame.width, frame.height, None if number in limits.leave_out else frame)


def _places(picture: Any, limits: Limits) -> Iterator[int]:
    """The frames that are pages: those of a TIFF without its small copies; a second one of any other is an animation,
    a preview or a burst."""
    if picture.format != "TIFF":
        yield 0
        return
    broken = 0  # one behind the other
    for place in range(2 * limits.pages + 1):
        try:
            picture.seek(place)
            broken = 0
            if int(picture.tag_v2.get(SUBFILE, 0)) & REDUCED:
                continue
        except EOFError:
            return
        except DAMAGED:
            broken += 1
            if broken > 1:  # the way to the pages behind is lost
                return
        yield place


def open_picture(source: Input) -> Any:
    """The picture, not yet decoded. Pillow's own limit is off: ours is asked before any pixel is unpacked."""
    if sniff(source.data) == "heic":
        import pi_heif

        pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(source.data))
    except (UnidentifiedImageError, Image.DecompressionBombError, *DAMAGED):
        raise InputError("damaged_picture", file=source.filename) from None


def read_sheet(sheet: Sheet, limits: Limits) -> Page:
    """One page; a damaged one is empty and says so."""
    reason = "left_out" if sheet.number in limits.leave_out else "page_unreadable"
    nothing = Page(sheet.number, sheet.width, sheet.height, skipped=[Skipped("page", reason, page=sheet.number)])
    if sheet.picture is None:
        return nothing
    try:
        upright = sheet.looked_at
    except DAMAGED:
        return nothing
    page = read_picture(np.asarray(upright), sheet.resolution(upright), sheet.number)
    if sheet.loses_print(upright):
        page.skipped.append(Skipped("limit", "drawn_coarser", page=sheet.number))
    return page


def _square_pixels(picture: Any) -> Any:
    across, down = _resolutions(picture)
    if SQUARE_PIXELS[0] <= down / across <= SQUARE_PIXELS[1]:
        return picture
    return picture.resize((picture.width, round(picture.height * across / down)))


def _turned(picture: Any) -> Any:
    """As the camera was held; no copy is made of what lies so."""
    return picture if picture.getexif().get(ORIENTATION, 1) == 1 else ImageOps.exif_transpose(picture)


def _coarser(picture: Any, factor: int, stored: int) -> Any:
    """The picture with a side of one pixel in `factor`; `stored` pixels were in the file, and fewer may be left."""
    done = max(1, round(math.sqrt(stored / (picture.width * picture.height))))
    if factor == 1:
        return picture
    small = picture.reduce(max(1, factor // done))
    across, down = _resolutions(picture) if "dpi" in picture.info else (0.0, 0.0)
    scale = math.sqrt(small.width * small.height / stored)
    small.info = {**picture.info, "dpi": (across * scale, down * scale)}
    return small


def _in_colour(picture: Any) -> Any:
    """In RGB, or in grey what is so; what is transparent shows white paper; sixteen bits are scaled, not cut off."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float32)
        most = float(values.max(initial=1.0))
        white = 1.0 if most <= 1.0 else 255.0 if most <= 255.0 else 65535.0
        scaled = Image.fromarray(np.clip(values * (255 / white), 0, 255).astype(np.uint8)).convert("RGB")
        scaled.info = dict(picture.info)
        return scaled
    if picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        flat = Image.alpha_composite(paper, clear).convert("RGB")
        flat.info = dict(picture.info)
        return flat
    if picture.mode in ("RGB", "L"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _resolutions(picture: Any) -> tuple[float, float]:
    """What the file says of the pixels an inch across and down; as if it were A4 where it says nothing usable."""
    try:
        across, down = (float(value) for value in picture.info["dpi"])
        if across > 0 and down > 0 and math.isfinite(across) and math.isfinite(down):
            return across, down
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        pass
    return (min(picture.size) / SHORT_SIDE,) * 2
