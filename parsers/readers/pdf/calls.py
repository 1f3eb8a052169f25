"""pdfium's functions that are called for every word, object or segment of a page.

They take handles as plain numbers, and places of memory as references that were made before: a third of the time of
the functions that pypdfium2 types, each of whose arguments is a Python object to be made and checked. Only the handle
is declared, for its number is wider than an int. They keep Python's own lock, for they are short.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

INTS, COLOUR = struct.Struct("2i"), struct.Struct("4I")
POINT, RECT, MATRIX = struct.Struct("2f"), struct.Struct("4f"), struct.Struct("6f")
PLACE, BOX, STANCE = struct.Struct("2d"), struct.Struct("4d"), struct.Struct("2d4f")
LOOK = struct.Struct("4I f 4x 6f")  # a colour, a size, a matrix

_ADDRESS = ctypes.c_void_p


def _plain(function: Any, *more: Any, result: Any = ctypes.c_int) -> Any:
    """The function of a handle; `more` declares arguments that are wider than an int."""
    return ctypes.PYFUNCTYPE(result, _ADDRESS, *more)(ctypes.cast(function, _ADDRESS).value or 0)


def _handle(function: Any, *more: Any) -> Any:
    """A function that gives another handle."""
    return _plain(function, *more, result=_ADDRESS)


class Memory:
    """Room for what one call gives back, and references to where its numbers stand.

    It is a bytearray's: ctypes makes a class of its own for every length of its buffers.
    """

    __slots__ = ("doubles", "room", "singles", "start")

    def __init__(self, size: int = 32) -> None:
        self.room = bytearray(max(size, 32))
        first = ctypes.c_char.from_buffer(self.room)
        self.start = ctypes.byref(first)
        self.doubles = [ctypes.byref(first, place) for place in range(0, 32, 8)]
        self.singles = [ctypes.byref(first, place) for place in range(0, 16, 4)]  # floats, ints

    def read(self, layout: struct.Struct) -> tuple[Any, ...]:
        """The numbers that stand there."""
        return layout.unpack_from(self.room)

    def raw(self, length: int) -> bytes:
        """The bytes that stand there."""
        return bytes(self.room[:length])


def address(handle: Any) -> int:
    """A pypdfium2 handle as a number, valid as long as the handle."""
    return ctypes.cast(handle, _ADDRESS).value or 0


# of a text page
text_of = _plain(pdfium.FPDFText_GetText)
character_of = _plain(pdfium.FPDFText_GetCharIndexFromTextIndex)

# of a text page's character, by its index
unicode_of = _plain(pdfium.FPDFText_GetUnicode, result=ctypes.c_uint)
text_object = _handle(pdfium.FPDFText_GetTextObject)
is_generated = _plain(pdfium.FPDFText_IsGenerated)
has_map_error = _plain(pdfium.FPDFText_HasUnicodeMapError)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox)
char_box = _plain(pdfium.FPDFText_GetCharBox)
char_origin = _plain(pdfium.FPDFText_GetCharOrigin)
char_matrix = _plain(pdfium.FPDFText_GetMatrix)

# of a text object
text_font = _handle(pdfium.FPDFTextObj_GetFont)
font_size = _plain(pdfium.FPDFTextObj_GetFontSize)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode)
base_font_name = _plain(pdfium.FPDFFont_GetBaseFontName, _ADDRESS, ctypes.c_size_t, result=ctypes.c_size_t)
font_weight = _plain(pdfium.FPDFFont_GetWeight)

# of any object of a page or a form
page_object = _handle(pdfium.FPDFPage_GetObject)
form_object = _handle(pdfium.FPDFFormObj_GetObject, ctypes.c_ulong)
count_form_objects = _plain(pdfium.FPDFFormObj_CountObjects)
clip_path = _handle(pdfium.FPDFPageObj_GetClipPath)
count_clip_paths = _plain(pdfium.FPDFClipPath_CountPaths)
object_type = _plain(pdfium.FPDFPageObj_GetType)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor)
stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor)

image_data = _plain(pdfium.FPDFImageObj_GetImageDataRaw, _ADDRESS, ctypes.c_ulong, result=ctypes.c_ulong)

# of a path
draw_mode = _plain(pdfium.FPDFPath_GetDrawMode)
count_segments = _plain(pdfium.FPDFPath_CountSegments)
path_segment = _handle(pdfium.FPDFPath_GetPathSegment)
segment_type = _plain(pdfium.FPDFPathSegment_GetType)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint)
segment_close = _plain(pdfium.FPDFPathSegment_GetClose)
