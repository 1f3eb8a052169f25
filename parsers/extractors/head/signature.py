"""Who signs: "T/M TẬP THỂ LÃNH ĐẠO, QUẢN LÝ" / "BÍ THƯ CHI BỘ" / the name; in a table, in columns, or centred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.document import Document
from models.report import Evidence, Signatory
from parsers.extractors.head.casing import is_upper, person_case, sentence_case
from parsers.extractors.head.signed import is_signed
from parsers.extractors.layout.parts import Parts, parts_of
from parsers.extractors.passages import Layout, Passage
from parsers.text import clean, shadow, without_tones
from parsers.vocabulary import Vocabulary

NAME_WORDS = range(2, 7)  # "Hờ A" to "H' Bia Niê Kđăm …"

_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ]\s?[^\W\d_]*)*\Z")
_BEFORE_NAME = re.compile(
    r"\W*(?:(?:đ/\s?c|đồng\s+chí|ths|th\.\s?s|ts|cn|ông|bà|thầy|cô|ngg?ưt|nhà\s+giáo)(?!\w)[.:]?\s*)*"
)
_RECIPIENT = re.compile(r"\W*(?:lưu|như\s+trên|-)")
_SIGNED = re.compile(r"\(?\s*đã\s+(?:ký|kí)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the block; `column` is its cell's, or its place among the pieces of one line."""

    passage: Passage
    kind: str  # behalf | deputy | position | recipients | confirms | note | other
    column: int

    @property
    def text(self) -> str:
        return clean(self.passage.words).replace("\n", " ")


def extract_signatory(layout: Layout, vocabulary: Vocabulary, document: Document | None = None) -> Signatory:
    """The signatory; of several signatures the one on the collective's behalf, else the last.

    With `document` the ink of signatures and stamps is looked at, where its format shows any.
    """
    parts = parts_of(vocabulary)
    lines = list(_lines([p for p in layout.closing if p.role == "signature"], parts))
    lines = _own([line for line in lines if line.kind != "recipients"])
    behalf = next((line for line in lines if line.kind == "behalf"), None)
    positions = [line for line in lines if line.kind == "position"]
    column = behalf or (positions[0] if positions else None)
    position = _deputy_of(_nearest(positions, column), positions)
    names = [line for line in lines if line.kind == "other" and _name(line.text) and not _is_post(line, parts)]
    name = _signer(names, position or column)
    found = [_evidence(line) for line in (name, position, behalf) if line]
    evidence = found[0] if found else None
    if evidence:
        evidence.also = found[1:]
    unread = [line for line in lines if line.kind == "other" and line is not name and not _name(line.text)]
    posts = [_evidence(line) for line in (behalf, position) if line]
    signed = True if any(_SIGNED.search(shadow(line.text)) for line in lines) else None
    if signed is None and document is not None:
        signed = is_signed(posts, _evidence(name) if name else None, document)
        signed = None if signed is False and unread else signed
    return Signatory(
        name=_name(name.text) if name else None,
        position=_position(position.text) if position else None,
        on_behalf_of=_behalf(behalf.text, parts) if behalf else None,
        signed=signed,
        evidence=evidence,
        confidence=0.96 if name and position else 0.8 if name else 0.5,
    )


def _evidence(line: _Line) -> Evidence:
    return line.passage.evidence(line.passage.start, line.passage.stop)


def _lines(passages: Sequence[Passage], parts: Parts) -> Iterator[_Line]:
    recipients: set[tuple[int, int] | None] = set()
    places: dict[int, int] = {}
    for passage in passages:
        text = passage.shadow[passage.start : passage.stop]
        if passage.cell is not None:
            column = passage.cell[1]
        else:
            column = places[passage.block] = places.get(passage.block, -1) + 1
        key = passage.cell
        kind = "other"
        if parts.confirms.match(text) and len(text.split()) <= 12:
            kind = "confirms"
        elif parts.recipients.match(text):
            recipients.add(key)
            kind = "recipients"
        elif parts.behalf.match(text):
            kind = "behalf"
        elif parts.deputy.match(text):  # "KT. HIỆU TRƯỞNG": for whom the deputy on the next line signs
            kind = "deputy"
        elif parts.note.match(text) and len(text.split()) <= 10:
            kind = "note"
        elif parts.position.match(text) and len(text.split()) <= 8 and not text.rstrip().endswith((";", ",")):
            kind = "position"
        elif (
            (_RECIPIENT.match(text) and not _is_called_so(passage.words))
            or text.rstrip().endswith(";")
            or (key is not None and key in recipients)
        ):
            kind = "recipients"
        yield from _split(_Line(passage, kind, column), parts)


def _is_called_so(text: str) -> bool:
    """Whether a line is a person's name whose family name opens lines of recipients: "Lưu Bảo Châu", not "Lưu VT"."""
    words = text.split()
    return _name(text) is not None and all(word.istitle() for word in words)


def _own(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without those under another office's confirmation: its column's, or all that stand below it."""
    for place, line in enumerate(lines):
        if line.kind == "confirms":
            if line.passage.cell is not None or any(other.column for other in lines):
                own = [
                    other for other in lines if other.column != line.column or other.passage.block < line.passage.block
                ]
            else:
                own = list(lines[:place])
            return own if any(other.kind in ("behalf", "position") for other in own) else list(lines)
    return list(lines)


def _split(line: _Line, parts: Parts) -> Iterator[_Line]:
    """ "TM. CHI BỘ BÍ THƯ" on one line is two; so is a position with the name behind it in other letters."""
    if line.kind == "behalf":
        text = line.passage.shadow
        opening = parts.behalf.match(text, line.passage.start)
        begin = opening.end() if opening else line.passage.start
        inner = parts.position_anywhere.search(text, begin, line.passage.stop)
        if inner and inner.start() > begin + 3:
            yield replace(line, passage=replace(line.passage, end=inner.start()))
            yield replace(
                line, passage=replace(line.passage, start=inner.start(), end=line.passage.stop), kind="position"
            )
            return
    yield line


def _nearest(lines: Sequence[_Line], to: _Line | None) -> _Line | None:
    if to is None or not lines:
        return lines[0] if lines else None
    same = [line for line in lines if line.column == to.column and line.passage.cell == to.passage.cell]
    return (same or [line for line in lines if line.column == to.column] or list(lines))[0]


def _deputy_of(position: _Line | None, positions: Sequence[_Line]) -> _Line | None:
    """The deputy's post where it stands under that which is vacant or signed for: "BÍ THƯ" / "PHÓ BÍ THƯ"."""
    if position is None:
        return None
    deputy = f"phó {_position(position.text).lower()}"
    below = [p for p in positions if p.column == position.column and _order(p) > _order(position)]
    return below[0] if below and _position(below[0].text).lower() == deputy else position


def _signer(names: Sequence[_Line], under: _Line | None) -> _Line | None:
    if not names:
        return None
    if under is None:
        return names[-1]
    after = [n for n in names if _order(n) > _order(under)] or list(names)
    own_cell = [
        n
        for n in after
        if n.passage.cell is not None
        and n.passage.cell == under.passage.cell
        and n.passage.block == under.passage.block
    ]
    column = [n for n in after if n.passage.cell is not None and n.column == under.column]
    return (own_cell or column or after)[0]


def _order(line: _Line) -> tuple[int, tuple[int, int], int]:
    return line.passage.block, line.passage.cell or (0, 0), line.passage.start


def _name(text: str) -> str | None:
    """The person that a line names, None for any other line."""
    opening = _BEFORE_NAME.match(shadow(text))
    text = text[opening.end() if opening else 0 :].strip(" .,;:…_()*-")
    words = text.replace("' ", "'").split()
    if len(words) not in NAME_WORDS or not all(_NAME_WORD.match(word) for word in words):
        return None
    small = [word for word in words if word[0].islower()]
    if small and any(word not in ("thị", "văn") for word in small):
        return None
    return person_case(text)


def _is_post(line: _Line, parts: Parts) -> bool:
    """Whether the line is a post whose marks were misread ("Bỉ Thư Chi Bộ")."""
    return parts.position_unmarked.match(without_tones(line.text)) is not None


def _position(text: str) -> str:
    text = re.split(r"\s*\(", text)[0].strip(" .,;:*-")
    return sentence_case(text)


def _behalf(text: str, parts: Parts) -> str | None:
    opening = parts.behalf.match(shadow(text))
    words = text[opening.end() if opening else 0 :].strip(" .,;:/-")
    if not words:
        return None
    return sentence_case(words) if is_upper(words) else words[:1].upper() + words[1:]
