"""Ink of a colour on the page: stamps and signatures, found by what their outlines look like, and taken off the text.

Colour alone says little: headings, underlines, ticks and filled-in words are red or blue too, and all of those must be
read. A stamp is a coloured outline, round or square, that goes about everything in it; a signature is a stroke higher
than any line of text. Only their ink is taken away, and what is black under it stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

InkKind = Literal["stamp", "signature"]

MM = 1 / 25.4  # inches
COARSE = 50  # dpi at which shapes are looked at: half a millimetre a pixel
TINT = 26  # of 255 by which one channel must stand out: letters' fringes reach 20
LEAST_TINTED = 40  # coarse pixels of one colour: fewer are none's business
LIGHT_STEP = 16  # pixels of the raster in which the paper's own colour is measured
STAMP_SIDES = (6.0, 75.0)  # millimetres: "MẬT" is 8 high, a stamp of arrival up to 70 wide
LEAST_STAMP = 15.0  # millimetres of the longer side: smaller frames are check boxes
ROUND_SIDES = (14.0, 55.0)  # millimetres: seals are 20 to 42 across
ROUND_SHAPE = 1.35  # the longer side to the shorter: oval stamps, and round ones in perspective
RECTANGLE = 0.87  # of the box around it that a rectangle's hull fills; a circle fills 0.785
ROUND_FILL = (0.68, 0.92)
SIDE_INKED = 0.55  # of each side, or of an eighth of a ring, that must be inked: stamps come out faint
SECTORS = 8
SECTORS_INKED = 6  # the paper's edge or a black line may hide the others
ON_LINE = 1.6  # coarse pixels that ink may lie off the outline
SIGNATURE = (7.5, 12.0, 110.0, 60.0)  # millimetres: least height and width, most width and height
SIGNATURE_FILL = 0.45  # of its box: more is a filled ground, not a stroke
SIGNATURE_REACH = 5.0  # millimetres: strokes nearer than this belong to one signature
STRAIGHT_RUN = 9  # coarse pixels in a row: longer than a bend of a hand's stroke
STRAIGHT = 0.72  # of its strokes that are level or upright: a table or a form, not a hand
FRAME_GREY = 200  # of 255: darker is a line of the frame
FRAME_EDGE = 0.07  # of the stamp's height that is nothing but frame; the second line lies within twice that
EDGE = 2  # pixels around the coarse outline
MOST_STRETCH = 3.0  # how far light ink may be stretched to white


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink that is no text: its box in the picture's pixels, and the outline whose inside is its own."""

    kind: InkKind
    box: tuple[int, int, int, int]  # x, y, width, height
    outline: Any = field(repr=False)  # points (n, 1, 2) in the picture's pixels
    square: bool = False  # a frame with straight sides, whose text can be read
    red: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """The page in grey, once with all ink and once without stamps and signatures."""

    full: Pixels
    text: Pixels
    inks: tuple[Ink, ...] = ()
    readings: tuple[tuple[Pixels, ...], ...] = ()  # of each ink with a square frame, in order: its inside, upright


def take_colour(picture: Pixels, dpi: float) -> Taken:
    """`picture` is RGB. What has no colour comes back as it is."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    scale = COARSE / dpi
    red, blue = (_coarse(tint, 2 * scale) for tint in _tints(picture))
    inks = [*_stamps(red, scale, red=True), *_stamps(blue, scale, red=False)]  # takes what it finds out of both
    inks += _signatures(blue, scale)
    if not inks:
        return Taken(grey, grey)
    text = grey.copy()
    readings = tuple(_letters(picture, ink) for ink in inks if ink.square)
    for ink in inks:
        _take(text, picture, ink)
    return Taken(grey, text, tuple(inks), readings)


# --- colour --------------------------------------------------------------------------------------------------------


def _tints(picture: Pixels) -> tuple[Pixels, Pixels]:
    """255 where the ink is red, and where it is blue or violet, the paper's own colour reckoned out; at half size."""
    balanced: Any = _balanced(
        np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    )
    r, g, b = (balanced[..., channel] for channel in range(3))
    red = cv2.subtract(r, cv2.max(g, b))
    blue = cv2.subtract(b, cv2.max(r, g))
    violet = cv2.subtract(b, g)
    masks = [cv2.threshold(tint, TINT, 255, cv2.THRESH_BINARY)[1] for tint in (red, cv2.max(blue, violet // 2))]
    return np.asarray(masks[0], dtype=np.uint8), np.asarray(masks[1], dtype=np.uint8)


def _balanced(picture: Pixels) -> Pixels:
    """The picture in the light of white paper, for lamps and shadows have colours too."""
    height, width = picture.shape[:2]
    size = (max(8, width // LIGHT_STEP), max(8, height // LIGHT_STEP))
    paper: Any = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(paper, np.ones((5, 5), np.uint8)), (9, 9), 0)
    light: Any = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(light, 1), scale=250), dtype=np.uint8)


# --- stamps --------------------------------------------------------------------------------------------------------


def _stamps(coarse: Pixels, scale: float, *, red: bool) -> Iterator[Ink]:
    for reach in (3, 7):  # as it is, and once more with the gaps of a faint one closed
        if cv2.countNonZero(coarse) < LEAST_TINTED:
            return
        joined = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        seen: list[Any] = []
        for hull in sorted(map(cv2.convexHull, contours), key=cv2.contourArea, reverse=True):
            middle = tuple(map(float, hull[:, 0].mean(axis=0)))
            if any(cv2.pointPolygonTest(outer, middle, False) > 0 for outer in seen):
                continue  # the inner ring of one that is found already
            shape = outline_shape(hull, coarse)
            if shape is None:
                continue
            seen.append(hull)
            outline = np.round((hull + 0.5) / scale).astype(np.int32)
            yield Ink("stamp", _box(outline), outline, shape == "square", red)
        cv2.drawContours(coarse, seen, -1, 0, cv2.FILLED)
        cv2.drawContours(coarse, seen, -1, 0, 3)


def _coarse(tint: Pixels, scale: float) -> Pixels:
    """The mask at `COARSE`; a thin stroke is kept."""
    small = cv2.resize(tint, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(small, 40, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def outline_shape(hull: Any, coarse: Pixels) -> Literal["round", "square"] | None:
    """What the outline of the ink in the hull is, where it is a stamp's."""
    _, sides, _ = rectangle = cv2.minAreaRect(hull)
    short, long = (side / COARSE / MM for side in sorted(sides))
    if not (STAMP_SIDES[0] <= short and LEAST_STAMP <= long <= STAMP_SIDES[1]):
        return None
    fill = cv2.contourArea(hull) / max(1.0, sides[0] * sides[1])
    near = cv2.distanceTransform(cv2.bitwise_not(coarse), cv2.DIST_L2, 3)
    if fill >= RECTANGLE:
        corners = cv2.boxPoints(rectangle)
        if all(_inked(near, _along(a, b)) >= SIDE_INKED for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)):
            return "square"
    if ROUND_FILL[0] <= fill <= ROUND_FILL[1] and ROUND_SIDES[0] <= short and long <= ROUND_SIDES[1]:
        if long > ROUND_SHAPE * short:
            return None
        points = hull[:, 0].astype(np.float64)
        path = np.vstack([_along(a, b) for a, b in zip(points, np.roll(points, -1, 0), strict=True)])
        around = path - points.mean(axis=0)
        sector = ((np.arctan2(around[:, 1], around[:, 0]) / (2 * np.pi) + 0.5) * SECTORS).astype(int) % SECTORS
        inked = [_inked(near, path[sector == index]) >= SIDE_INKED for index in range(SECTORS)]
        return "round" if sum(inked) >= SECTORS_INKED else None
    return None


def _along(start: Any, end: Any) -> NDArray[np.float64]:
    count = max(2, round(float(np.hypot(*(np.asarray(end, float) - start)))))
    return np.asarray(start + np.linspace(0, 1, count)[:, None] * (np.asarray(end, float) - start), dtype=np.float64)


def _inked(near: Any, path: NDArray[np.float64]) -> float:
    """The share of the path that ink lies on."""
    if not len(path):
        return 0.0
    height, width = near.shape
    columns = np.clip(np.round(path[:, 0]).astype(int), 0, width - 1)
    rows = np.clip(np.round(path[:, 1]).astype(int), 0, height - 1)
    return float((near[rows, columns] <= ON_LINE).mean())


# --- signatures ----------------------------------------------------------------------------------------------------


def _signatures(coarse: Pixels, scale: float) -> list[Ink]:
    if cv2.countNonZero(coarse) < LEAST_TINTED:
        return []
    millimetre = COARSE * MM
    least_height, least_width, most_width, most_height = (value * millimetre for value in SIGNATURE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(coarse, connectivity=8)
    strokes = np.zeros(len(stats), np.uint8)
    for index in range(1, len(stats)):
        x, y, width, height, area = (int(value) for value in stats[index])
        piece = labels[y : y + height, x : x + width] == index
        strokes[index] = 255 * (
            least_height <= height <= most_height and width <= most_width and area <= SIGNATURE_FILL * width * height
            and not is_straight(piece)
        )  # fmt: skip
    reach = max(3, round(SIGNATURE_REACH * millimetre))
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    joined = cv2.dilate(strokes[labels], shape)
    count, blobs, _, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for index in range(1, count):
        own = (blobs == index) & (coarse > 0)
        rows, columns = np.nonzero(own)
        if np.ptp(columns) < least_width:
            continue
        hull = cv2.convexHull(np.stack([columns, rows], axis=1).astype(np.int32))
        outline = np.round((hull + 0.5) / scale).astype(np.int32)
        found.append(Ink("signature", _box(outline), outline, red=False))
    return found


def is_straight(piece: Any, length: int = STRAIGHT_RUN) -> bool:
    """Whether a stroke runs along the axes: the rulings of a form, the frame of a box."""
    mask = piece.astype(np.uint8)
    level: Any = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return float((level | upright).sum()) >= STRAIGHT * float(mask.sum())


def _box(outline: Any) -> tuple[int, int, int, int]:
    x, y, width, height = (int(value) for value in cv2.boundingRect(outline))
    left, top = max(0, x - EDGE), max(0, y - EDGE)
    return left, top, x + width + EDGE - left, y + height + EDGE - top


# --- off the text --------------------------------------------------------------------------------------------------


def _take(text: Pixels, picture: Pixels, ink: Ink) -> None:
    """Makes the ink as light as paper in `text`: seen through light of its own colour, only black stays."""
    x, y, width, height = ink.box
    place = (slice(y, y + height), slice(x, x + width))
    crop = picture[place]
    channel = crop[..., 0 if ink.red else 2]
    inside: Any = np.zeros(channel.shape, np.uint8)
    moved = ink.outline - np.array([x, y])
    cv2.drawContours(inside, [moved], -1, 255, cv2.FILLED)
    inside = cv2.dilate(inside, np.ones((7, 7), np.uint8))
    red, blue = _tints_of(crop)
    own = cv2.bitwise_and(red if ink.red else blue, inside)
    if not own.any():
        return
    paper = float(np.percentile(channel, 90))
    level = float(np.percentile(channel[own > 0], 25))
    stretch = min(MOST_STRETCH, paper / max(1.0, level))
    lightened = np.minimum(channel.astype(np.float32) * stretch, max(paper, 1.0))
    around = cv2.dilate(own, np.ones((5, 5), np.uint8)) > 0
    text[place] = np.where(around, np.maximum(lightened, text[place]), text[place]).astype(np.uint8)


def _tints_of(crop: Pixels) -> tuple[Pixels, Pixels]:
    """As `_tints`, more daring: what lies in a stamp's outline and has any colour is the stamp's."""
    paper = np.percentile(crop.reshape(-1, 3), 90, axis=0)
    balanced = np.clip(crop * (250 / np.maximum(paper, 1)), 0, 255).astype(np.uint8)
    r, g, b = (balanced[..., channel] for channel in range(3))
    masks = (cv2.subtract(r, cv2.min(g, b)) > TINT // 2, cv2.subtract(b, cv2.min(r, g)) > TINT // 2)
    return tuple(mask.astype(np.uint8) * 255 for mask in masks)  # type: ignore[return-value]


def _letters(picture: Pixels, ink: Ink) -> tuple[Pixels, ...]:
    """The inside of a stamp's frame, level: its ink dark on white and nothing else; and in grey, for ink with hardly
    any colour left."""
    crop = upright(picture, ink.outline)
    paper = np.percentile(crop.reshape(-1, 3), 90, axis=0)
    balanced = np.clip(crop * (255 / np.maximum(paper, 1)), 0, 255).astype(np.uint8)
    own, others = balanced[..., 0 if ink.red else 2], balanced[..., 1]
    tint = cv2.subtract(own, others)  # black has none: the text that the stamp lies over goes
    strongest = max(TINT, float(np.percentile(tint, 97)))
    grey = cv2.cvtColor(balanced, cv2.COLOR_RGB2GRAY)
    return np.asarray(255 - np.clip(tint * (255 / strongest), 0, 255), np.uint8), np.asarray(grey, dtype=np.uint8)


def upright(picture: Pixels, outline: Any) -> Pixels:
    """The picture within the smallest rectangle around the outline, its long side level."""
    middle, sides, angle = cv2.minAreaRect(outline)
    width, height = sides
    if width < height:
        width, height, angle = height, width, angle - 90
    matrix: Any = cv2.getRotationMatrix2D(middle, angle, 1.0)
    matrix[:, 2] += np.array([width / 2, height / 2]) - middle
    size = (max(8, round(width)), max(8, round(height)))
    crop = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(crop, dtype=np.uint8)


def without_frame(letters: Pixels, *, broken: bool) -> Pixels:
    """White where lines run along the edges; with `broken` also all small ink there: a second, faint line."""
    height, width = letters.shape
    dark = (letters < FRAME_GREY).astype(np.uint8)
    level: Any = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(9, round(0.3 * width))), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((max(9, round(0.55 * height)), 1), np.uint8))
    edge = round(FRAME_EDGE * height)
    near = 3 * edge
    inside = (slice(near, -near), slice(near, -near))
    level[inside], upright[inside] = 0, 0
    lines = cv2.dilate(level | upright, np.ones((5, 5), np.uint8))
    lines[:edge], lines[-edge:], lines[:, :edge], lines[:, -edge:] = 1, 1, 1, 1
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.where(lines > 0, 0, dark).astype(np.uint8))
    for index in range(1, count if broken else 0):
        x, y, wide, high = (int(value) for value in stats[index][:4])
        if x + wide <= near or y + high <= near or x >= width - near or y >= height - near:
            lines[labels == index] = 1
    return np.where(cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0, np.uint8(255), letters).astype(np.uint8)
