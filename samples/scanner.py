"""Prints pages as pictures, and scans or photographs them: for samples and tests of the scan path.

    python -m samples.scanner FILE.pdf OUT.pdf --kind photo

A page is RGB pixels at 200 dpi. `scan` leans it a little, blurs it and adds grain and a shadow; `photograph` gives it
perspective, a shadow and a table to lie on. `print_signed` puts a stamp and a signature where the report is signed. All
are the same for the same seed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.uint8]
Kind = Literal["clean", "noisy", "photo"]
DPI = 200
PAGE = (1654, 2339)  # pixels of A4
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
INK = (25, 25, 25)
RED, BLUE = (200, 30, 40), (40, 50, 170)


def type_page(lines: Sequence[str], size: int = 14) -> Pixels:
    """A page with one line of text a string; "[ ]" and "[x]" at a word's place are drawn as check boxes."""
    page = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, round(size * DPI / 72))
    y = 180
    for line in lines:
        x = 236.0
        for word in line.split(" "):
            if word in ("[]", "[x]"):
                draw.rectangle((x, y + 6, x + 32, y + 38), outline=INK, width=3)
                if word == "[x]":
                    draw.line((x + 4, y + 10, x + 28, y + 34), fill=INK, width=3)
                    draw.line((x + 4, y + 34, x + 28, y + 10), fill=INK, width=3)
                x += 48
            else:
                draw.text((x, y), word, fill=INK, font=font)
                x += draw.textlength(word + " ", font=font)
        y += round(size * DPI / 72 * 1.4)
    return np.asarray(page, dtype=np.uint8)


def draw_table(page: Pixels, rows: Sequence[Sequence[str]], top: int, size: int = 14) -> Pixels:
    """The page with a ruled table whose upper edge is `top` pixels down."""
    picture = Image.fromarray(page)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, round(size * DPI / 72))
    left, right, height = 220, 1500, round(size * DPI / 72 * 1.5)
    step = (right - left) / len(rows[0])
    for row in range(len(rows) + 1):
        draw.line((left, top + row * height, right, top + row * height), fill=INK, width=2)
    for column in range(len(rows[0]) + 1):
        x = left + column * step
        draw.line((x, top, x, top + len(rows) * height), fill=INK, width=2)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            draw.text((left + column * step + 16, top + row * height + 4), text, fill=INK, font=font)
    return np.asarray(picture, dtype=np.uint8)


def stamp(page: Pixels, x: int, y: int) -> Pixels:
    """A round red stamp and a blue signature across it."""
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((x, y, x + 260, y + 260), outline=RED, width=7)
    draw.ellipse((x + 60, y + 60, x + 200, y + 200), outline=RED, width=4)
    points = [(x + 120 + 45 * i, y + 130 + (60 if i % 2 else -40)) for i in range(7)]
    draw.line(points, fill=BLUE, width=5, joint="curve")
    return np.asarray(picture, dtype=np.uint8)


def scan(page: Pixels, seed: int, lean: float = 1.2, grain: float = 0.0, shadow: float = 0.0) -> Pixels:
    """As from a flatbed: leaning by up to `lean` degrees, a little soft, with a share `grain` of black specks, and
    darker by the share `shadow` at the edge where a thick volume does not lie flat."""
    chance = np.random.default_rng(seed)
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-lean, lean)), 1.0)
    picture = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    picture = cv2.GaussianBlur(picture, (3, 3), 0.7)
    if shadow:
        across = 1 - shadow * np.exp(-np.arange(width) / (0.06 * width))
        picture = np.asarray(picture * across[None, :, None])
    noise = chance.normal(0, 4, picture.shape[:2])[..., None]
    picture = np.clip(picture.astype(np.float64) + noise, 0, 255).astype(np.uint8)
    picture[chance.random(picture.shape[:2]) < grain] = 40
    return np.asarray(picture, dtype=np.uint8)


def photograph(page: Pixels, seed: int, tilt: float = 0.03, table: bool = True) -> Pixels:
    """As by a phone: in perspective, in uneven light, on a dark table or filling the picture."""
    chance = np.random.default_rng(seed)
    height, width = page.shape[:2]
    margin = 120 if table else 0
    frame = (width + 2 * margin, height + 2 * margin)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners + margin + chance.uniform(-tilt, tilt, (4, 2)).astype(np.float32) * width
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    ground = (70, 60, 50) if table else (255, 255, 255)
    picture = cv2.warpPerspective(page, matrix, frame, flags=cv2.INTER_LINEAR, borderValue=ground)
    across = np.linspace(1.0, float(chance.uniform(0.6, 0.8)), frame[0])[None, :, None]
    noise = chance.normal(0, 3, picture.shape[:2])[..., None]
    return np.asarray(np.clip(picture * across + noise, 0, 255), dtype=np.uint8)


def print_pdf(path: Path) -> list[Pixels]:
    """The pages of a PDF as a printer would put them on paper."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [np.asarray(page.render(scale=DPI / 72).to_numpy()[..., 2::-1], dtype=np.uint8) for page in document]


def print_signed(path: Path) -> list[Pixels]:
    """`print_pdf`, with a stamp and a signature beside the place where the secretary signs."""
    import pypdfium2

    pages = print_pdf(path)
    with pypdfium2.PdfDocument(path) as document:
        for number in reversed(range(len(document))):
            text = document[number].get_textpage()
            found = text.search("BÍ THƯ", match_case=True)
            if (place := found.get_next()) is not None:
                while (later := found.get_next()) is not None:
                    place = later
                left, _, _, _ = text.get_charbox(place[0])
                _, bottom, _, _ = text.get_charbox(place[0] + place[1] - 1)
                scale, height = DPI / 72, document[number].get_height()
                pages[number] = stamp(pages[number], round(left * scale) - 470, round((height - bottom) * scale) - 40)
                return pages
    return pages


def save(pages: Sequence[Any], path: Path, quality: int = 80) -> None:
    """The pages as a file of pictures: PDF, TIFF or, for a single page, any other format that Pillow writes."""
    pictures = [page if isinstance(page, Image.Image) else Image.fromarray(page) for page in pages]
    options: dict[str, Any] = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    if pictures[0].mode != "1":
        options["quality"] = quality
    if path.suffix == ".pdf":
        options |= {"creationDate": None, "modDate": None}  # the same bytes tomorrow
    pictures[0].save(path, resolution=float(DPI), dpi=(DPI, DPI), **options)


def worn(page: Pixels, kind: Kind, seed: int) -> Pixels:
    """The page after the way to the office that `kind` names."""
    if kind == "photo":
        return photograph(page, seed)
    return scan(page, seed, *((2.0, 0.0006, 0.5) if kind == "noisy" else (0.3, 0.0)))


def black_and_white(page: Pixels) -> Any:
    """The page as most office scanners store it: one bit a pixel, told by the light around it."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    paper = cv2.GaussianBlur(cv2.dilate(grey, np.ones((31, 31), np.uint8)), (61, 61), 0)
    return Image.fromarray(np.where(grey < 0.62 * paper, 0, 255).astype(np.uint8)).convert("1")


def sent_on(page: Pixels, share: float) -> Any:
    """The picture with `share` of its pixels across: messengers make photos smaller."""
    picture = Image.fromarray(page)
    return picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)


def main() -> None:
    """`FILE.pdf OUT.pdf --kind clean|noisy|photo`."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    kind: Any = sys.argv[sys.argv.index("--kind") + 1] if "--kind" in sys.argv else "clean"
    save([worn(page, kind, seed) for seed, page in enumerate(print_pdf(source))], target)


if __name__ == "__main__":
    main()
