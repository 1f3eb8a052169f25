"""Old Word files through LibreOffice: what survives, and that no file, name or network harms."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx_builder import cell, docx, field, pack, para, row, run, tbl
from office_files import needs_office, saved_as

from models.document import Document, Mark, Paragraph, Table, walk_paragraphs
from models.errors import InputError, KiemdiemError, LimitError, MissingPartError
from parsers.readers import Input, read, read_bytes, read_many
from parsers.readers.limits import LIMITS, Limits
from parsers.readers.office import soffice
from parsers.readers.office.losses import losses
from parsers.readers.sniff import sniff

OLD_FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
OLD_CAPITALS = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI_FONT = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
CHECKED = (
    '<w:ffData><w:name w:val="a"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
)
UNCHECKED = CHECKED.replace("<w:checked/>", "")
SYMBOLS = "".join(
    run("", "") + f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' + run(f" {label} ")
    for code, label in (("F0A8", "Tốt"), ("F0FE", "Khá"))
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
BODY = "".join(
    [
        para("Báo cáo của Chi bộ Trường THCS Hoa Ban"),
        f"<w:p>{run('Tr­êng ®¹t chuÈn', OLD_FONT)}</w:p>",
        f"<w:p>{run('B¸o c¸o', OLD_CAPITALS)}</w:p>",
        f"<w:p>{run('Tröôøng ñaït chuaån', VNI_FONT)}</w:p>",
        para("Ưu điểm", NUMBERED),
        para("Hạn chế", NUMBERED),
        tbl(
            row(
                cell(para("Khối"), '<w:vMerge w:val="restart"/>'), cell(para("Số học sinh"), '<w:gridSpan w:val="2"/>')
            ),
            row(cell(para(""), "<w:vMerge/>"), cell(para("KHG")), cell(para("Thực hiện"))),
            row(cell(para("6")), cell(para("197")), cell(para("195"))),
            grid=(2000, 2000, 2000),
        ),
        f"<w:p>{SYMBOLS}</w:p>",
        f"<w:p>{field(' FORMCHECKBOX ', form=CHECKED)}{run(' Tốt ')}{field(' FORMCHECKBOX ', form=UNCHECKED)}"
        f"{run(' Khá')}</w:p>",
        f"<w:p>{run('bí mật', '<w:vanish/>')}{run('thấy')}</w:p>",
    ]
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same report in each old format."""
    whole = {"report": docx(BODY, numbering=NUMBERS)}
    return {kind: saved_as(kind, whole, tmp_path_factory.mktemp(kind))["report"] for kind in ("doc", "rtf", "odt")}


@pytest.fixture(scope="module", params=["doc", "rtf", "odt"])
def read_old(request: pytest.FixtureRequest, old: dict[str, bytes]) -> tuple[str, bytes, Document]:
    """Kind, bytes and Document."""
    data = old[request.param]
    return request.param, data, read_bytes(Input("báo cáo.doc", data))


def _paragraph(document: Document, word: str) -> Paragraph:
    return next(one for one in walk_paragraphs(document.blocks) if word in one.text)


def _states(marks: tuple[Mark, ...]) -> list[bool | None]:
    return [mark.checked for mark in marks]


# --- what survives ---------------------------------------------------------------------------------------------------


@needs_office
class TestSurvives:
    def test_the_source_is_the_original(self, read_old: tuple[str, bytes, Document]) -> None:
        kind, data, document = read_old
        about, types = document.source, {"doc": "msword", "rtf": "rtf", "odt": "vnd.oasis.opendocument.text"}
        given = Input("báo cáo.doc", data)
        assert (about.reader, about.media_type) == ("legacy", f"application/{types[kind]}")
        assert (about.filename, about.sha256, about.size) == (given.filename, given.sha256, len(data))

    def test_letters(self, read_old: tuple[str, bytes, Document]) -> None:
        assert "Báo cáo của Chi bộ Trường THCS Hoa Ban" in read_old[2].text

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("Trường đạt chuẩn", id="TCVN3 and VNI, ư stored as a soft hyphen in the first"),
            pytest.param("BÁO CÁO", id="the font of capitals"),
        ],
    )
    def test_old_fonts(self, text: str, read_old: tuple[str, bytes, Document]) -> None:
        assert text in read_old[2].text.split("\n")

    def test_both_old_encodings(self, read_old: tuple[str, bytes, Document]) -> None:
        assert read_old[2].text.split("\n").count("Trường đạt chuẩn") == 2

    def test_numbering(self, read_old: tuple[str, bytes, Document]) -> None:
        numbers = [_paragraph(read_old[2], word).number for word in ("Ưu điểm", "Hạn chế")]
        assert numbers == ["I.", "II."]

    def test_merged_cells(self, read_old: tuple[str, bytes, Document]) -> None:
        (table,) = [block for block in read_old[2].blocks if isinstance(block, Table)]
        spans = {one.text: (one.row_span, one.column_span) for one in table.cells}
        assert spans["Khối"] == (2, 1)
        assert spans["Số học sinh"] == (1, 2)
        assert [one.text for one in table.cells if one.row == 2] == ["6", "197", "195"]

    def test_symbols(self, read_old: tuple[str, bytes, Document]) -> None:
        paragraph = next(one for one in walk_paragraphs(read_old[2].blocks) if one.marks and "Khá" in one.text)
        assert _states(paragraph.marks) == [False, True]

    def test_hidden_text(self, read_old: tuple[str, bytes, Document]) -> None:
        assert "bí mật" not in read_old[2].text
        assert "bí mật" in [one.text for one in read_old[2].skipped if one.what == "hidden_text"]

    def test_form_fields_keep_their_state(self, old: dict[str, bytes]) -> None:
        paragraph = [one for one in walk_paragraphs(read_bytes(Input("a.doc", old["doc"])).blocks) if one.marks][-1]
        assert [(mark.kind, mark.checked) for mark in paragraph.marks] == [("field", True), ("field", False)]


def _rtf(content: str) -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}}\pard " + content + r"\par}"
    ).encode()


def _rtf_field(data: str) -> str:
    return r"{\field{\*\fldinst { FORMCHECKBOX }" + data + r"}{\fldrslt }}"


def _rtf_state(result: int) -> str:
    return _rtf_field(r"{\*\formfield{\fftype1\ffres" + str(result) + r"\fftypetxt0{\*\ffname a}\ffdefres0}}")


@needs_office
@pytest.mark.parametrize(
    ("content", "states"),
    [
        pytest.param(_rtf_state(0) + " Kem " + _rtf_state(1) + " Tot", [False, True], id="as Word writes them"),
        pytest.param(_rtf_field("") + " Kem " + _rtf_field("") + " Tot", [], id="without states: none is made up"),
        pytest.param(_rtf_state(1) + " Kem " + _rtf_field("") + " Tot", [], id="a state of two: whose is not known"),
    ],
)
def test_form_fields_of_rtf(content: str, states: list[bool]) -> None:
    document = read_bytes(Input("a.rtf", _rtf(content)))
    assert [mark.checked for one in walk_paragraphs(document.blocks) for mark in one.marks] == states
    assert ("mark_lost" in [one.reason for one in document.skipped]) is (not states)


@needs_office
def test_bytes_of_an_old_font_in_rtf() -> None:
    assert read_bytes(Input("a.doc", _rtf(r"\f1 Tr\'ad\'eang \'ae\'b9t chu\'c8n"))).text == "Trường đạt chuẩn"


# --- many, and none harms another ------------------------------------------------------------------------------------


@needs_office
def test_one_bad_file_leaves_the_others(old: dict[str, bytes]) -> None:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:  # an OpenDocument by its head, and nothing that can be converted
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<no text")
    broken = opened.getvalue()
    files = [old["doc"], broken, docx(para("mới")), old["odt"], b"", old["rtf"]]
    results = read_many([Input(f"{place}.doc", data) for place, data in enumerate(files)])
    assert [type(one) for one in results] == [Document, InputError, Document, Document, InputError, Document]
    failed, empty = results[1], results[4]
    assert isinstance(failed, KiemdiemError) and isinstance(empty, KiemdiemError)
    assert (failed.code, failed.values["file"], empty.code) == ("office_failed", "1.doc", "file_empty")


@needs_office
def test_two_at_once_have_profiles_of_their_own(old: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(2) as pool:
        texts = {one.text for one in pool.map(read_bytes, [Input("a.doc", old["doc"])] * 2)}
    assert len(texts) == 1


@needs_office
@pytest.mark.parametrize("name", ["-env:a=b.doc", "'; rm -rf *; '.doc"])
def test_a_name_is_no_option(name: str, old: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(old["doc"])
    assert read(tmp_path / name).source.filename == name


@needs_office
def test_nothing_is_left_behind(old: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_bytes(Input("a.doc", old["doc"]))
    assert list(tmp_path.iterdir()) == []


# --- refusals --------------------------------------------------------------------------------------------------------


def _locked(doc: bytes) -> bytes:
    """The file with the flag of a password set."""
    place = next(start for start in range(512, len(doc), 512) if doc.startswith(b"\xec\xa5", start))
    return doc[: place + 11] + bytes([doc[place + 11] | 1]) + doc[place + 12 :]


@needs_office
def test_a_doc_with_a_password(old: dict[str, bytes]) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(Input("a.doc", _locked(old["doc"])))
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        pytest.param({"META-INF/manifest.xml": "<m:encryption-data/>"}, "encrypted", id="with a password"),
        pytest.param({"../content.xml": "<x/>"}, "unsafe_zip", id="a name that climbs out"),
        pytest.param({"content.xml": "a" * 3_000_000}, "zip_ratio", id="a bomb"),
    ],
)
def test_hostile_odt(members: dict[str, str | bytes], code: str) -> None:
    data = pack({"mimetype": "application/vnd.oasis.opendocument.text", **members})
    assert sniff(_stored_first(data)) == "odt"
    with pytest.raises((InputError, LimitError)) as caught:
        read_bytes(Input("a.odt", _stored_first(data)))
    assert caught.value.code == code


def _stored_first(data: bytes) -> bytes:
    """The zip with its first member stored, as OpenDocument wants it."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for place, name in enumerate(source.namelist()):
            target.writestr(name, source.read(name), zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED)
    return buffer.getvalue()


def test_macros_are_told() -> None:
    assert [one.reason for one in losses("_VBA_PROJECT".encode("utf-16-le"))] == ["macro"]
    assert losses(b"{\\rtf1 a}") == ()


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPartError) as caught:
        read_bytes(Input("a.rtf", b"{\\rtf1 a}"))
    assert caught.value.exit_code == 6
    for language in ("en", "vi"):
        assert "sudo apt-get install libreoffice-writer-nogui" in caught.value.next_step(language)


def test_without_libreoffice_the_others_of_a_batch_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    results = read_many([Input("a.rtf", b"{\\rtf1 a}"), Input("b.docx", docx(para("a")))], Limits())
    assert [type(one) for one in results] == [MissingPartError, Document]


# --- a converter that hangs, lies or is hostile ----------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A script that stands where LibreOffice is looked for."""
    path = tmp_path / "soffice"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(soffice, "_confinement", lambda limits: ())
    return path


def test_a_converter_that_hangs_is_ended_with_its_children(program: Path) -> None:
    child = program.parent / "child"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}\nwait\n")
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_bytes(Input("a.rtf", b"{\\rtf1 a}"), Limits(office_seconds=1))
    assert caught.value.code == "office_timeout" and caught.value.values["limit"] == 1
    assert time.monotonic() - began < 20
    assert _is_gone(int(child.read_text()))


def _is_gone(process: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 0", id="says that all is well and writes nothing"),
        pytest.param("for o; do :; done; mkdir -p made; echo no > made/00.docx", id="writes what is no Word file"),
        pytest.param("mkdir -p made; : > made/00.docx", id="writes an empty file"),
        pytest.param("exit 77", id="fails"),
    ],
)
def test_a_converter_that_brings_nothing(script: str, program: Path) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(InputError) as caught:
        read_bytes(Input("a.rtf", b"{\\rtf1 a}"))
    assert caught.value.code == "office_failed"


class _Listener:
    """A server that counts who knocks."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.knocks = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.knocks += 1


def _fodt_members(content: str) -> bytes:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:text>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    body = f"{head}{content}<text:p>thân</text:p></office:text></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return _stored_first(pack({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": body}))


@needs_office
@pytest.mark.parametrize("walls", ["all", "the profile alone"])
def test_nothing_is_fetched(walls: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if walls != "all":
        monkeypatch.setattr(soffice, "_confinement", lambda limits: ())
    listener = _Listener()
    secret = tmp_path / "secret.txt"
    secret.write_text("không được đọc")
    outside = f"http://127.0.0.1:{listener.port}/a"
    picture = f'<text:p><draw:frame><draw:image xlink:href="{outside}.png"/></draw:frame></text:p>'
    sections = "".join(
        f'<text:section text:name="{name}"><text:section-source xlink:href="{place}"/><text:p/></text:section>'
        for name, place in (("web", f"{outside}.odt"), ("file", secret.as_uri()))
    )
    picture_field = rf'{{\field{{\*\fldinst {{ INCLUDEPICTURE "{outside}.png" \\d }}}}{{\fldrslt x}}}} than'
    text_field = rf'{{\field{{\*\fldinst {{ INCLUDETEXT "{secret}" }}}}{{\fldrslt }}}}'
    files = [_fodt_members(picture + sections), _rtf(picture_field + text_field)]
    results = read_many([Input("a", data) for data in files])
    listener.socket.close()
    assert listener.knocks == 0
    for one in results:
        assert isinstance(one, Document)
        assert "không được đọc" not in one.text
    assert "thân" in results[0].text  # type: ignore[union-attr]


@pytest.mark.skipif(not soffice._works(soffice.OFFLINE), reason="this system gives no room without network")
def test_the_room_has_no_network() -> None:
    listener = _Listener()
    knock = f"import socket; socket.create_connection(('127.0.0.1', {listener.port}), 5)"
    command = [*soffice._confinement(LIMITS), sys.executable, "-c", knock]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode != 0
    assert listener.knocks == 0
