"""Whether a paper is signed, by what stands where its signature belongs: between the signer's post and name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.document import BBox, Document, Paragraph, Region, walk_paragraphs
from models.report import Evidence

BESIDE = 45.0  # points to both sides of the block's lines: a seal stands on the left third of the signature
ROOM = 110.0  # points left for signing where the name or the post is not written
OVERLAP = 12.0  # points that a signature may run under the name
INSIDE = 0.3  # of a stamp or signature that must lie in the block
MOST_PICTURE = (260.0, 160.0)  # points: a larger picture is no signature
OF_A_HAND = ("stamp", "signature", "picture")


def is_signed(posts: Sequence[Evidence], name: Evidence | None, document: Document) -> bool | None:
    """True where a signature or a stamp is seen, False where a scan shows the place empty, None where nobody can tell.

    `posts` are the lines above the signature ("T/M CHI BỘ", "BÍ THƯ"), `name` the one below it.
    """
    if any(mark.kind == "picture" for paragraph in _between(posts, name, document) for mark in paragraph.marks):
        return True
    place = _place(posts, name)
    if place is None:
        return None
    page, box = place
    here = [region for region in document.regions if region.page == page and _share(region.bbox, box) >= INSIDE]
    if any(region.kind in OF_A_HAND and _fits(region) for region in here):
        return True
    if here or not _is_scan(document, page):
        return None
    return None if _is_cut(posts, name) else False


def _between(posts: Sequence[Evidence], name: Evidence | None, document: Document) -> Iterator[Paragraph]:
    """The paragraphs from the post to the name, in whose lines a Word file has the picture of a signature."""
    if not posts or name is None:
        return
    first = posts[0]
    for block in document.blocks[first.block : name.block + 1]:
        if isinstance(block, Paragraph):
            if first.cell is None:
                yield block
        elif first.cell is not None and name.cell is not None and first.block == name.block:
            rows, column = range(first.cell[0], name.cell[0] + 1), first.cell[1]
            cells = (cell for cell in block.cells if cell.row in rows and cell.column == column)
            yield from (paragraph for cell in cells for paragraph in walk_paragraphs(cell.blocks))


def _place(posts: Sequence[Evidence], name: Evidence | None) -> tuple[int, BBox] | None:
    """The page and the box that the signature belongs in."""
    lines = [line for line in [*posts, name] if line is not None and line.bbox is not None and line.page is not None]
    if not lines:
        return None
    page = lines[0].page if name not in lines else name.page if name else None
    boxes = [line.bbox for line in lines if line.bbox is not None and line.page == page]
    if page is None or not boxes:
        return None
    left, right = min(box[0] for box in boxes) - BESIDE, max(box[2] for box in boxes) + BESIDE
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes) + OVERLAP
    above = [line for line in posts if line in lines and line.page == page]
    if not above:
        top -= ROOM
    if name is None or name.bbox is None or name.page != page:
        bottom += ROOM
    return page, (left, top, right, bottom)


def _is_cut(posts: Sequence[Evidence], name: Evidence | None) -> bool:
    """Whether the block runs over a page's end: then its place lies on both."""
    pages = {line.page for line in [*posts, name] if line is not None}
    return len(pages) > 1


def _share(part: BBox, whole: BBox) -> float:
    """How much of `part` lies in `whole`, 0 to 1."""
    width = min(part[2], whole[2]) - max(part[0], whole[0])
    height = min(part[3], whole[3]) - max(part[1], whole[1])
    area = (part[2] - part[0]) * (part[3] - part[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _fits(region: Region) -> bool:
    x0, top, x1, bottom = region.bbox
    return region.kind != "picture" or (x1 - x0 <= MOST_PICTURE[0] and bottom - top <= MOST_PICTURE[1])


def _is_scan(document: Document, page: int) -> bool:
    maps = document.source.page_maps
    return page <= len(maps) and maps[page - 1] is not None
