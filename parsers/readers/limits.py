"""The limits of reading one file: each with its unit and its reason. Past a limit a `LimitError` names it."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB

CHUNK = 64 * KIB  # bytes read from a zip member at once: a lying header costs no more memory than this


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. The defaults hold a report of hundreds of pages with its pictures many times over."""

    file_bytes: int = 50 * MIB  # real reports are under 5 MiB, photographed annexes under 30
    zip_members: int = 2_000  # a DOCX of a report has 15 to 60; each member costs a directory entry
    member_bytes: int = 64 * MIB  # unpacked; the XML tree takes about six times as much memory
    total_bytes: int = 256 * MIB  # unpacked, all members together
    ratio: int = 100  # unpacked to packed, looked at past `ratio_from` only: blank XML packs well for honest reasons
    ratio_from: int = MIB  # bytes
    blocks: int = 200_000  # paragraphs, those of cells too: a thousand times a report
    cells: int = 50_000  # of one table, its spanned places counted: grids are views over all of them
    table_depth: int = 12  # tables within tables: Word's forms have 1 to 3; a deeper one is left out and told
    pages: int = 300  # a report has 5 to 30; a bound volume is split before it is read
    page_pixels: int = 80_000_000  # of a picture: A3 at 600 dpi is 70 million
    drawn_pixels: int = 16_000_000  # of a PDF's page as a picture: A2 at 200 dpi; a larger one is drawn like an A4
    page_texts: int = 20_000  # text objects of a PDF's page, at most one a letter: pdfium's time is their square
    page_depth: int = 200  # elements within elements of an HTML page: Word's own stay under 30
    office_seconds: int = 60  # one LibreOffice: an old report takes one, a batch of 20 five on two cores
    office_memory_bytes: int = 2048 * MIB  # its address space; it converts reports under half of it
    office_written_bytes: int = 256 * MIB  # one file that it writes: what the DOCX reader takes at most unpacked
    leave_out: frozenset[int] = frozenset()  # pages, from 1, not to be touched: they ended an earlier reading


LIMITS = Limits()
