"""Whether an old Word file is whole: its text and its looks are where it says, and the text is text ([MS-DOC] 2.8).

LibreOffice does not say it: of a file that was cut off or overwritten it reads what it finds, noise and all, and calls
it done. Looked at is only what a whole file cannot lack, so that no odd but whole one is refused; damage that leaves
most of the text is told and the rest read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from parsers.readers.office.compound import SIGNATURE, BrokenError, Container

_WORD = 0xA5EC  # wIdent of Word 97 and later
_WORDS = frozenset({_WORD, 0xA5DC, 0xA5DB})  # and of Word 6 and 95
_FIRST_97 = 0xC1  # nFib from which on the text's places stand in a table stream
_LOCKED, _TABLE_1 = 0x0100, 0x0200  # flags: fEncrypted, fWhichTblStm
_PIECES, _CHARACTER_LOOKS, _PARAGRAPH_LOOKS = 0x01A2, 0x00FA, 0x0102  # where the FIB says place and size of each table
_PAGE = 512  # bytes of a page of looks: its places first, their number in the last byte
_CONTROLS = frozenset(range(1, 0x16)) | {0x1E, 0x1F}  # Word's marks: cells, fields, pictures, hyphens
_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))  # in code page 1252
# What Vietnamese papers are written in, and the scripts of the country's peoples: noise hits one of eight of these
_SCRIPTS = (
    (0x20, 0x058F), (0x0E00, 0x0EFF), (0x1780, 0x17FF), (0x1E00, 0x2BFF), (0x3000, 0x303F), (0xAA00, 0xAADF),
    (0xF000, 0xF0FF), (0xFB00, 0xFB06), (0xFE00, 0xFE4F), (0xFEFF, 0xFFEF), (0xFFFC, 0xFFFD), (0x1F000, 0x1FAFF),
)  # fmt: skip
FEW = 8  # characters of noise that an odd writer may leave
MOST_WIDE, MOST_NARROW = (
    0.3,
    0.03,
)  # of the text: of noise 9 of 10 wide characters are odd, 1 of 20 narrow ones


@dataclass(frozen=True, slots=True)
class Health:
    """How whole a file is: `broken` is not to be read; `text` and `looks` say that a part of them was overwritten."""

    broken: bool = False
    text: bool = False
    looks: bool = False


WHOLE = Health()


def examine(data: bytes) -> Health:
    """Of an OLE file that may hold a Word document; of any other that it is whole."""
    if not data.startswith(SIGNATURE):
        return WHOLE
    try:
        return _examine(Container(data))
    except (BrokenError, struct.error, IndexError):
        return Health(broken=True)


def _examine(container: Container) -> Health:
    if "WordDocument" not in container.entries:
        return WHOLE  # another program's file
    main = container.stream("WordDocument")
    ident, version = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 10)
    if ident not in _WORDS:
        raise BrokenError("no Word document in its stream")
    if ident != _WORD or version < _FIRST_97 or flags & _LOCKED:  # what is locked is told as such
        return WHOLE
    name = "1Table" if flags & _TABLE_1 else "0Table"
    if name not in container.entries:
        raise BrokenError("no table")
    table = container.stream(name)
    noise, mostly = _noise(list(_pieces(main, table)))
    looks = all(_looks_stand(main, table, place) for place in (_CHARACTER_LOOKS, _PARAGRAPH_LOOKS))
    return Health(mostly, noise > FEW, not looks)


def _pieces(main: bytes, table: bytes) -> Iterator[tuple[bytes, bool]]:
    """The pieces of the text, and whether their characters are narrow (2.8.35). Raises BrokenError."""
    place, size = struct.unpack_from("<II", main, _PIECES)
    end = place + size
    if end > len(table):
        raise BrokenError("the pieces lie outside the table")
    while place < end and table[place] == 1:  # looks that pieces share
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if place + 5 > end or table[place] != 2:
        if not size:  # a writer that has no pieces
            return
        raise BrokenError("no pieces")
    (length,) = struct.unpack_from("<I", table, place + 1)
    count = (length - 4) // 12
    if count < 1 or place + 5 + length > end:
        raise BrokenError("no pieces")
    characters = struct.unpack_from(f"<{count + 1}I", table, place + 5)
    for number in range(count):
        (where,) = struct.unpack_from("<I", table, place + 5 + 4 * (count + 1) + 8 * number + 2)
        wanted, narrow = characters[number + 1] - characters[number], bool(where & 0x40000000)
        start = (where & 0x3FFFFFFF) // 2 if narrow else where & 0x3FFFFFFF
        stop = start + wanted * (1 if narrow else 2)
        if wanted < 0 or stop > len(main):
            raise BrokenError("a piece lies outside the document")
        yield main[start:stop], narrow


def _noise(pieces: list[tuple[bytes, bool]]) -> tuple[int, bool]:
    """How many characters can be none of a text, and whether they are so many that most of it is noise."""
    wide = "".join(piece.decode("utf-16-le", "replace") for piece, narrow in pieces if not narrow)
    thin = b"".join(piece for piece, narrow in pieces if narrow)
    odd_wide = sum(1 for letter in wide if _is_odd(ord(letter)))
    odd_thin = sum(1 for byte in thin if (byte < 0x20 and byte not in _CONTROLS) or byte in _UNDEFINED)
    mostly = odd_wide > max(FEW, MOST_WIDE * len(wide)) or odd_thin > max(FEW, MOST_NARROW * len(thin))
    return odd_wide + odd_thin, mostly


def _is_odd(code: int) -> bool:
    return code not in _CONTROLS and (code == 0xFFFD or not any(low <= code <= high for low, high in _SCRIPTS))


def _looks_stand(main: bytes, table: bytes, said: int) -> bool:
    """Whether each page of looks is where the table says, with places that rise (2.8.5, 2.8.6)."""
    place, size = struct.unpack_from("<II", main, said)
    if size < 4 + 8:
        return True
    if place + size > len(table):
        return False
    count = (size - 4) // 8
    for number in struct.unpack_from(f"<{count}I", table, place + 4 * (count + 1)):
        start = (number & 0x3FFFFF) * _PAGE
        page = main[start : start + _PAGE]
        if len(page) < _PAGE or not 0 < page[-1] <= 0x65:
            return False
        places = struct.unpack_from(f"<{page[-1] + 1}I", page)
        if any(before > after for before, after in pairwise(places)):
            return False
    return True
