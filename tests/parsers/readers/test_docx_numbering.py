# ruff: noqa: E501 - XML specimens read better on one line
"""Automatic numbers: the labels as Word draws them."""

import pytest
from docx_builder import blocks, para

from models.document import Paragraph
from parsers.readers.docx.numbering import write_number


def level(index: int, text: str, format_: str = "decimal", extra: str = "", start: int | None = 1) -> str:
    """One `w:lvl`."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def abstract(identifier: int, *levels: str, extra: str = "") -> str:
    """One `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{identifier}">{extra}{"".join(levels)}</w:abstractNum>'


def num(identifier: int, of: int, overrides: str = "") -> str:
    """One `w:num`."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(number: int, depth: int | None = 0) -> str:
    """A numbered paragraph."""
    place = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return para("x", f'<w:numPr>{place}<w:numId w:val="{number}"/></w:numPr>')


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """The labels of a body's paragraphs."""
    return [b.number for b in blocks(body, numbering=numbering, styles=styles) if isinstance(b, Paragraph)]


OUTLINE = (level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3."), level(3, "%4)", "lowerLetter"))


@pytest.mark.parametrize(
    ("numbering", "body", "expected"),
    [
        pytest.param(
            abstract(0, *OUTLINE) + num(1, 0),
            item(1) + item(1, 1) + item(1, 1) + item(1, 2) + item(1, 3) + item(1, 3) + item(1) + item(1, 1),
            ["I.", "1.", "2.", "2.1.", "a)", "b)", "II.", "1."],
            id="levels, restarting below a higher one",
        ),
        pytest.param(
            abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0), item(1) + item(2) + item(1), ["1.", "2.", "3."],
            id="two nums of one list count on",
        ),
        pytest.param(
            abstract(0, level(0, "%1.")) + num(1, 0)
            + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            item(1) + item(1) + item(2) + item(2), ["1.", "2.", "1.", "2."],
            id="a start override restarts once",
        ),
        pytest.param(
            abstract(0, level(0, "%1.")) + num(1, 0, '<w:lvlOverride w:ilvl="0">' + level(0, "(%1)", start=5) + "</w:lvlOverride>"),
            item(1) + item(1), ["(5)", "(6)"], id="a level overridden",
        ),
        pytest.param(
            abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2.", extra="<w:isLgl/>")) + num(1, 0),
            item(1) + item(1, 1), ["I.", "1.1."], id="legal numbering writes higher levels in digits",
        ),
        pytest.param(
            abstract(0, level(0, "%1."), level(1, "%2.", extra='<w:lvlRestart w:val="0"/>')) + num(1, 0),
            item(1) + item(1, 1) + item(1) + item(1, 1), ["1.", "1.", "2.", "2."], id="a level that never restarts",
        ),
        pytest.param(
            abstract(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0), item(1, 1), ["1.1"], id="a level whose parent never came",
        ),
        pytest.param(
            abstract(0, level(0, "-", "bullet")) + num(1, 0), item(1) + item(1), ["-", "-"], id="dash as a bullet",
        ),
        pytest.param(
            abstract(0, level(0, "\uf0b7", "bullet", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>')) + num(1, 0),
            item(1), ["·"], id="bullet of the Symbol font",
        ),
        pytest.param(
            abstract(0, level(0, "\uf0a8", "bullet", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')) + num(1, 0),
            item(1), ["◻"], id="a box as a bullet",
        ),
        pytest.param(abstract(0, level(0, "", "none")) + num(1, 0), item(1), [""], id="no number"),
        pytest.param(abstract(0, level(0, "%1.")) + num(1, 0), para("x") + item(0) + item(9), ["", "", ""], id="num 0, num unknown"),
        pytest.param(abstract(0, level(0, "%1.", start=None)) + num(1, 0), item(1), ["1."], id="no start given"),
    ],
)  # fmt: skip
def test_labels(numbering: str, body: str, expected: list[str]) -> None:
    assert labels(body, numbering) == expected


def test_number_by_paragraph_style() -> None:
    numbering = abstract(
        0, level(0, "%1.", "upperRoman", '<w:pStyle w:val="H1"/>'), level(1, "%2.", extra='<w:pStyle w:val="H2"/>')
    ) + num(7, 0)
    styles = (
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
            for name in ("H1", "H2")
        )
        + '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
    )
    body = "".join(para("x", f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H3", "H1", "H2"))
    off = para("x", '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body + off, numbering, styles) == ["I.", "1.", "2.", "II.", "1.", ""]


def test_number_by_list_style() -> None:
    numbering = (
        abstract(0, level(0, "%1)"), extra='<w:styleLink w:val="L"/>')
        + abstract(1, extra='<w:numStyleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(item(2) + item(2), numbering, styles) == ["1)", "2)"]


def test_a_list_style_that_links_to_itself_ends() -> None:
    numbering = abstract(0, extra='<w:numStyleLink w:val="L"/>') + num(1, 0)
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(item(1), numbering, styles) == [""]


def test_the_level_is_given() -> None:
    read = blocks(item(1) + item(1, 2), numbering=abstract(0, *OUTLINE) + num(1, 0))
    assert [b.level for b in read if isinstance(b, Paragraph)] == [0, 2]


@pytest.mark.parametrize(
    ("count", "format_", "written"),
    [
        (4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (0, "upperRoman", "0"), (27, "lowerLetter", "aa"),
        (26, "upperLetter", "Z"), (7, "decimalZero", "07"), (3, "someCustomFormat", "3"), (10**9, "lowerLetter", "l" * 99),
    ],
)  # fmt: skip
def test_write_number(count: int, format_: str, written: str) -> None:
    assert write_number(count, format_) == written
