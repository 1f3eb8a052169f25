"""A stamp of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT on a line of its own (Luật Bảo vệ bí mật nhà nước 2018, điều 8 and 9).

A paper that bears one is refused before anything of it is kept. The words in prose ("bí mật", "bảo mật", "giữ mật")
are no stamp, nor is a line of more words ("Độ mật: không").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.document import Document, Paragraph, walk_paragraphs
from parsers.text import shadow

TOP = 60  # paragraphs from the paper's beginning that a stamp may stand among

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
    return None


def _lines(document: Document) -> Iterator[str]:
    """Lines of the head, and of headers and text boxes wherever they stand."""
    for index, paragraph in enumerate(walk_paragraphs(document.blocks)):
        if index < TOP or paragraph.role == "textbox":
            yield from _pieces(paragraph)
    for skipped in document.skipped:
        yield from re.split(r"[\n\t|]", skipped.text)


def _pieces(paragraph: Paragraph) -> list[str]:
    return re.split(r"[\n\t]", paragraph.text)
