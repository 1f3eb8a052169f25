"""What the program of a font in the file says, where the file's own description of the font says nothing.

jsPDF gives the faces of a family one name, and none of them a weight.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

MOST_TABLES = 64  # OpenType has fewer kinds
MOST_BYTES = 40_000_000  # larger than the largest fonts for Chinese
STYLE = 44  # bytes from the beginning of the table "head" to macStyle, whose lowest bit is bold


def is_bold(font: int) -> bool:
    """Whether the TrueType or OpenType program of a font, given by its address, calls itself bold."""
    handle = ctypes.cast(font, pdfium.FPDF_FONT)
    size = ctypes.c_size_t()
    if pdfium.FPDFFont_GetIsEmbedded(handle) != 1 or not pdfium.FPDFFont_GetFontData(handle, None, 0, size):
        return False
    if size.value > MOST_BYTES:
        return False
    program = (ctypes.c_uint8 * size.value)()
    pdfium.FPDFFont_GetFontData(handle, program, size.value, size)
    return says_bold(bytes(program))


def says_bold(program: bytes) -> bool:
    """Whether the style in the table "head" is bold; False where there is none."""
    tables = min(int.from_bytes(program[4:6], "big"), MOST_TABLES)
    for entry in range(12, 12 + 16 * tables, 16):
        if program[entry : entry + 4] == b"head":
            start = int.from_bytes(program[entry + 8 : entry + 12], "big") + STYLE
            return bool(int.from_bytes(program[start : start + 2], "big") & 1)
    return False
