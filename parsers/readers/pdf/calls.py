"""pdfium's functions that are called for every word, object or segment of a page.

They take handles and places of memory as plain numbers: that is half the time of the functions that pypdfium2 types,
each of whose arguments is a Python object to be made and checked. They keep Python's own lock, for they are short.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

INTS, COLOUR = struct.Struct("2i"), struct.Struct("4I")
FLOAT, POINT, RECT, MATRIX = struct.Struct("f"), struct.Struct("2f"), struct.Struct("4f"), struct.Struct("6f")
PLACE, BOX = struct.Struct("2d"), struct.Struct("4d")

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


class Memory:
    """Room for the numbers that one call gives back, `at` an address."""

    __slots__ = ("_bytes", "at")

    def __init__(self, size: int = 32) -> None:
        self._bytes = ctypes.create_string_buffer(size)
        self.at = ctypes.addressof(self._bytes)

    def read(self, layout: struct.Struct) -> tuple[Any, ...]:
        """The numbers that stand there."""
        return layout.unpack_from(self._bytes)

    def raw(self, length: int) -> bytes:
        """The bytes that stand there."""
        return self._bytes.raw[:length]


def address(handle: Any) -> int:
    """A pypdfium2 handle as a number, valid as long as the handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


# of a text page
text_of = _plain(pdfium.FPDFText_GetText, _NUMBER, _ADDRESS, _NUMBER, _NUMBER, _ADDRESS)

# of a text page's character, by its index
unicode_of = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _NUMBER)
text_object = _plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
is_generated = _plain(pdfium.FPDFText_IsGenerated, _NUMBER, _ADDRESS, _NUMBER)
has_map_error = _plain(pdfium.FPDFText_HasUnicodeMapError, _NUMBER, _ADDRESS, _NUMBER)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
char_box = _plain(pdfium.FPDFText_GetCharBox, _NUMBER, _ADDRESS, _NUMBER, *[_ADDRESS] * 4)
char_origin = _plain(pdfium.FPDFText_GetCharOrigin, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
char_matrix = _plain(pdfium.FPDFText_GetMatrix, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)

# of a text object
text_font = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
font_size = _plain(pdfium.FPDFTextObj_GetFontSize, _NUMBER, _ADDRESS, _ADDRESS)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _ADDRESS)
base_font_name = _plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _ADDRESS, _ADDRESS, ctypes.c_size_t)
font_weight = _plain(pdfium.FPDFFont_GetWeight, _NUMBER, _ADDRESS)

# of any object of a page or a form
page_object = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
form_object = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
count_form_objects = _plain(pdfium.FPDFFormObj_CountObjects, _NUMBER, _ADDRESS)
clip_path = _plain(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
count_clip_paths = _plain(pdfium.FPDFClipPath_CountPaths, _NUMBER, _ADDRESS)
object_type = _plain(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _NUMBER, *[_ADDRESS] * 5)
stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, _NUMBER, *[_ADDRESS] * 5)

image_data = _plain(pdfium.FPDFImageObj_GetImageDataRaw, ctypes.c_ulong, _ADDRESS, _ADDRESS, ctypes.c_ulong)

# of a path
draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
count_segments = _plain(pdfium.FPDFPath_CountSegments, _NUMBER, _ADDRESS)
path_segment = _plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER)
segment_type = _plain(pdfium.FPDFPathSegment_GetType, _NUMBER, _ADDRESS)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
segment_close = _plain(pdfium.FPDFPathSegment_GetClose, _NUMBER, _ADDRESS)
