# ruff: noqa: E501 - XML specimens read better on one line
"""No silent loss: every character of `w:t` outside Fallback and deletions is in a block or told as skipped, once."""

import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx_builder import alternate, anchor, cell, docx, field, para, part, read_docx, row, run, tbl, wsp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from soak import soak_examples

from models.document import OBJECT, Document, walk_paragraphs
from parsers.readers.folding import fold_text

SEEN, GONE = "\ue001", "\ue002"  # places of a text that must be told once, and of one that must not be read
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def told(document: Document) -> str:
    """Everything that the Document tells: blocks, texts of drawn boxes, what was skipped."""
    paragraphs = list(walk_paragraphs(document.blocks))
    boxes = [mark.content for paragraph in paragraphs for mark in paragraph.marks if mark.kind == "shape"]
    return "".join([*(p.text for p in paragraphs), *boxes, *(s.text for s in document.skipped)])


# --- documents that hypothesis writes ---


def gone(xml: str) -> str:
    """Texts inside a deletion or a fallback are none."""
    return xml.replace(SEEN, GONE)


def box(inner: str) -> str:
    """The content of a text box as VML."""
    return f"<w:pict><v:rect><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:rect></w:pict>"


PROPERTIES = st.sampled_from(
    ["", "<w:b/>", "<w:vanish/>", '<w:sz w:val="2"/>', '<w:color w:val="FFFFFF"/>', '<w:bdr w:val="single"/>', "<w:webHidden/>",
     '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>', '<w:rStyle w:val="None"/>']
)  # fmt: skip
RUN = st.builds(run, st.sampled_from([SEEN, f" {SEEN} {SEEN}", f"{SEEN}\u00a0", f"\u200b{SEEN}"]), PROPERTIES)
ODDS = st.sampled_from(
    ["<w:r><w:tab/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:softHyphen/></w:r>", "<w:proofErr/>",
     '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
     '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', f"<w:r>{anchor(wsp(preset='line'))}</w:r>"]
)  # fmt: skip


def wrap_inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Containers of runs."""
    many = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        many.map(lambda x: f"<w:ins>{x}</w:ins>"),
        many.map(lambda x: f"<w:del>{gone(x)}</w:del>"),
        many.map(lambda x: f"<w:moveFrom>{gone(x)}</w:moveFrom>"),
        many.map(lambda x: f"<w:sdt><w:sdtPr/><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        many.map(lambda x: f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        many.map(lambda x: f"<w:hyperlink>{x}</w:hyperlink>"),
        many.map(lambda x: f"<w:smartTag>{x}</w:smartTag>"),
        many.map(lambda x: f"<w:somethingNew>{x}</w:somethingNew>"),
        many.map(lambda x: field(" REF a ", x)),
        many.map(lambda x: field(" TOC ", x)),
        many.map(lambda x: field(" FORMCHECKBOX ", x)),
        many.map(lambda x: f'<w:fldSimple w:instr=" TOC ">{x}</w:fldSimple>'),
        many.map(lambda x: f'<w:fldSimple w:instr=" REF a ">{x}</w:fldSimple>'),
        many.map(lambda x: alternate(anchor(wsp(inner=f"<w:p>{x}</w:p>")), box(gone(f"<w:p>{x}</w:p>")))),
        many.map(lambda x: alternate(gone(anchor(wsp(inner=f"<w:p>{x}</w:p>"))), box(f"<w:p>{x}</w:p>"), "xyz")),
        many.map(lambda x: f"<w:r>{box(f'<w:p>{x}</w:p><w:p>{x}</w:p>')}</w:r>"),
        many.map(lambda x: f"<w:r><w:rPr><w:vanish/></w:rPr>{anchor(wsp(inner=f'<w:p>{x}</w:p>'))}</w:r>"),
        many.map(
            lambda x: f"<w:r>{anchor('<wpg:wgp>' + wsp() + wsp(inner='<w:p>' + x + '</w:p>') + '</wpg:wgp>')}</w:r>"
        ),
    )


INLINE = st.recursive(st.one_of(RUN, RUN, ODDS), wrap_inline, max_leaves=6)
MARKS = st.sampled_from(["", "", "", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", "<w:pageBreakBefore/>"])
PARAGRAPH = st.builds(
    lambda inner, mark: f"<w:p><w:pPr>{mark}</w:pPr>{''.join(inner)}</w:p>", st.lists(INLINE, max_size=3), MARKS
)
CELLS = st.sampled_from(
    ["", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>', '<w:hMerge w:val="continue"/>']
)
ROWS = st.sampled_from(["", "", "<w:hidden/>", "<w:tblHeader/>", '<w:gridBefore w:val="1"/>'])


def deleted_row(xml: str) -> str:
    """The row with its deletion tracked."""
    if xml.startswith("<w:tr><w:trPr>"):
        return xml.replace("<w:trPr>", "<w:trPr><w:del/>", 1)
    return xml.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)


def wrap_blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Containers of blocks."""
    many = st.lists(inner, max_size=3).map("".join)
    rows = st.lists(
        st.builds(lambda cells, p: row(*cells, properties=p), st.lists(st.builds(lambda x, p: cell(x + "<w:p/>", p), inner, CELLS), min_size=1, max_size=3), ROWS),
        min_size=1, max_size=3,
    )  # fmt: skip
    return st.one_of(
        rows.map(lambda x: tbl(*x)),
        rows.map(lambda x: tbl(*(gone(deleted_row(one)) for one in x))),
        many.map(lambda x: f"<w:sdt><w:sdtPr/><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        many.map(
            lambda x: (
                '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
                f"<w:sdtContent>{x}</w:sdtContent></w:sdt>"
            )
        ),
        many.map(lambda x: f"<w:customXml>{x}</w:customXml>"),
        many.map(
            lambda x: (
                f'<mc:AlternateContent><mc:Choice Requires="wps">{x}</mc:Choice><mc:Fallback>{gone(x)}</mc:Fallback></mc:AlternateContent>'
            )
        ),
    )


BODY = st.lists(st.recursive(PARAGRAPH, wrap_blocks, max_leaves=5), max_size=4).map("".join)


def number(xml: str) -> tuple[str, set[str], set[str]]:
    """Each place becomes a letter of its own (an ideograph: no case, no marks); the letters of both kinds."""
    letters: dict[str, set[str]] = {SEEN: set(), GONE: set()}

    def put(match: re.Match[str]) -> str:
        letter = chr(0x4E00 + len(letters[SEEN]) + len(letters[GONE]))
        letters[match[0]].add(letter)
        return letter

    return re.sub(f"[{SEEN}{GONE}]", put, xml), letters[SEEN], letters[GONE]


@pytest.mark.soak
@settings(max_examples=soak_examples(150, 5_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODY, note=BODY, header=BODY)
def test_every_text_is_told_once(body: str, note: str, header: str) -> None:
    xml, seen, gone_ = number(f"{body}\ue003{note}\ue003{header}")
    body, note, header = xml.split("\ue003")
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": part("w:footnotes", f'<w:footnote w:id="1">{note}</w:footnote>'),
        "word/header1.xml": part("w:hdr", header),
    }
    links = {"r1": ("footnotes", "footnotes.xml"), "r2": ("header", "header1.xml")}
    document = read_docx(docx(body, parts=parts, links=links))
    counts = Counter(told(document))
    assert {letter: counts[letter] for letter in seen} == dict.fromkeys(seen, 1)
    read = Counter("".join(block.text for block in document.blocks))
    assert not any(read[letter] for letter in gone_)


@pytest.mark.soak
@settings(max_examples=soak_examples(50, 2_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODY)
def test_offsets_lie_within_their_text(body: str) -> None:
    for paragraph in walk_paragraphs(read_docx(docx(number(body)[0])).blocks):
        size = len(paragraph.text)
        assert all(0 <= run_.start < run_.end <= size for run_ in paragraph.runs)
        assert all(0 <= mark.start <= mark.end <= size for mark in paragraph.marks)
        assert [run_.start for run_ in paragraph.runs] == sorted(run_.start for run_ in paragraph.runs)
        assert paragraph.text == unicodedata.normalize("NFC", paragraph.text).strip()


@given(st.text(alphabet="aoêệ \u00a0\t\n\u0323\u0301\u0302\u200b\u00adĐÐx", max_size=30))
def test_folding_keeps_a_monotone_map(raw: str) -> None:
    text, offsets = fold_text(raw)
    if offsets is None:
        assert text == raw
        return
    assert len(offsets) == len(raw) + 1
    assert offsets[0] == 0 or not text
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    assert text == unicodedata.normalize("NFC", text)
    assert fold_text(text)[0] == text


# --- the samples ---


def visible(text: str) -> Counter[str]:
    """Characters without blanks and what nobody sees, NFC."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if not letter.isspace() and letter != OBJECT)
    return Counter(letter for letter in kept if unicodedata.category(letter) not in ("Cf", "Mn"))


def stored(root: etree._Element) -> str:
    """The characters of `w:t` outside Fallback and deletions, by a walk that knows nothing of the reader."""
    outside = (f"{MC}Fallback", f"{W}del", f"{W}moveFrom")
    kept = (leaf for leaf in root.iter(f"{W}t") if not any(up.tag in outside for up in leaf.iterancestors()))
    return "".join(leaf.text or "" for leaf in kept)


SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("**/*.docx"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_samples_lose_nothing(path: Path) -> None:
    document = read_docx(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        names = [
            name
            for name in archive.namelist()
            if re.match(r"word/(document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml", name)
        ]
        text = "".join(stored(etree.fromstring(archive.read(name))) for name in names)
    if re.search(r"[\xa1-\xff][a-z]", text) and ".Vn" in str(document.blocks):
        pytest.skip("an old encoding: letters are others after decoding")
    missing = visible(text) - visible(told(document))
    assert not missing


def test_the_walk_of_the_samples_sees_what_it_should() -> None:
    xml = part("w:p", run("a") + f"<w:del>{run('b')}</w:del>" + alternate(box(para("c")), box(para("d"))))
    assert stored(etree.fromstring(xml.encode())) == "ac"
