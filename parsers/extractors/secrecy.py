"""A stamp of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT on a line of its own (Luật Bảo vệ bí mật nhà nước 2018, điều 8 and 9).

A paper that bears one is refused before anything of it is kept. The words in prose ("bí mật", "bảo mật", "giữ mật")
are no stamp, nor is a line of more words ("Độ mật: không").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from models.document import Document, Paragraph, Region, walk_paragraphs
from parsers.text import shadow, without_tones

_LONG_DEGREES = {"TUYETMAT": "TUYỆT MẬT", "TOIMAT": "TỐI MẬT"}
_BARS = "IJL"  # what is left of a frame reads like these
TOP = 60  # paragraphs from the paper's beginning that a stamp may stand among
PAGE_TOP = 20  # and from each page's: photos may lie in any order, a further report may begin within a file
MISREAD = 1  # letter of a long stamp that may be missing or another one: stamps come out smudged

_STAMP = re.compile(r"[\W_]*(?:(?:độ|dấu|mức\s+độ)\s+mật\s*:\s*)?(?P<stamp>(?:tuyệt|tối)\s*mật|mật)[\W_]*\Z")


def secrecy_stamp(document: Document) -> str | None:
    """The stamp as it is written ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), None where the paper bears none."""
    for text in _lines(document):
        match = _STAMP.match(shadow(text))
        if match is None:
            continue
        stamp = text[match.start("stamp") : match.end("stamp")]
        if stamp.upper() == stamp:
            return " ".join(stamp.split())
    return next(filter(None, (_of_ink(region) for region in document.regions if region.kind == "stamp")), None)


def _of_ink(region: Region) -> str | None:
    """The degree that a stamp's own ink says, in whatever reading of it.

    It stands alone in its frame, so it is known without its tone marks.
    """
    for line in (line for reading in (region.text, *region.readings) for line in reading.splitlines()):
        letters = "".join(filter(str.isalpha, without_tones(line))).upper()
        if letters.strip(_BARS) == "MAT":
            return "MẬT"
        for plain, degree in _LONG_DEGREES.items():
            if Levenshtein.distance(letters, plain) <= MISREAD:
                return degree
    return None


def _lines(document: Document) -> Iterator[str]:
    """Lines of the head, of each page's beginning, and of headers and text boxes wherever they stand."""
    paragraphs = list(walk_paragraphs(document.blocks))
    if any("mật" in shadow(paragraph.text) for paragraph in paragraphs):  # in most papers in none
        yield from _lines_of_tops(paragraphs)
    for skipped in document.skipped:
        yield from re.split(r"[\n\t|]", skipped.text)


def _lines_of_tops(paragraphs: list[Paragraph]) -> Iterator[str]:
    of_page: Counter[int] = Counter()
    for index, paragraph in enumerate(paragraphs):
        page = paragraph.spans[0].page if paragraph.spans else None
        begins = page is not None and of_page[page] < PAGE_TOP
        if page is not None:
            of_page[page] += 1
        if index < TOP or begins or paragraph.role == "textbox":
            yield from re.split(r"[\n\t]", paragraph.text)
