"""Tables and rating blocks as WordprocessingML, in the styles that the template defines."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from markupsafe import Markup

from models.messages import label
from models.report import (
    CRITERION_LEVELS,
    EXEMPLARY,
    MEMBER_2014_LEVELS,
    OVERALL_2014_LEVELS,
    OVERALL_LEVELS,
    DataTable,
    Rating,
)

TEXT_WIDTH = 9354  # twips: 210 mm less the margins of 30 and 15 mm
LONG = 24  # characters from which a column reads better from the left than centred
BOX_WIDTH, BOX_SIDE = 454, 8  # twips (8 mm), eighths of a point
PROMPT = "Tự đánh giá về cấp độ thực hiện:"
SCORE = {"criterion": "Điểm tự chấm: {score} điểm", "overall": "Điểm tự chấm: {score}/100"}  # 100 is the whole report's

_BORDERLESS = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
)
_BOXED = "<w:tcBorders>{}</w:tcBorders>".format(
    "".join(f'<w:{side} w:val="single" w:sz="{BOX_SIDE}"/>' for side in ("top", "left", "bottom", "right"))
)
_GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'  # keeps neighbouring tables apart


def table_xml(table: DataTable) -> Markup:
    """A data table: its head spread over as many rows as the longest path, equal neighbours spanned, then its rows."""
    count = max([len(table.header), *(len(row) for row in table.rows)], default=0)
    if not count:
        return Markup()
    header = [*table.header, *([[""]] * (count - len(table.header)))]
    rows = [[*row, *([""] * (count - len(row)))] for row in table.rows]
    widths = _widths(header, rows)
    head = "".join(_head_row(header, depth, widths) for depth in range(max(len(path) for path in header)))
    left = [max((len(row[column]) for row in rows), default=0) >= LONG for column in range(count)]
    body = "".join(
        _row(
            "".join(
                _cell(text, width, "TableText", left=far) for text, width, far in zip(row, widths, left, strict=True)
            )
        )
        for row in rows
    )
    return Markup(_table(head + body, widths, '<w:tblStyle w:val="DataTable"/>') + _GAP)


def rating_xml(rating: Rating) -> Markup:
    """A rating block: one row of box and label by turns for a criterion, one row a class for the proposed class.

    A rating whose marks could not be seen is written without boxes: a box drawn empty would say "none was marked".
    """
    labels = rating_labels(rating)
    if rating.status == "unknown":
        body = _table(
            "".join(_row(_label_cell(text, TEXT_WIDTH)) for text in labels.values()), [TEXT_WIDTH], _BORDERLESS
        )
    elif rating.scale == "criterion":
        width = TEXT_WIDTH // len(labels) - BOX_WIDTH
        pairs = "".join(_choice(text, level in rating.marks, width) for level, text in labels.items())
        body = _table(_row(pairs), [BOX_WIDTH, width] * len(labels), _BORDERLESS)
    else:
        width = TEXT_WIDTH - BOX_WIDTH
        rows = "".join(_row(_choice(text, level in rating.marks, width)) for level, text in labels.items())
        body = _table(rows, [BOX_WIDTH, width], _BORDERLESS)
    return Markup(_prompt(rating) + body + _GAP)


def rating_labels(rating: Rating) -> dict[str, str]:
    """Level → its words, in the order of the form."""
    return {level: label(f"labels.rating.{rating.scale}.{level}") for level in _levels(rating)}


def _levels(rating: Rating) -> Sequence[str]:
    if rating.scale != "overall_2014":
        return CRITERION_LEVELS if rating.scale == "criterion" else OVERALL_LEVELS
    if any(mark in MEMBER_2014_LEVELS for mark in rating.marks):
        return MEMBER_2014_LEVELS
    return (EXEMPLARY, *OVERALL_2014_LEVELS) if EXEMPLARY in rating.marks else OVERALL_2014_LEVELS


def _prompt(rating: Rating) -> str:
    text = PROMPT if rating.scale == "criterion" else ""
    if rating.score is not None:
        score = SCORE["criterion" if rating.scale == "criterion" else "overall"]
        text = f"{text} {score.format(score=f'{rating.score:g}'.replace('.', ','))}".strip()
    return _paragraph(text, "RatingPrompt") if text else ""


def _choice(text: str, marked: bool, width: int) -> str:
    """A bordered box cell and its label's cell."""
    return _cell("X" if marked else "", BOX_WIDTH, "RatingBox", borders=_BOXED) + _label_cell(text, width)


def _head_row(header: list[list[str]], depth: int, widths: list[int]) -> str:
    cells: list[str] = []
    column = 0
    while column < len(header):
        path = header[column]
        span = 1
        if depth < len(path) - 1:  # a leaf stands alone even where its neighbour says the same
            while column + span < len(header) and _shares(header[column + span], path, depth):
                span += 1
        width = sum(widths[column : column + span])
        if depth < len(path):
            merge = "restart" if depth == len(path) - 1 and depth < _depth(header) - 1 else None
            cells.append(_cell(path[depth], width, "TableHead", span=span, merge=merge))
        else:
            cells.append(_cell("", width, "TableHead", merge="continue"))
        column += span
    return _row("".join(cells), head=True)


def _shares(other: list[str], path: list[str], depth: int) -> bool:
    return len(other) > depth + 1 and other[: depth + 1] == path[: depth + 1]


def _depth(header: list[list[str]]) -> int:
    return max(len(path) for path in header)


def _widths(header: list[list[str]], rows: list[list[str]]) -> list[int]:
    """Twips per column, by the longest word of the head and the longest cell, within reason."""
    weights = []
    for column, path in enumerate(header):
        longest_word = max((len(word) for part in path for word in part.split()), default=1)
        longest_cell = max((len(row[column]) for row in rows), default=1)
        weights.append(min(max(longest_word, longest_cell, 4), 40))
    return [TEXT_WIDTH * weight // sum(weights) for weight in weights]


def _table(rows: str, widths: list[int], look: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style, borders = (look, "") if "tblStyle" in look else ("", look)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: str, *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(
    text: str, width: int, style: str, *, span: int = 1, merge: str | None = None, left: bool = False, borders: str = ""
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    properties += f'{borders}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text, style, left=left)}</w:tc>"


def _label_cell(text: str, width: int) -> str:
    return _cell(text, width, "RatingLabel")


def _paragraph(text: str, style: str, *, left: bool = False) -> str:
    align = '<w:jc w:val="left"/>' if left else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{run}</w:p>'
