"""What forms print to be answered by hand: labels with brackets, leaders, cells, frames, or nothing beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from drawn_frames import FRAMES

from samples.scanner import DPI, INK

LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
Spot = tuple[float, float, float, float]  # x, y, width, height in pixels of the printed page


@dataclass
class Sheet:
    """A page while it is written."""

    page: Any
    draw: Any
    font: Any
    size: float  # pixels of an em
    chance: np.random.Generator
    y: float = 150.0
    look: str = ""  # what was printed last

    def write(self, x: float, text: str) -> float:
        """Prints a piece of a line; where the next goes."""
        self.draw.text((x, self.y), text, fill=INK, font=self.font)
        return float(x + self.draw.textlength(text, font=self.font))

    def step(self, lines: float = 1.0) -> None:
        self.y += lines * 1.42 * self.size


def brackets(sheet: Sheet) -> list[Spot]:
    """A pair of brackets before or after each label; where their insides are."""
    chance = sheet.chance
    left, right = (("[", "]"), ("(", ")"))[int(chance.integers(2))]
    inner = str(chance.choice(["  ", "   ", "    ", "     ", "...", "……"]))
    after, colon = chance.random() < 0.45, str(chance.choice(["", ":", ""]))
    return _each(sheet, left, inner, right, after=after, colon=colon, row=chance.random() < 0.45)


def leaders(sheet: Sheet) -> list[Spot]:
    """Dots or a blank behind each label."""
    dots = str(sheet.chance.choice([".", "…", "_"]))
    inner = dots * int(sheet.chance.integers(3, 5) if dots == "…" else sheet.chance.integers(6, 12))
    sheet.look = inner
    return _each(sheet, "", inner, "", after=True, colon=str(sheet.chance.choice([":", " "])),
                 row=sheet.chance.random() < 0.4)  # fmt: skip


def _each(sheet: Sheet, left: str, inner: str, right: str, *, after: bool, colon: str, row: bool) -> list[Spot]:
    x, spots = float(sheet.chance.uniform(215, 320)), []
    gap = float(sheet.chance.uniform(0.25, 0.8)) * sheet.size
    aligned = x + max(sheet.draw.textlength(label, font=sheet.font) for label in LABELS) + 30
    lined_up = after and not row and sheet.chance.random() < 0.5
    start = x
    for label in LABELS:
        if after:
            x = sheet.write(x, label + colon) + gap
            x = aligned if lined_up else x
        x = sheet.write(x, left)
        end = x + sheet.draw.textlength(inner, font=sheet.font)
        sheet.write(x, inner)
        spots.append((x, sheet.y + 0.1 * sheet.size, end - x, 0.95 * sheet.size))
        x = sheet.write(end, right)
        if not after:
            x = sheet.write(x + gap, label)
        if row:
            x += 1.2 * sheet.size
        else:
            sheet.step()
            x = start
    if row:
        sheet.step()
    return spots


def cells(sheet: Sheet) -> list[Spot]:
    """A ruled table: a row of labels and a row for the marks, a row a label, or label and cell side by side."""
    chance, height = sheet.chance, round(1.6 * sheet.size)
    kind = str(chance.choice(["under", "rows", "rows before", "side by side"]))
    x, y, spots = 230.0, sheet.y + 6, []
    wide = float(chance.uniform(6.5, 8.0)) * sheet.size
    if kind == "under":
        _grid(sheet, [x + wide * column for column in range(5)], [y, y + height, y + 2 * height])
        for column, label in enumerate(LABELS):
            sheet.draw.text((x + wide * (column + 0.5), y + height / 2), label, fill=INK, font=sheet.font, anchor="mm")
            spots.append((x + wide * column, y + height, wide, float(height)))
        sheet.y += 2 * height
    elif kind.startswith("rows"):
        narrow, before = float(chance.uniform(2.0, 5.0)) * sheet.size, kind == "rows before"
        _grid(sheet, [x, x + (narrow if before else wide), x + wide + narrow], [y + height * row for row in range(5)])
        for row, label in enumerate(LABELS):
            place = (x + (narrow if before else 0) + 16, y + height * (row + 0.5))
            sheet.draw.text(place, label, fill=INK, font=sheet.font, anchor="lm")
            spots.append((x if before else x + wide, y + height * row, narrow, float(height)))
        sheet.y += 4 * height
    else:
        edges, narrow = [x], 2.0 * sheet.size
        for label in LABELS:
            length = sheet.draw.textlength(label, font=sheet.font) + 30
            place = (edges[-1] + length / 2, y + height / 2)
            sheet.draw.text(place, label, fill=INK, font=sheet.font, anchor="mm")
            spots.append((edges[-1] + length, y, narrow, float(height)))
            edges += [edges[-1] + length, edges[-1] + length + narrow]
        _grid(sheet, edges, [y, y + height])
        sheet.y += height
    sheet.y += 10
    return spots


LAYOUTS = (
    "before",
    "before",
    "after",
    "after, in a column",
    "in a row",
    "after, in a row",
    "touching",
    "cells",
    "mixed",
)


def framed(sheet: Sheet) -> list[Spot]:
    """Printed frames of one kind, before or behind the labels, in lines, in a row, one upon the other, in cells."""
    chance, names = sheet.chance, sorted(FRAMES)
    kind, layout = names[int(chance.integers(len(names)))], str(chance.choice(LAYOUTS))
    side = float(chance.choice([chance.uniform(20, 28), chance.uniform(28, 44), chance.uniform(44, 63)]))
    if kind == "double" or layout == "touching":
        side = max(side, 30.0 if kind == "double" else 1.3 * sheet.size)
    row = "row" in layout
    sheet.look = f"{kind}, {layout}, {side / DPI * 25.4:.1f} mm"
    wide = side * (1.4 if kind != "circle" and side < 45 and chance.random() < 0.2 else 1.0)
    step = side + 1 if layout == "touching" else max(1.42 * sheet.size, side + 10)
    longest = max(sheet.draw.textlength(label, font=sheet.font) for label in LABELS)
    x, y = float(chance.uniform(230, 300)), sheet.y + (6 if side > sheet.size else 0)
    start, spots = x, []
    for label in LABELS:
        own = side * float(chance.uniform(0.8, 1.25)) if layout == "mixed" else side
        length = sheet.draw.textlength(label, font=sheet.font)
        middle, height = y + step / 2, (own / side * wide, own)
        if layout == "cells":
            sheet.draw.rectangle((x, y - 4, x + longest + 40, y + step - 4), outline=INK, width=2)
            sheet.draw.rectangle((x, y - 4, x + longest + 80 + wide, y + step - 4), outline=INK, width=2)
        if "after" in layout or layout == "cells":
            sheet.draw.text((x + 12 * (layout == "cells"), middle), label, fill=INK, font=sheet.font, anchor="lm")
            at = x + (longest + 60 if layout == "cells" else longest + 30 if "column" in layout else length + 18)
            x = at + wide
        else:
            at = x
            sheet.draw.text((x + wide + 16, middle), label, fill=INK, font=sheet.font, anchor="lm")
            x += wide + 16 + length
        place = (at, middle - own / 2, *height)
        FRAMES[kind](sheet.draw, place, chance)
        spots.append(place)
        if row:
            x += 1.2 * sheet.size
        else:
            y, x = y + step, start
    sheet.y = y + (step if row else 0)
    return spots


def few(sheet: Sheet) -> list[Spot]:
    """Brackets or boxes, of which a hand leaves one or none: by mistake, or there are two in all."""
    return (brackets, framed)[int(sheet.chance.integers(2))](sheet)


def _grid(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        sheet.draw.line((x, ys[0], x, ys[-1]), fill=INK, width=2)
    for y in ys:
        sheet.draw.line((xs[0], y, xs[-1], y), fill=INK, width=2)


def plain(sheet: Sheet) -> list[Spot]:
    """The four labels in a row or a column; where they stand."""
    row, x = sheet.chance.random() < 0.6, float(sheet.chance.uniform(215, 320))
    between = str(sheet.chance.choice([" / ", "      ", "; ", "        ", " - "]))
    spots = []
    for index, label in enumerate(LABELS):
        x0, top, x1, bottom = (float(value) for value in sheet.draw.textbbox((x, sheet.y), label, font=sheet.font))
        spots.append((x0, top, x1 - x0, bottom - top))
        end = sheet.write(x, label)
        if row:
            x = sheet.write(end, between) if index < 3 else end
        else:
            sheet.step(1.25)
    if row:
        sheet.step()
    return spots


def arranged(sheet: Sheet) -> list[Spot]:
    """Brackets or frames in other places: numbered, far from their labels, above them, in cells of a table."""
    chance = sheet.chance
    bracket = chance.random() < 0.5
    signs = str(chance.choice(["[]", "()"])) if bracket else str(chance.choice(["plain", "thick", "rounded", "circle"]))
    layout = str(chance.choice(["numbered", "far", "far, after", "above", "rows of cells", "under heads", "in a line"]))
    side = (1.0 if bracket else float(chance.uniform(0.7, 1.5))) * sheet.size
    sheet.look = f"{signs}, {layout}, {side / DPI * 25.4:.1f} mm"
    gap = sheet.draw.textlength(" " * int(chance.integers(2, 6)), font=sheet.font)

    def place(x: float, y: float) -> tuple[Spot, float]:
        """One sign whose line has its middle at `y`; the place for the mark, and where the sign ends."""
        if not bracket:
            spot = (x, y - side / 2, side, side)
            FRAMES[signs](sheet.draw, spot, chance)
            return spot, x + side
        top = y - 0.6 * sheet.size
        start = x + sheet.draw.textlength(signs[0], font=sheet.font)
        sheet.draw.text((x, top), signs[0], fill=INK, font=sheet.font)
        sheet.draw.text((start + gap, top), signs[1], fill=INK, font=sheet.font)
        end = start + gap + sheet.draw.textlength(signs[1], font=sheet.font)
        return (start, top + 0.1 * sheet.size, gap, 0.95 * sheet.size), end

    return _arranged(sheet, layout, place, side)


def squared(sheet: Sheet) -> list[Spot]:
    """Plain squares as the forms have them: before or behind their labels, or in a line with them."""
    side = float(sheet.chance.uniform(0.8, 1.5)) * sheet.size
    layout = str(sheet.chance.choice(["numbered", "far", "in a line"]))
    sheet.look = f"squares, {layout}, {side / DPI * 25.4:.1f} mm"

    def place(x: float, y: float) -> tuple[Spot, float]:
        spot = (x, y - side / 2, side, side)
        FRAMES["plain"](sheet.draw, spot, sheet.chance)
        return spot, x + side

    return _arranged(sheet, layout, place, side)


def _arranged(sheet: Sheet, layout: str, place: Any, side: float) -> list[Spot]:
    step, x, spots = max(1.42 * sheet.size, side + 10), float(sheet.chance.uniform(215, 300)), []
    if layout in ("above", "under heads"):
        spots = _in_two_rows(sheet, layout == "above", place, side, (x, step))
    elif layout == "in a line":
        for label in LABELS:
            spot, end = place(x, sheet.y + step / 2)
            spots.append(spot)
            _label(sheet, end + 4, step, label)
            x = end + sheet.draw.textlength(label + "   ", font=sheet.font)
        sheet.y += step
    else:
        number = str(sheet.chance.choice(["a", "1"]))
        far = x + float(sheet.chance.uniform(18, 26) if "far" in layout else 9) * sheet.size
        if layout == "rows of cells":
            _grid(sheet, [x - 12, far - 16, far + 4 * sheet.size], [sheet.y + step * row for row in range(5)])
        for index, label in enumerate(LABELS):
            at = {"far": x, "numbered": x + 1.5 * sheet.size}.get(layout, far)
            spot, end = place(at, sheet.y + step / 2)
            spots.append(spot)
            _label(sheet, {"far": far - 12 * sheet.size, "numbered": end + 12}.get(layout, x), step, label)
            if layout == "numbered":
                _label(sheet, x, step, f"{chr(ord(number) + index)}) ")
            sheet.y += step
    sheet.y += 10
    return spots


def _in_two_rows(sheet: Sheet, above: bool, place: Any, side: float, start: tuple[float, float]) -> list[Spot]:
    """The signs above the labels, or below them in the cells of a table."""
    (x, step), wide, spots = start, 7.5 * sheet.size, []
    if not above:
        _grid(sheet, [x + wide * column for column in range(5)], [sheet.y + step * row for row in range(3)])
    for row in range(2):
        for column, label in enumerate(LABELS):
            middle = x + wide * (column + 0.5)
            if (row == 0) == above:
                spots.append(place(middle - side / 2, sheet.y + step / 2)[0])
            else:
                _label(sheet, middle, step, label, "mm")
        sheet.y += step
    return spots


def _label(sheet: Sheet, x: float, step: float, label: str, anchor: str = "lm") -> None:
    sheet.draw.text((x, sheet.y + step / 2), label, fill=INK, font=sheet.font, anchor=anchor)
