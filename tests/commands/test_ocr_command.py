"""`kiemdiem ocr` from the command line: a copy, and every way in which there is none."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

import cli  # noqa: TID251 (tests stand above the top floor)
from models.errors import RefusedError
from parsers.readers.scan.letters import model_folder
from samples.scanner import FONT, save, scan, type_page

scans = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)
TYPED = Path(__file__).parents[2] / "samples" / "pdf" / "reportlab-061.pdf"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@scans
def test_a_copy_that_can_be_searched(tmp_path: Path) -> None:
    source, target = tmp_path / "scan.pdf", tmp_path / "copy.pdf"
    save([scan(type_page(["Trong năm chi bộ đã kết nạp 03 đảng viên mới."]), 1)], source)
    before = source.read_bytes()
    result = run("ocr", source, "--output", target)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(target)
    with pypdfium2.PdfDocument(target) as pdf:
        assert "kết nạp 03 đảng viên mới" in pdf[0].get_textpage().get_text_range()
    assert source.read_bytes() == before
    again = run("ocr", source, "--output", target)
    assert again.exit_code == 2
    assert "--force" in again.stderr


@scans
def test_a_broken_page_is_named_and_the_others_have_their_words(tmp_path: Path) -> None:
    source, target = tmp_path / "fax.tif", tmp_path / "copy.pdf"
    pages = [Image.fromarray(type_page([f"Trang này là trang thứ {word} của báo cáo"])) for word in ("nhất", "hai")]
    buffer = io.BytesIO()
    pages[0].save(buffer, "tiff", save_all=True, append_images=pages[1:], dpi=(200, 200), compression="jpeg")
    data = bytearray(buffer.getvalue())
    second = data.rfind(b"\xff\xd8\xff")
    assert second > data.find(b"\xff\xd8\xff")
    data[second : second + 2_000] = b"\0" * 2_000
    source.write_bytes(data)
    result = run("ocr", source, "--output", target)
    assert result.exit_code == 0, result.output
    assert "2" in result.stderr
    with pypdfium2.PdfDocument(target) as pdf:
        assert len(pdf) == 2
        assert "thứ nhất" in pdf[0].get_textpage().get_text_range()


@scans
def test_a_paper_under_a_stamp_of_secrecy_has_no_copy(tmp_path: Path) -> None:
    source, target = tmp_path / "scan.png", tmp_path / "copy.pdf"
    page = ["MẬT", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023", "Chi ủy đã họp đủ 12 kỳ trong năm."]
    Image.fromarray(type_page(page)).save(source)
    result = run("ocr", source, "--output", target)
    assert result.exit_code == RefusedError.exit_code and "MẬT" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["scan.png"]


def _encrypted() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(72, 700, "text")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "exit_code", "words"),
    [
        pytest.param(TYPED.read_bytes(), 3, "no page of it is a scan", id="typed"),
        pytest.param(b"%PDF-1.7\n%damaged\n", 3, "damaged", id="damaged"),
        pytest.param(_encrypted(), 3, "password", id="locked with a password"),
        pytest.param(b"", 3, "empty", id="empty"),
    ],
)
def test_no_copy_and_why(tmp_path: Path, data: bytes, exit_code: int, words: str) -> None:
    source, target = tmp_path / "scan.pdf", tmp_path / "copy.pdf"
    source.write_bytes(data)
    result = run("ocr", source, "--output", target)
    assert result.exit_code == exit_code, result.output
    assert words in result.stderr.lower()
    assert not target.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scan.pdf"]


def test_a_missing_source_and_a_missing_folder(tmp_path: Path) -> None:
    assert run("ocr", tmp_path / "none.pdf", "--output", tmp_path / "copy.pdf").exit_code == 3
    (tmp_path / "scan.pdf").write_bytes(TYPED.read_bytes())
    result = run("--language", "vi", "ocr", tmp_path / "scan.pdf", "--output", tmp_path / "no" / "copy.pdf")
    assert result.exit_code == 2
    assert "Không có thư mục" in result.stderr
