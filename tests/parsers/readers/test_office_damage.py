"""An old Word file that was cut off or overwritten is told; one that is whole never is."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from models.errors import InputError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import LIMITS
from parsers.readers.office.compound import Container
from parsers.readers.office.soffice import office_program
from parsers.readers.office.word97 import WHOLE, Health, examine

SECTOR = 512
LINES = ["ĐẢNG BỘ XÃ NÀ HOA", "CHI BỘ TRƯỜNG THCS XÃ NÀ HOA", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023"]
LINES += [f"{number}. Chi bộ đã họp kỳ thứ {number} và thông qua nghị quyết." for number in range(1, 60)]
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def entry(name: str, kind: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBB", len(written), kind, 1)
    rest = struct.pack("<III16xI16xII4x", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF, 0, first, size)
    return written.ljust(64, b"\0") + about + rest


def word97(
    text: str = "\r".join(LINES) + "\r", narrow: bool = False, order: Callable[[list[int]], None] | None = None
) -> bytes:
    """A Word 97 document by hand: a table sector, the directory, WordDocument, 1Table; `order` moves the sectors."""
    written = text.encode("cp1252") if narrow else text.encode("utf-16-le")
    start = 1536
    end = start + len(written)
    looks = -(-end // SECTOR)
    main = bytearray((looks + 2) * SECTOR)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 10, 0x0200)
    main[start:end] = written
    for number in (looks, looks + 1):
        page = struct.pack("<II", start, end).ljust(511, b"\0") + b"\1"
        main[number * SECTOR : (number + 1) * SECTOR] = page
    where = (start * 2) | 0x40000000 if narrow else start
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, where, 0)
    clx = b"\2" + struct.pack("<I", len(pieces)) + pieces
    bins = [struct.pack("<III", start, end, looks + number) for number in (0, 1)]
    table = bytearray(5 * SECTOR * 2)
    for place, said, content in ((0, 0x01A2, clx), (100, 0x00FA, bins[0]), (200, 0x0102, bins[1])):
        table[place : place + len(content)] = content
        struct.pack_into("<II", main, said, place, len(content))
    return compound({"WordDocument": bytes(main), "1Table": bytes(table)}, order)


def compound(streams: dict[str, bytes], order: Callable[[list[int]], None] | None = None) -> bytes:
    """An OLE file of these streams, each of 4 KiB at least."""
    sectors: list[bytes] = [b"", b""]  # the table and the directory
    follows = [TABLE, END]
    entries = [entry("Root Entry", 5, END, 0)]
    for name, content in streams.items():
        first = len(sectors)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors += pieces
        follows += [*range(first + 1, first + len(pieces)), END]
        entries.append(entry(name, 2, first, len(content)))
    places = list(range(len(sectors)))  # old number → new number
    if order is not None:
        order(places)
    moved = [END if name > 0xFFFFFFF0 else places[name] for name in follows]
    moved[0] = TABLE
    table = [FREE] * (SECTOR // 4)
    for old, new in enumerate(places):
        table[new] = moved[old]
    fixed = [bytearray(one) for one in entries]
    for one in fixed[1:]:
        struct.pack_into("<I", one, 116, places[struct.unpack_from("<I", one, 116)[0]])
    sectors[0] = struct.pack(f"<{len(table)}I", *table)
    sectors[1] = b"".join(bytes(one) for one in fixed).ljust(SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<IIIIIIII", 1, places[1], 0, 4096, END, 0, END, 0)
    head += struct.pack("<I", places[0]) + struct.pack("<108I", *[FREE] * 108)
    laid = [b""] * len(sectors)
    for old, new in enumerate(places):
        laid[new] = sectors[old]
    return head + b"".join(laid)


def backwards(places: list[int]) -> None:
    places[2:] = reversed(places[2:])


def directory_last(places: list[int]) -> None:
    places[1:] = [len(places) - 1, *range(1, len(places) - 1)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word97(), id="as Word writes it"),
        pytest.param(word97("Bao cao nam 2023\r" * 90, narrow=True), id="narrow characters"),
        pytest.param(word97("§¶ng bé x·\r" * 190, narrow=True), id="narrow, in an old encoding"),
        pytest.param(word97(order=backwards), id="sectors in another order"),
        pytest.param(word97(order=directory_last), id="the list of parts at the end"),
        pytest.param(word97("១២៣ ꪀꪁ \uf0fe ☒ ①\r" * 40), id="other peoples' letters, symbols"),
        pytest.param(word97("\x07".join(["a", "\x13 FORMCHECKBOX \x14\x15", "\x01\x08", "b"]) * 60), id="Word's marks"),
        pytest.param(compound({"Workbook": bytes(5000)}), id="another program's"),
        pytest.param(word97() + b"\0" * 100, id="more behind its end"),
        pytest.param(b"{\\rtf1 }", id="no OLE file at all"),
    ],
)
def test_a_whole_file_is_never_told(data: bytes) -> None:
    assert examine(data) == WHOLE


def overwritten(data: bytes, start: int, size: int, noise: bool) -> bytes:
    filling = random.Random(start).randbytes(size) if noise else bytes(size)
    return data[:start] + filling + data[start + size :]


def place_of(data: bytes, piece: bytes) -> int:
    return data.index(piece)


TEXT = place_of(word97(), "kỳ thứ 9".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "health"),
    [
        pytest.param(word97()[: len(word97()) // 2], Health(broken=True), id="half of it arrived"),
        pytest.param(word97(order=backwards)[:-4096], Health(broken=True), id="the end is missing"),
        pytest.param(word97(order=directory_last)[:-SECTOR], Health(broken=True), id="the list of parts is missing"),
        pytest.param(word97()[:SECTOR], Health(broken=True), id="the header alone"),
        pytest.param(overwritten(word97(), SECTOR, SECTOR, True), Health(broken=True), id="noise in the table"),
        pytest.param(overwritten(word97(), 2 * SECTOR, 100, False), Health(broken=True), id="no root"),
        pytest.param(overwritten(word97(), 3 * SECTOR, 2, False), Health(broken=True), id="its stream is no Word's"),
        pytest.param(overwritten(word97(), TEXT, 200, True), Health(text=True), id="noise in the text"),
        pytest.param(overwritten(word97(), TEXT, 200, False), Health(text=True), id="zeros in the text"),
        pytest.param(
            overwritten(word97(), 3 * SECTOR + 1536, 6000, True), Health(broken=True, text=True), id="mostly noise"
        ),
    ],
)
def test_damage_is_told(data: bytes, health: Health) -> None:
    found = examine(data)
    assert (found.broken, found.text or found.broken) == (health.broken, health.text or health.broken)


@pytest.mark.parametrize("noise", [False, True], ids=["zeros", "noise"])
def test_looks_that_were_overwritten_are_told(noise: bool) -> None:
    data = word97()
    main = Container(data).stream("WordDocument")
    assert examine(overwritten(data, 3 * SECTOR + len(main) - SECTOR, SECTOR, noise)) == Health(looks=True)


def test_any_bytes_have_an_outcome() -> None:
    whole, chance = word97(), random.Random(11)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        examine(bytes(data[: chance.randrange(8, len(data))] if chance.random() < 0.3 else data))


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    data = bytearray(word97())
    struct.pack_into("<I", data, SECTOR + 4, 1)  # the directory follows itself
    assert examine(bytes(data)) in (WHOLE, Health(broken=True))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word97(order=directory_last)[:-SECTOR], id="what it was is not to be seen any more"),
        pytest.param(word97()[:-2048], id="cut off"),
        pytest.param(overwritten(word97(), 3 * SECTOR + 1536, 6000, True), id="mostly noise"),
    ],
)
def test_the_reader_says_so_before_it_converts(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no LibreOffice is asked
    with pytest.raises(InputError) as raised:
        read_bytes(Input("a.doc", data), LIMITS)
    assert raised.value.code == "damaged_old" and raised.value.next_step("vi")


# --- real files, by LibreOffice -------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")


@cache
def real() -> bytes:
    """A .doc that LibreOffice wrote, with a table."""
    import subprocess
    import tempfile

    import docx

    with tempfile.TemporaryDirectory() as place:
        document = docx.Document()
        for line in LINES:
            document.add_paragraph(line)
        table = document.add_table(rows=3, cols=3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"ô {row} {column}"
        document.save(f"{place}/a.docx")
        profile = f"-env:UserInstallation=file://{place}/profile"
        words = [str(office_program()), profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", place]
        subprocess.run([*words, f"{place}/a.docx"], check=True, capture_output=True)
        return (Path(place) / "a.doc").read_bytes()


@needs_office
def test_a_real_file_that_is_whole_is_read_and_not_told() -> None:
    document = read_bytes(Input("a.doc", real()), LIMITS)
    assert "thông qua nghị quyết" in document.text and not any(part.what == "damage" for part in document.skipped)


@needs_office
def test_of_a_real_file_overwritten_in_part_the_rest_is_read_and_it_is_told() -> None:
    at = real().index("kỳ thứ 9".encode("utf-16-le"))
    document = read_bytes(Input("a.doc", overwritten(real(), at, 300, True)), LIMITS)
    assert [part.reason for part in document.skipped if part.what == "damage"] == ["text_overwritten"]
    assert "BÁO CÁO KIỂM ĐIỂM TẬP THỂ" in document.text


@needs_office
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_a_real_file_that_was_cut_off_is_refused(share: float) -> None:
    with pytest.raises(InputError) as raised:
        read_bytes(Input("a.doc", real()[: int(len(real()) * share)]), LIMITS)
    assert raised.value.code == "damaged_old"
