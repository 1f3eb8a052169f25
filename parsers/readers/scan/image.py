"""A page as a picture: upright, square, evenly lit, in grey, at the resolution that reading is tuned to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.document import BBox
from parsers.readers.scan.pieces import boxes_of
from parsers.readers.scan.square import Matrix, find_paper, halved, moves, squaring, within
from parsers.readers.scan.stamps import InkKind, Taken, take_colour
from parsers.readers.scan.turned import lies_sideways

Pixels = NDArray[np.uint8]

DPI = 200  # 300 reads no better and takes a third longer (measured: 0.61 against 0.76 % of characters wrong)
MOST_SKEW = 5.0  # degrees that a page on the glass or a photo may lean
LOOK, STRIP = 0.66, 8  # of half the size: the height at which the lean is looked for, and the width of a strip in it
LEAST_SKEW = 0.05  # degrees: less is none
LEAST_MOVE = 3.0  # pixels at half the resolution that squaring must move the text by to be worth a redrawing
A4_HEIGHT = 11.69  # inches
A4_SHAPE = 1.4142  # height to width
LINES_APART = 50  # of which the first look at a page's colour is content with one
PAPER = 250  # of 255: paper made white
FAINT, PLAIN = 145, 110  # of 255: print that is lighter on the whole (plain: 0 to 126), and what it is made like
MOST_DARKER = 2.5  # times: more would make print of the paper's grain
PALEST = 235  # of 255: ink is darker; of a page without any, half of the grain would be
DARK_EDGE = 0.04  # of the picture's longer side: so far in a black lid or a copy's edge may reach
BACKGROUND = 41  # pixels at a quarter of the size: wider than a stroke, narrower than a shadow
MOST_UNEVEN = 0.49  # of what lies around a place: where no more is darker than the lightest, that is the median
SPECK = (4, 9)  # side and area in pixels of the largest speck; a point of 10-point print has 4 by 4 and more
SPECK_GREY = 200  # of 255: darker is ink or grain
GRAINY = 150  # specks on a page: fewer are none's business


@dataclass(frozen=True, slots=True)
class Patch:
    """A stamp or a signature: where it is on the page, in points, and pictures of a stamp's letters alone: in its own
    ink's light, and as everybody sees it."""

    kind: InkKind
    bbox: BBox
    letters: tuple[Pixels, ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """Grey pixels made ready for reading, stamps and signatures taken out of the way; `full` has them still."""

    grey: Pixels
    dpi: float
    full: Pixels
    patches: tuple[Patch, ...] = ()
    back: Matrix = field(default_factory=lambda: np.eye(3))  # pixels of `grey` onto those of the picture it is made of

    @property
    def stamps(self) -> tuple[BBox, ...]:
        """Where stamps stand, in points."""
        return tuple(patch.bbox for patch in self.patches if patch.kind == "stamp")

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.grey.shape
        return width * 72 / self.dpi, height * 72 / self.dpi


def prepare(pixels: Any, dpi: float, turns: int = 0) -> PageImage:
    """`pixels` is a grey or RGB array as scanned or photographed; it has been turned by so many quarters already."""
    sheet, dpi, back = _sheet(_one_channel(np.asarray(pixels, dtype=np.uint8)), dpi)
    picture = _resized(sheet, DPI / dpi)
    back = back @ np.diag([sheet.shape[1] / picture.shape[1], sheet.shape[0] / picture.shape[0], 1.0])
    taken = take_colour(picture, DPI) if picture.ndim == 3 else Taken(picture, picture)
    paper = _paper(taken.text)
    grey = _even(taken.text, paper)
    written = ink(grey)
    _whiten_edges(grey, written)
    darker = _darker(grey, written)
    if not turns and lies_sideways(written):
        return turned_back(prepare(np.rot90(pixels), dpi, turns=1), pixels)
    grey, square = _squared(grey, written)
    full = darker(_drawn(_even(taken.full, paper), square)) if taken.inks else None
    grey = _without_specks(darker(grey))
    return PageImage(
        grey, DPI, grey if full is None else full, tuple(_patches(taken, square)), back @ np.linalg.inv(square)
    )


def turned_back(image: PageImage, pixels: Any) -> PageImage:
    """`image` of `pixels` turned a quarter to the left, its way back leading to `pixels` as they lie."""
    quarter = np.array([[0, -1, np.shape(pixels)[1]], [1, 0, 0], [0, 0, 1]], dtype=np.float64)
    return replace(image, back=quarter @ image.back)


def _one_channel(picture: Pixels) -> Pixels:
    """Grey as one channel, as most scans are: what a scan has no colour for need not be looked for in it."""
    if picture.ndim == 2:
        return picture
    for part in (picture[::LINES_APART], picture):
        if not (np.array_equal(part[..., 0], part[..., 1]) and np.array_equal(part[..., 0], part[..., 2])):
            return np.ascontiguousarray(picture)
    return np.ascontiguousarray(picture[..., 0])


def _patches(taken: Taken, square: Matrix) -> Iterator[Patch]:
    readings = iter(taken.readings)
    for part in taken.inks:
        points = cv2.perspectiveTransform(part.outline.astype(np.float64), square)
        (x0, top), (x1, bottom) = points[:, 0].min(axis=0) * 72 / DPI, points[:, 0].max(axis=0) * 72 / DPI
        yield Patch(part.kind, (float(x0), float(top), float(x1), float(bottom)), next(readings) if part.square else ())


def _resized(picture: Pixels, scale: float) -> Pixels:
    if abs(scale - 1) < 0.02:
        return picture
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)


def _paper(grey: Pixels) -> Pixels:
    """How light the paper is at each place: shadow and show-through belong to it. One pixel tells an even light."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground: Any = cv2.dilate(small, np.ones((5, 5), np.uint8))
    lightest = ground.max()
    darker = cv2.blur((ground < lightest).astype(np.float32), (BACKGROUND, BACKGROUND), borderType=cv2.BORDER_REPLICATE)
    if darker.max() < MOST_UNEVEN:
        return np.full((1, 1), lightest, np.uint8)
    paper = cv2.medianBlur(ground, BACKGROUND)
    return np.asarray(cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _even(grey: Pixels, paper: Pixels) -> Pixels:
    """The paper made white; strokes keep their weight."""
    paper = np.maximum(paper, 1)
    if paper.size > 1:
        return np.asarray(cv2.divide(grey, paper, scale=PAPER), dtype=np.uint8)
    tones = np.arange(256, dtype=np.uint8)
    return np.asarray(cv2.LUT(grey, cv2.divide(tones, np.full_like(tones, paper), scale=PAPER)), dtype=np.uint8)


def _darker(grey: Pixels, written: Pixels) -> Callable[[Pixels], Pixels]:
    """What makes a page's faint print as dark as plain print is, paper staying white; it leaves plain print alone.

    The engine takes for ink what is black enough, whatever the paper: of a worn cartridge's page it reads nothing.
    """
    mean = cv2.mean(grey, mask=written)[0]
    if mean < FAINT:
        return lambda picture: picture
    share = min(MOST_DARKER, (PAPER - PLAIN) / max(1.0, PAPER - mean))
    tones = np.clip(PAPER - (PAPER - np.arange(256.0)) * share, 0, 255).astype(np.uint8)
    return lambda picture: np.asarray(cv2.LUT(picture, tones), dtype=np.uint8)


def _whiten_edges(grey: Pixels, written: Pixels) -> None:
    """Takes off what is black along the picture's sides: it outweighs the text where the page is turned and squared."""
    reach, sides = round(DARK_EDGE * max(written.shape)), (written[0], written[-1], written[:, 0], written[:, -1])
    if not any(side.any() for side in sides):
        return
    inner = cv2.copyMakeBorder(written, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=255)
    cv2.floodFill(inner, None, (0, 0), 0)
    edges = cv2.dilate(written - inner[1:-1, 1:-1], np.ones((5, 5), np.uint8))
    edges[reach:-reach, reach:-reach] = 0
    grey[edges > 0], written[edges > 0] = PAPER, 0


def _without_specks(grey: Pixels) -> Pixels:
    """Grain made white: specks that stand alone and are smaller than any point or mark."""
    dark: Any = cv2.threshold(grey, SPECK_GREY - 1, 1, cv2.THRESH_BINARY_INV)[1]
    alone = _specks(dark)
    if len(boxes_of(alone)) < GRAINY:
        return grey
    soft = cv2.dilate(alone, np.ones((3, 3), np.uint8)) & (alone | (1 - dark))  # what touches a letter stays
    return np.asarray(cv2.copyTo(np.full_like(grey, PAPER), soft, grey.copy()), dtype=np.uint8)


def _specks(dark: Any) -> Any:
    """1 where ink (1) lies in a square as large as a speck with nothing around it."""
    side, most = SPECK
    inside, around = (
        cv2.boxFilter(dark, -1, (size, size), normalize=False, borderType=cv2.BORDER_CONSTANT)
        for size in (side, side + 2)
    )
    alone = cv2.compare(inside, around, cv2.CMP_EQ) & cv2.inRange(inside, np.array(1), np.array(most))
    covered = cv2.dilate(alone, np.ones((side, side), np.uint8), anchor=((side - 1) // 2, (side - 1) // 2))
    return covered & dark


def ink(grey: Pixels) -> Pixels:
    """255 where there is ink: Otsu's threshold, only for geometry; the letters are read from the grey."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    level, binary = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if level > PALEST:
        _, binary = cv2.threshold(smooth, PALEST, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(binary, dtype=np.uint8)


def skew(written: Pixels) -> float:
    """Degrees by which the lines of text lean (positive: they fall to the right), by the sharpest row profile.

    `written` is the page's ink (255).
    """
    strips = cv2.resize(halved(written), None, fx=LOOK / STRIP, fy=LOOK, interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(strips, None, fx=1.0, fy=0.5, interpolation=cv2.INTER_AREA)
    best = _sharpest(coarse, np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), STRIP / 2)
    return _sharpest(strips, np.arange(best - 0.4, best + 0.41, 0.1), STRIP)


def _sharpest(strips: Any, angles: Any, aspect: float) -> float:
    """The angle at which rows of ink stand out most from those between; a pixel is `aspect` times as wide as high.

    So small an angle is a shear: the upright strips that the page was made narrow by slide along one another.
    """
    height, width = strips.shape
    scores = []
    for slope in np.tan(np.radians(angles)) * aspect:
        level = np.array([[1.0, 0, 0], [-slope, 1, slope * width / 2]])
        turned = cv2.warpAffine(strips, level, (width, height), flags=cv2.INTER_LINEAR, borderValue=0)
        profile = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0].astype(np.float64)
        scores.append(float(((profile[1:] - profile[:-1]) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])


def _rotation(picture: Any, angle: float) -> Any:
    """The map (3 by 3) that turns the picture around its middle by `angle` degrees."""
    height, width = picture.shape[:2]
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])


def _squared(grey: Pixels, written: Pixels) -> tuple[Pixels, Matrix]:
    """The page without its lean and its perspective, and the map that takes them away; `written` is the page's ink.

    Perspective is looked for where the lean is gone: a scan, which has none, is drawn anew but once.
    """
    angle = skew(written)
    turned = _rotation(grey, angle) if abs(angle) > LEAST_SKEW else np.eye(3)
    double = np.diag([2.0, 2.0, 1.0])
    drawn = _drawn(grey, turned)
    level = ink(np.asarray(halved(drawn), dtype=np.uint8))
    square = squaring(level)
    if square is None or moves(square, level) < LEAST_MOVE:
        return drawn, np.asarray(turned, dtype=np.float64)
    squared = np.asarray(double @ within(square, level) @ np.linalg.inv(double) @ turned, dtype=np.float64)
    return _drawn(grey, squared), squared


def _drawn(grey: Pixels, matrix: Matrix) -> Pixels:
    """Drawn anew, once; as it is where the map moves nothing."""
    if np.array_equal(matrix, np.eye(3)):
        return grey
    size = (grey.shape[1], grey.shape[0])
    return np.asarray(cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=PAPER), dtype=np.uint8)


def _sheet(picture: Pixels, dpi: float) -> tuple[Pixels, float, Matrix]:
    """The sheet of paper alone, where the picture shows it lying on something; its resolution follows from A4.

    With the map from the sheet's pixels back to the picture's.
    """
    corners = find_paper(picture)
    if corners is None:
        return picture, dpi, np.eye(3)
    sides = [float(np.hypot(*(corners[i] - corners[(i + 1) % 4]))) for i in range(4)]
    width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    long, short = max(width, height), max(width, height) / A4_SHAPE
    size = (round(short), round(long)) if height >= width else (round(long), round(short))
    ends = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, ends)
    sheet = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(sheet, dtype=np.uint8), long / A4_HEIGHT, np.asarray(np.linalg.inv(matrix), np.float64)
