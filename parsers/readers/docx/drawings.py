"""What a drawn shape is to the text: a mark, a text box, a picture, or nothing that is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from models.document import OBJECT, Block, Paragraph, walk_paragraphs
from parsers.readers.docx.builder import RawMark
from parsers.readers.docx.shapes import CROSSES, Shape
from parsers.readers.docx.styles import Look
from parsers.readers.docx.teller import Teller

LONGEST_CONTENT = 3  # characters of a drawn box that is a check box; "MẬT" is a stamp
_LARGEST_BOX = (150.0, 60.0)  # points: a larger empty frame is decoration, a larger picture an illustration


def add_shape(story: Teller, shape: Shape, look: Look) -> None:
    """Put a shape where it is anchored: into the paragraph being read, or its text after it."""
    if shape.content is not None and _shape_text(story, shape, look):
        return
    small = (shape.width or 0) <= _LARGEST_BOX[0] and (shape.height or 0) <= _LARGEST_BOX[1]
    if story.why_not_shown(look) is not None:
        return
    if shape.preset == "picture":
        _picture(story, shape, look, small)
    elif shape.preset in ("chart", "relIds"):
        story.context.skip("picture", "chart_not_read" if shape.preset == "chart" else "diagram_not_read")
    elif not small:
        return
    elif shape.is_line:
        story.builder.add_line(shape, look)
    else:
        _mark_of(story, shape, look, "")


def _shape_text(story: Teller, shape: Shape, look: Look) -> bool:
    """Read the text in a shape: longer ones become blocks after the paragraph. False: it holds none."""
    assert shape.content is not None
    inner = story.inside(shaded=shape.fill is not None)
    blocks = tuple(inner.blocks(shape.content))
    text = plain_text(blocks)
    contents = story.in_contents()
    if contents or look.hidden:
        if text:
            story.lost.setdefault("table_of_contents" if contents else "hidden_text", []).append(text)
        return True
    if not text and not any(paragraph.marks for paragraph in walk_paragraphs(blocks)):
        return False
    short = len(text) <= LONGEST_CONTENT and not (len(text) == LONGEST_CONTENT and text.isalpha())
    if short and len(blocks) and all(isinstance(block, Paragraph) for block in blocks):
        _mark_of(story, shape, look, text)
    else:
        story.builder.after.extend(blocks)
    return True


def _mark_of(story: Teller, shape: Shape, look: Look, content: str) -> None:
    code = f"{shape.preset}:{shape.fill or ''}"
    box, checked = True, None
    if shape.preset == "ink" or (shape.preset == "custom" and shape.code == "open"):
        box, checked = False, True
    elif shape.preset in CROSSES:
        box, checked = shape.preset == "flowChartSummingJunction", True
    elif not shape.outlined and shape.fill is None:
        if not content:
            return  # neither line nor fill nor text: nobody sees it
        box = False
    mark = RawMark(0, 0, "shape", checked, box, content, code, shape)
    story.builder.add_object(mark, look)


def _picture(story: Teller, shape: Shape, look: Look, small: bool) -> None:
    target = story.relationship(shape.picture)
    if target is None or shape.linked or target.external:
        story.context.skip("external_reference", "external_picture", target.target if target else "")
        return
    if not small:
        story.context.skip("picture", "picture_not_read", target.target.rpartition("/")[2])
        return
    archive = story.context.package.archive
    digest = hashlib.sha256(archive.read(target.target)).hexdigest()[:16] if target.target else "missing"
    story.builder.add_object(RawMark(0, 0, "picture", None, code=f"picture:{digest}", shape=shape), look)


def plain_text(blocks: Iterable[Block]) -> str:
    """Blocks that are left out as a text to tell: drawn boxes with their content in place."""
    lines = []
    for paragraph in walk_paragraphs(tuple(blocks)):
        contents: dict[int, str] = {}
        for mark in paragraph.marks:
            contents[mark.start] = contents.get(mark.start, "") + (mark.content if mark.kind == "shape" else "")
        pieces = (
            contents.get(place, "") if letter == OBJECT else letter for place, letter in enumerate(paragraph.text)
        )
        lines.append("".join(pieces))
    return "\n".join(line for line in lines if line)
