# ruff: noqa: E501 - XML specimens read better on one line
"""Which files are read, and how the others are refused: by their bytes, at little cost, with a code."""

import io
import resource
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from docx_builder import MAIN_TYPE, docx, pack, para, part, read_docx, relationships

from models.document import dump_document, load_document
from models.errors import InputError, KiemdiemError, LimitError
from models.messages import has_message
from parsers.readers import Input, read, read_bytes
from parsers.readers.limits import CHUNK, LIMITS, MIB, Limits
from parsers.readers.sniff import FORMATS, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
EXCEL = OLE + "Workbook".encode("utf-16-le")
LOCK = bytes([9]) + b"Nguyen Ho" + b" " * 44 + bytes([9, 0]) + "Nguyen Ho".encode("utf-16-le") + b" \0" * 44
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def body_part(data: bytes) -> bytes:
    """A Word file whose main part is these bytes."""
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships({"a": ("officeDocument", "word/document.xml")}),
            "word/document.xml": data,
        }
    )


def flagged(data: bytes) -> bytes:
    """The same zip with every member marked as encrypted."""
    spoiled = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = spoiled.find(signature)
        while place >= 0:
            spoiled[place + offset] |= 1
            place = spoiled.find(signature, place + 4)
    return bytes(spoiled)


def twice() -> bytes:
    """A zip that holds its document twice."""
    buffer = io.BytesIO(docx(para("a")))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", part("w:document", ""))
    return buffer.getvalue()


def linked() -> bytes:
    """A zip with a symbolic link."""
    buffer = io.BytesIO(docx(para("a")))
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


DEEP = b"<a>" * 5000 + b"</a>" * 5000
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="no byte"),
        pytest.param(b"\xef\xbb\xbf \r\n", "file_empty", id="blanks only"),
        pytest.param(bytes(4096), "file_empty", id="zeros only: a copy that broke off"),
        pytest.param(LOCK, "lock_file", id="Word's lock file"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "encrypted", id="encrypted DOCX"),
        pytest.param(flagged(docx(para("a"))), "encrypted", id="zip with a password"),
        pytest.param(EXCEL, "wrong_type", id="another OLE file"),
        pytest.param(OLE, "damaged_old", id="the head of an OLE file alone"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "no_text", id="MHTML"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(64), "damaged_picture", id="a photo that breaks off"),
        pytest.param("Báo cáo kiểm điểm".encode(), "wrong_type", id="plain text"),
        pytest.param(bytes(range(256)) * 4, "not_a_report_file", id="bytes of nothing known"),
        pytest.param(docx("", content_type=SPREADSHEET), "wrong_type", id="a workbook"),
        pytest.param(pack({"a.txt": "b"}), "zip_without_document", id="a plain zip"),
        pytest.param(docx(para("a"))[:-200], "damaged_zip", id="zip cut off"),
        pytest.param(b"PK\x03\x04" + bytes(100), "damaged_zip", id="zip in its first bytes only"),
        pytest.param(docx(para("a")).replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged_zip", id="zip directory broken"),
        pytest.param(twice(), "unsafe_zip", id="a member twice"),
        pytest.param(pack({"../a": "b", "word/document.xml": "c"}), "unsafe_zip", id="a name that climbs out"),
        pytest.param(pack({"/etc/a": "b"}), "unsafe_zip", id="an absolute name"),
        pytest.param(pack({"C:\\a": "b"}), "unsafe_zip", id="a drive"),
        pytest.param(pack({"..\\a": "b"}), "unsafe_zip", id="climbing with backslashes"),
        pytest.param(linked(), "unsafe_zip", id="a symbolic link"),
        pytest.param(body_part(b"<w:document"), "damaged_part", id="XML that breaks off"),
        pytest.param(body_part(b""), "damaged_part", id="XML that is not there"),
        pytest.param(body_part(DEEP), "xml_too_deep", id="XML nested too deep"),
        pytest.param(body_part(ENTITIES), "doctype_refused", id="entities"),
        pytest.param(body_part(ENTITIES.decode().encode("utf-16")), "doctype_refused", id="entities in UTF-16"),
        pytest.param(
            body_part(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), "doctype_refused", id="an outside DTD"
        ),
        pytest.param(pack({f"m{n}": "" for n in range(10_000)}), "zip_members", id="ten thousand members"),
    ],
)
def test_refused(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.docx"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.code == code
    assert has_message(f"errors.{code}")
    for language in ("en", "vi"):
        assert "báo cáo.docx" in caught.value.sentence(language)
        assert caught.value.next_step(language)


def test_every_format_has_a_name_to_tell() -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(Input("a.doc", EXCEL))
    assert caught.value.values["found"] == FORMATS["ole"]


@pytest.mark.parametrize(
    ("name", "code"),
    [pytest.param("none.docx", "file_missing", id="no such file"), pytest.param(".", "file_is_folder", id="a folder")],
)
def test_no_file(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / name)
    assert caught.value.code == code


def lying_bomb(size: int, declared: int) -> bytes:
    """A Word file with a member of `size` zeros whose headers declare fewer."""
    buffer = io.BytesIO(docx(para("a")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.bin", "w") as member:
        for _ in range(size // MIB):
            member.write(bytes(MIB))
    data = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(b"word/media/a.bin")
        while place >= 0:
            start = data.rfind(signature, 0, place)
            if start >= 0 and place - start in (30, 46):
                data[start + offset : start + offset + 4] = struct.pack("<I", declared)
            place = data.find(b"word/media/a.bin", place + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("declared", "codes"),
    [
        pytest.param(1000, {"damaged_zip"}, id="headers that lie"),
        pytest.param(400 * MIB, {"zip_ratio", "zip_bytes"}, id="headers that tell the truth"),
    ],
)
def test_a_bomb_costs_little_memory(declared: int, codes: set[str]) -> None:
    data = lying_bomb(400 * MIB, declared)
    assert len(data) < MIB
    tracemalloc.start()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError) as caught:
        read_docx(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code in codes
    assert peak < 16 * MIB + CHUNK
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 64 * MIB


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        pytest.param(docx(para("a")), Limits(file_bytes=100), "file_bytes", id="bytes of the file"),
        pytest.param(docx(para("a" * 5000)), Limits(member_bytes=1000), "zip_bytes", id="bytes of a member"),
        pytest.param(docx(para("a" * 5000)), Limits(total_bytes=3000), "zip_bytes", id="bytes of all members"),
        pytest.param(docx(para("a" * 500_000)), Limits(ratio_from=1000), "zip_ratio", id="ratio"),
        pytest.param(docx(para("a")), Limits(zip_members=2), "zip_members", id="members"),
        pytest.param(docx(para("a") * 11), Limits(blocks=10), "blocks", id="paragraphs"),
    ],
)
def test_limits(data: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(LimitError) as caught:
        read_bytes(Input("a.docx", data), limits)
    assert caught.value.code == code
    assert caught.value.exit_code == 5


def test_blank_xml_that_packs_well_is_no_bomb() -> None:
    data = docx(para("a") + " " * 900_000)
    assert len(data) < 900_000 / LIMITS.ratio
    assert read_docx(data).text == "a"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(docx(para("Tốt"), content_type="application/vnd.ms-word.document.macroEnabled.main+xml"), id="docm"),
        pytest.param(docx(para("Tốt"), content_type=MAIN_TYPE.replace("document.main", "template.main")), id="dotx"),
        pytest.param(docx(para("Tốt"), main="doc/main.xml"), id="main part of another name"),
        pytest.param(pack({"word/document.xml": part("w:document", f"<w:body>{para('Tốt')}</w:body>")}), id="no relationships"),
        pytest.param(
            pack({"[Content_Types].xml": "<Types/>", "_rels/.rels": relationships({"a": ("officeDocument", "/Word/Document.XML")}),
                  "word/document.xml": part("w:document", f"<w:body>{para('Tốt')}</w:body>")}),
            id="absolute target in other case",
        ),
        pytest.param(
            pack({"[Content_Types].xml": "<Types/>",
                  "_rels/.rels": relationships({"a": ("officeDocument", "word/document.xml")}).replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
                  "word/document.xml": part("w:document", f"<w:body>{para('Tốt')}</w:body>").replace(
                      "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")}),
            id="strict",
        ),
        pytest.param(body_part(part("w:document", f"<w:body>{para('Tốt')}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16")), id="UTF-16"),
    ],
)  # fmt: skip
def test_read_whatever_it_calls_itself(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    assert read(path).text == "Tốt"


@pytest.mark.parametrize("nonsense", ["", "-1", "x", "99999999999999999999", "9" * 5000, "nan", "1e999", "%9"])
def test_nonsense_in_attributes_breaks_nothing(nonsense: str) -> None:
    def attribute(name: str) -> str:
        return f'<w:{name} w:val="{nonsense}"/>'

    properties = (
        f'{attribute("pStyle")}<w:numPr>{attribute("ilvl")}<w:numId w:val="1"/></w:numPr>{attribute("outlineLvl")}{attribute("jc")}'
        f'<w:ind w:left="{nonsense}" w:hanging="{nonsense}"/><w:spacing w:line="{nonsense}" w:lineRule="{nonsense}"/>'
    )
    level = (
        f'<w:lvl w:ilvl="{nonsense}">{"".join(map(attribute, ("start", "numFmt", "lvlText", "lvlRestart")))}</w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    looks = "".join(map(attribute, ("b", "sz", "color", "u", "highlight", "rStyle", "vanish")))
    shape = f'<w:pict><v:rect style="width:{nonsense};height:{nonsense}pt;margin-left:{nonsense}mm"/></w:pict>'
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{looks}</w:rPr><w:t>a</w:t>{shape}</w:r></w:p>"
    cell = f"<w:tc><w:tcPr>{attribute('gridSpan')}{attribute('vMerge')}</w:tcPr>{para('b')}</w:tc>"
    body += f"<w:tbl><w:tr><w:trPr>{attribute('gridBefore')}</w:trPr>{cell}</w:tr></w:tbl>"
    try:
        document = read_docx(docx(body, numbering=numbering))
    except LimitError as error:
        assert error.code == "cells"
        return
    assert load_document(dump_document(document)) == document


def test_source_says_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(para("a")))
    source = read(path, "Báo cáo.docx").source
    assert (source.filename, source.reader, source.pages, source.size) == (
        "Báo cáo.docx",
        "docx",
        None,
        path.stat().st_size,
    )
    assert len(source.sha256) == 64


def test_the_same_bytes_give_the_same_document_and_it_can_be_kept() -> None:
    data = docx(para("a") + para("b"))
    once = read_docx(data)
    assert once == read_docx(data)
    assert load_document(dump_document(once)) == once


def test_sniffing_never_looks_at_names() -> None:
    assert sniff(docx("")) == "zip"
    assert {sniff(data) for data in (b"II*\0aaaa", b"\0\0\0\x18ftypheic", b"RIFF\0\0\0\0WEBPVP8 ", b"Rar!\x1a", b"<?xml version='1.0'?><a/>")} == {
        "tiff", "heic", "webp", "rar", "xml",
    }  # fmt: skip


def test_an_error_is_one_family() -> None:
    assert issubclass(InputError, KiemdiemError)
    assert issubclass(LimitError, InputError)
