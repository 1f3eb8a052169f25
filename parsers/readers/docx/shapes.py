"""Drawn objects, DrawingML and VML alike, as flat lists of shapes with their place in points.

A place is given from the anchor paragraph's own left and top, None where the file gives it from something that only
layout knows (a page's top). Groups are flattened, their scale applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.readers.docx.names import EMU, PIC, WP, WPG, WPS, A, R, V, W, points, value
from parsers.readers.xml import Element

LINES = {"line", "straightConnector1"}
CROSSES = {"mathMultiply", "flowChartSummingJunction", "plus", "mathPlus"}  # presets that are a mark by themselves
_TEXTBOX = {f"{WPS}txbx", f"{V}textbox"}
_CONTENT = f"{W}txbxContent"
_SAME = 1.5  # points by which edges of one box differ after a conversion
_NUMBER = re.compile(r"-?\d+\.?\d*")


@dataclass(frozen=True, slots=True)
class Frame:
    """How coordinates of a drawing become points: `value * scale + shift` for each axis; None where unknown."""

    left: float | None
    top: float | None
    scale_x: float
    scale_y: float
    origin_x: float = 0.0
    origin_y: float = 0.0

    def place(self, x: float, y: float) -> tuple[float | None, float | None]:
        """A point of the drawing."""
        left = None if self.left is None else self.left + (x - self.origin_x) * self.scale_x
        top = None if self.top is None else self.top + (y - self.origin_y) * self.scale_y
        return left, top


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn object. `preset` is its geometry ("rect", "line", "custom", "ink", "picture" …)."""

    preset: str
    left: float | None = None
    top: float | None = None
    width: float | None = None
    height: float | None = None
    outlined: bool = True
    fill: str | None = None  # hexadecimal; None for none, white or unknown
    rising: bool = False  # a line from bottom left to top right
    content: Element | None = None  # w:txbxContent
    picture: str | None = None  # relationship id
    linked: bool = False  # the picture is outside the file
    code: str = ""

    @property
    def is_line(self) -> bool:
        """Whether it is a straight line."""
        return self.preset in LINES

    def covers(self, other: Shape) -> bool:
        """Whether the two have about the same place and extent: a cross over a box, a text over its frame.

        Where only the page's layout knows the height of one, the left edge and the extent must be the same.
        """
        if not (self.width and self.height and other.width is not None and other.height is not None):
            return False
        if self.left is None or other.left is None:
            return False
        if self.top is None or other.top is None:
            near = (self.left - other.left, self.width - other.width, self.height - other.height)
            return max(map(abs, near)) <= _SAME
        right, bottom = self.left + self.width, self.top + self.height
        gaps = (
            self.left - other.left,
            self.top - other.top,
            right - other.left - other.width,
            bottom - other.top - other.height,
        )
        return max(map(abs, gaps)) <= 0.5 * max(self.width, self.height, 6.0)


def read_drawing(drawing: Element) -> Iterator[Shape]:
    """The shapes of a `w:drawing`, inline or anchored."""
    for holder in drawing:
        if holder.tag not in (f"{WP}anchor", f"{WP}inline"):
            continue
        data = holder.find(f"{A}graphic/{A}graphicData")
        if data is None:
            continue
        extent = holder.find(f"{WP}extent")
        width, height = (points(value(extent, name), 1 / EMU, 0.0) or 0.0 for name in ("cx", "cy"))
        floats = holder.tag == f"{WP}anchor"
        left = _offset(holder.find(f"{WP}positionH"), ("column", "character", "margin")) if floats else None
        top = _offset(holder.find(f"{WP}positionV"), ("paragraph", "line")) if floats else None
        for child in data:
            yield from _read_graphic(child, left, top, width, height)


def _read_graphic(
    element: Element, left: float | None, top: float | None, width: float, height: float
) -> Iterator[Shape]:
    tag = element.tag
    if tag in (f"{WPG}wgp", f"{WPG}grpSp") or tag.endswith("}wpc"):
        yield from _read_group(element, left, top, width, height)
    elif tag == f"{WPS}wsp":
        yield replace(_read_wsp(element), left=left, top=top, width=width, height=height)
    elif tag == f"{PIC}pic":
        blip = element.find(f"{PIC}blipFill/{A}blip")
        embed, link = value(blip, f"{R}embed"), value(blip, f"{R}link")
        yield Shape("picture", left, top, width, height, picture=embed or link, linked=embed is None)
    else:
        name = tag.rpartition("}")[2]
        preset = "ink" if name in ("contentPart", "wpi", "inkMsg") else name
        yield Shape(preset, left, top, width, height, outlined=False)


def _read_group(
    element: Element, left: float | None, top: float | None, width: float, height: float
) -> Iterator[Shape]:
    transform = element.find(f"{WPG}grpSpPr/{A}xfrm")
    frame = Frame(left, top, 1 / EMU, 1 / EMU)
    if transform is not None:
        origin_x, origin_y = _pair(transform.find(f"{A}chOff"), "x", "y")
        inner_x, inner_y = _pair(transform.find(f"{A}chExt"), "cx", "cy")
        scale_x = width / inner_x if inner_x else 1 / EMU
        scale_y = height / inner_y if inner_y else 1 / EMU
        frame = Frame(left, top, scale_x, scale_y, origin_x, origin_y)
    for child in element:
        tag = child.tag
        if tag not in (f"{WPS}wsp", f"{WPG}grpSp", f"{PIC}pic", f"{WPG}wgp"):
            continue
        own = next((found for found in child.iter(f"{A}xfrm")), None)
        x, y = _pair(None if own is None else own.find(f"{A}off"), "x", "y")
        inner_width, inner_height = _pair(None if own is None else own.find(f"{A}ext"), "cx", "cy")
        place = frame.place(x, y)
        yield from _read_graphic(child, *place, inner_width * frame.scale_x, inner_height * frame.scale_y)


def _read_wsp(element: Element) -> Shape:
    properties = element.find(f"{WPS}spPr")
    preset, rising, code = "rect", False, ""
    fill, outlined = None, False
    style = element.find(f"{WPS}style")
    if style is not None:
        outlined = (value(style.find(f"{A}lnRef"), "idx") or "0") != "0"
    if properties is not None:
        geometry = properties.find(f"{A}prstGeom")
        if geometry is not None:
            preset = geometry.get("prst", "rect")
        elif properties.find(f"{A}custGeom") is not None:
            preset = "custom"
            code = "closed" if properties.find(f".//{A}close") is not None else "open"
        fill = _solid(properties.find(f"{A}solidFill"))
        line = properties.find(f"{A}ln")
        if line is not None:
            outlined = line.find(f"{A}noFill") is None and (len(line) > 0 or outlined)
        transform = properties.find(f"{A}xfrm")
        if transform is not None:
            rising = (transform.get("flipV") in ("1", "true")) != (transform.get("flipH") in ("1", "true"))
    content = element.find(f"{WPS}txbx/{_CONTENT}")
    return Shape(preset, outlined=outlined, fill=fill, rising=rising, content=content, code=code)


def _solid(element: Element | None) -> str | None:
    if element is None or len(element) == 0:
        return None
    colour = (element[0].get("val") or element[0].get("lastClr") or "").upper()
    if element[0].tag == f"{A}sysClr":
        colour = (element[0].get("lastClr") or "").upper()
    return None if colour in ("", "FFFFFF", "BG1", "LT1", "WHITE") else colour


def _offset(element: Element | None, known: tuple[str, ...]) -> float | None:
    """The offset of a position from the paragraph, None where it counts from the page or is an alignment."""
    if element is None or element.get("relativeFrom", known[0]) not in known:
        return None
    offset = element.find(f"{WP}posOffset")
    if offset is not None:
        return points(offset.text, 1 / EMU)
    return 0.0 if (element.findtext(f"{WP}align") or "") in ("left", "top") else None


def _pair(element: Element | None, first: str, second: str) -> tuple[float, float]:
    if element is None:
        return 0.0, 0.0
    return points(element.get(first), 1.0, 0.0) or 0.0, points(element.get(second), 1.0, 0.0) or 0.0


# --- VML -----------------------------------------------------------------------------------------------------------

_VML_SHAPES = {
    f"{V}rect": "rect",
    f"{V}roundrect": "roundRect",
    f"{V}oval": "ellipse",
    f"{V}line": "line",
    f"{V}polyline": "custom",
    f"{V}curve": "custom",
    f"{V}arc": "arc",
    f"{V}image": "picture",
}
# o:spt numbers of the shape types that stand in reports
_TYPES = {
    "1": "rect",
    "2": "roundRect",
    "3": "ellipse",
    "20": "line",
    "32": "straightConnector1",
    "75": "picture",
    "202": "rect",
}


def read_vml(pict: Element) -> Iterator[Shape]:
    """The shapes of a `w:pict` or `w:object`."""
    for child in pict:
        yield from _read_vml_shape(child, None)


def _read_vml_shape(element: Element, frame: Frame | None) -> Iterator[Shape]:
    if element.tag == f"{V}group":
        yield from _read_vml_group(element, frame)
        return
    preset = _vml_preset(element)
    if preset is None:
        return
    style = _css(element.get("style", ""))
    if style.get("visibility") == "hidden":
        return
    width: float | None
    height: float | None
    if preset == "line" and element.get("from"):
        left, top, width, height, rising = _vml_line(element, style, frame)
    else:
        left, top, width, height = _vml_box(style, frame)
        rising = ("x" in style.get("flip", "")) != ("y" in style.get("flip", ""))
    image = element.find(f"{V}imagedata")
    content = element.find(f"{V}textbox/{_CONTENT}")
    yield Shape(
        "picture" if image is not None else preset,
        left,
        top,
        width,
        height,
        outlined=_vml_on(element.get("stroked")),
        fill=_vml_fill(element),
        rising=rising,
        content=content,
        picture=value(image, f"{R}id"),
        linked=image is not None and image.get(f"{R}id") is None,
    )


def _vml_preset(element: Element) -> str | None:
    if element.tag in _VML_SHAPES:
        return _VML_SHAPES[element.tag]
    if element.tag != f"{V}shape":
        return None
    number = re.search(r"_t(\d+)\Z", element.get("type", ""))
    if number is None:
        return "custom" if element.get("path") else "rect"
    return _TYPES.get(number[1], f"vml{number[1]}")


def _read_vml_group(element: Element, outer: Frame | None) -> Iterator[Shape]:
    style = _css(element.get("style", ""))
    left, top, width, height = _vml_box(style, outer)
    origin = [float(number) for number in _NUMBER.findall(element.get("coordorigin", ""))] or [0.0, 0.0]
    size = [float(number) for number in _NUMBER.findall(element.get("coordsize", ""))] or [1000.0, 1000.0]
    if len(origin) < 2 or len(size) < 2 or not all(size) or width is None or height is None:
        origin, size, width, height = [0.0, 0.0], [1000.0, 1000.0], width or 0.0, height or 0.0
    frame = Frame(left, top, width / size[0], height / size[1], origin[0], origin[1])
    for child in element:
        yield from _read_vml_shape(child, frame)


def _vml_box(
    style: dict[str, str], frame: Frame | None
) -> tuple[float | None, float | None, float | None, float | None]:
    """left, top, width, height in points. Bare numbers are pixels outside a group and its own units inside."""
    if frame is not None:
        x, y, wide, high = (points(style.get(name), 1.0, 0.0) or 0.0 for name in ("left", "top", "width", "height"))
        return *frame.place(x, y), wide * frame.scale_x, high * frame.scale_y
    width, height = points(style.get("width"), 0.75), points(style.get("height"), 0.75)
    if style.get("position") != "absolute":
        return None, None, width, height
    left = points(style.get("margin-left", style.get("left", "0")), 0.75)
    top = points(style.get("margin-top", style.get("top", "0")), 0.75)
    if style.get("mso-position-horizontal-relative", "text") not in ("text", "margin", "char"):
        left = None
    if style.get("mso-position-vertical-relative", "text") not in ("text", "line"):
        top = None
    return left, top, width, height


def _vml_line(
    element: Element, style: dict[str, str], frame: Frame | None
) -> tuple[float | None, float | None, float, float, bool]:
    ends = []
    for name in ("from", "to"):
        x, _, y = element.get(name, "").partition(",")
        unit = 1.0 if frame is not None else 0.75
        ends.append((points(x, unit, 0.0) or 0.0, points(y, unit, 0.0) or 0.0))
    (x1, y1), (x2, y2) = ends
    left: float | None = min(x1, x2)
    top: float | None = min(y1, y2)
    width, height = abs(x2 - x1), abs(y2 - y1)
    rising = (x2 - x1) * (y2 - y1) < 0 or "y" in style.get("flip", "")
    if frame is not None:
        left, top = frame.place(min(x1, x2), min(y1, y2))
        return left, top, width * frame.scale_x, height * frame.scale_y, rising
    if style.get("mso-position-horizontal-relative", "text") not in ("text", "margin", "char"):
        left = None
    if style.get("mso-position-vertical-relative", "text") not in ("text", "line"):
        top = None
    return left, top, width, height, rising


def _vml_fill(element: Element) -> str | None:
    if not _vml_on(element.get("filled")):
        return None
    colour = element.get("fillcolor", "white").split(" ")[0].lstrip("#").upper()
    return None if colour in ("WHITE", "FFFFFF", "FFF", "WINDOW", "") else colour


def _vml_on(text: str | None) -> bool:
    return text is None or text.lower() not in ("f", "false", "0")


def _css(text: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in text.split(";"))
    return {name.strip().lower(): setting.strip().lower() for name, _, setting in pairs if setting}
