"""Makes `standard_report.docx`: Mẫu 01 in the layout of a Party paper, with the tags that docxtpl fills.

Run `uv run python -m pipeline.templates.make_standard_report` to start over from this form; an office changes the
file itself in Word (fonts, spacing, the standing words), and keeps the tags.

The figures are those of the guide on Party papers, HD 36-HD/VPTW of 2018: margins 20/20/30/15 mm, Times New Roman,
body 14 points justified with the first line 1.27 cm in, page numbers in the middle of the head from page 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TEMPLATE = Path(__file__).with_name("standard_report.docx")
FONT = "Times New Roman"
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

# name: size, bold, italic, alignment, first line (mm), points before, points after
STYLES: dict[str, tuple[float, bool, bool, Any, float, float, float]] = {
    "Form Code": (12, False, True, RIGHT, 0, 0, 0),
    "Parent Body": (14, False, False, CENTER, 0, 0, 0),
    "Issuer": (14, True, False, CENTER, 0, 0, 0),
    "Head Line": (14, False, False, CENTER, 0, 0, 0),
    "Party Name": (15, True, False, CENTER, 0, 0, 0),
    "Place And Date": (14, False, True, CENTER, 0, 6, 0),
    "Report Title": (15, True, False, CENTER, 0, 18, 0),
    "Report Period": (14, True, False, CENTER, 0, 0, 12),
    "Body": (14, False, False, JUSTIFY, 12.7, 0, 6),
    "Section 1": (14, True, False, JUSTIFY, 12.7, 6, 6),
    "Section 2": (14, True, True, JUSTIFY, 12.7, 6, 6),
    "Section 3": (14, False, True, JUSTIFY, 12.7, 3, 6),
    "Closing": (14, False, False, JUSTIFY, 12.7, 6, 6),
    "Rating Prompt": (14, False, True, LEFT, 12.7, 3, 3),
    "Table Head": (12, True, False, CENTER, 0, 2, 2),
    "Table Text": (12, False, False, CENTER, 0, 2, 2),
    "Rating Box": (12, False, False, CENTER, 0, 2, 2),
    "Rating Label": (13, False, False, LEFT, 0, 1, 1),
    "Gap": (6, False, False, LEFT, 0, 0, 0),
    "Recipients": (12, False, False, LEFT, 0, 0, 0),
    "On Behalf": (14, True, False, CENTER, 0, 0, 0),
    "Signatory": (14, True, False, CENTER, 0, 48, 0),
}


def make() -> Any:
    """The template as a python-docx document."""
    document = Document()
    _page(document.sections[0])
    for name, look in STYLES.items():
        _style(document, name, *look)
    _table_style(document)
    _head(document)
    _body(document)
    _signature(document)
    _annex(document)
    _forget_the_maker(document)
    return document


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
        run = paragraph.add_run()
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _style(
    document: Any,
    name: str,
    size: float,
    bold: bool,
    italic: bool,
    align: Any,
    first: float,
    before: float,
    after: float,
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    layout = style.paragraph_format
    layout.alignment, layout.first_line_indent = align, Mm(first)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.keep_with_next = name.startswith(("Section", "Rating", "On Behalf", "Closing"))


def _table_style(document: Any) -> None:
    """`Data Table`: thin lines all round; Word shows it among the table styles, where an office can change it."""
    style = document.styles.add_style("Data Table", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Table Grid"]


def _add(container: Any, style: str, text: str) -> Any:
    paragraph = container.add_paragraph(style=style)
    paragraph.add_run(text)
    return paragraph


def _fill(cell: Any, lines: list[tuple[str, str]]) -> None:
    first = cell.paragraphs[0]
    for index, (style, text) in enumerate(lines):
        paragraph = first if index == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _columns(document: Any, left: float, right: float) -> Any:
    """The two cells of a borderless row (widths in mm) that never breaks over a page."""
    table = document.add_table(1, 2)
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = column.cells[0].width = Mm(width)  # Word goes by the cell, LibreOffice by the column
    return table.rows[0].cells


def _head(document: Any) -> None:
    for text in ("{%p if form_code %}", "{{ form_code }}", "{%p endif %}"):
        _add(document, "Form Code", text)
    left, right = _columns(document, 71, 94)
    _fill(
        left,
        [
            ("Parent Body", "{{ parent }}"),
            ("Issuer", "{{ issuer }}"),
            ("Head Line", "*"),
            ("Head Line", "{{ number }}"),
        ],
    )
    _fill(right, [("Party Name", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("Place And Date", "{{ place_and_date }}")])
    right.paragraphs[0].runs[0].underline = True
    _add(document, "Report Title", "{{ title }}")
    _add(document, "Report Period", "{{ period }}")
    _add(document, "Body", "{{ preamble }}")


def _body(document: Any) -> None:
    _items(document, "items")


def _items(document: Any, name: str) -> None:
    """One loop over the parts of the report: a part with `xml` is a table or a rating block, else a paragraph."""
    for text in (f"{{%p for item in {name} %}}", "{%p if item.xml %}", "{{p item.xml }}"):
        _add(document, "Gap", text)
    for style, code in (("Section 1", "section_1"), ("Section 2", "section_2"), ("Section 3", "section_3")):
        _add(document, "Gap", f'{{%p elif item.style == "{code}" %}}')
        _add(document, style, "{{ item.text }}")
    _add(document, "Gap", "{%p else %}")
    _add(document, "Body", "{{ item.text }}")
    _add(document, "Gap", "{%p endif %}")
    _add(document, "Gap", "{%p endfor %}")


def _signature(document: Any) -> None:
    _add(document, "Closing", "{{ closing }}")
    left, right = _columns(document, 60, 105)
    _fill(left, [("Recipients", "Nơi nhận:"), ("Recipients", "{{ recipient }}"), ("Recipients", "- Lưu chi bộ.")])
    left.paragraphs[0].runs[0].underline = True
    names = ("on_behalf_of", "position", "signed", "signatory")
    styles = ("On Behalf", "On Behalf", "On Behalf", "Signatory")
    _fill(right, [(style, f"{{{{ {name} }}}}") for style, name in zip(styles, names, strict=True)])


def _annex(document: Any) -> None:
    _items(document, "annex")


def _forget_the_maker(document: Any) -> None:
    """No author, company or comment, no hidden part: the file names nobody and holds what a person sees."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    for relationships in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in relationships.items() if rel.reltype.endswith(("customXml", "thumbnail"))]:
            del relationships[key]


if __name__ == "__main__":
    make().save(str(TEMPLATE))
