"""Makes sample reports: `uv run python -m samples.make --count 8 --seed 1 --output samples/reports`.

Each is NAME.docx with NAME.gold.json (what reading it must give) and NAME.style.json (how it was written). With `--pdf`
they are typed PDFs of three producers in turn; LibreOffice and Chromium must be there. With `--scan` they are printed,
signed and stamped, and come back as a clean scan, a noisy one and photographs in turn.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from random import Random

import click

from samples.boxes import ENCODINGS, Encoding
from samples.docx_writer import Style, Writer
from samples.pdf_writers import chromium, libreoffice, reportlab
from samples.scanner import Kind, black_and_white, print_signed, save, sent_on, worn
from samples.story import Story, tell

STRIDE = 37  # neighbouring encodings are alike: step over them
PLAIN = "brackets/line"  # an encoding whose empty and doubly marked blocks read as what they are
PDF_STYLES = ("reportlab-nameless_symbols", "libreoffice-wingdings/cell_rows", "chromium", "reportlab-fields",
              "libreoffice-form_field/rows", "reportlab-dingbats", "reportlab-cross")  # fmt: skip
SCAN_STYLES: dict[Kind, str] = {"clean": "reportlab-cross", "noisy": "reportlab-letter", "photo": "reportlab-cross"}
PHOTO_QUALITY, PHOTO_SHARE = 30, 0.85  # of a JPEG, and of the camera's pixels: as messengers send photos on


def make(seed: int, folder: Path, boxes: str | None = None) -> Path:
    """One report into `folder`; the same seed makes the same report. Returns the Word file.

    `boxes` names an encoding; without it, or where it cannot draw what the story tells, chance chooses one that can.
    """
    story, chance = tell(seed), Random(seed)
    able = [name for name, encoding in ENCODINGS.items() if _can_draw(encoding, story)]
    style = Style.of(chance, boxes if boxes in able else chance.choice(able))
    file = folder / f"sample-{seed:03}.docx"
    Writer(story, style, chance).write(file)
    _beside(file, "gold", _gold(story, ENCODINGS[style.boxes]))
    _beside(file, "style", style.as_json())
    return file


def make_pdf(seed: int, folder: Path, style: str) -> Path:
    """One report as a typed PDF, written as `style` (one of PDF_STYLES) says. Returns the PDF."""
    producer, _, boxes = style.partition("-")
    file = folder / f"{producer}-{seed:03}.pdf"
    story = tell(seed)
    gold = _gold(story, ENCODINGS[boxes if producer == "libreoffice" else PLAIN])
    if producer == "libreoffice":
        with tempfile.TemporaryDirectory() as place:
            word_file = Path(place) / f"{file.stem}.docx"
            chance = Random(seed)
            Writer(story, Style.of(chance, boxes), chance).write(word_file)
            libreoffice(word_file, folder)
    elif producer == "chromium":
        chromium(story, file)
    else:
        reportlab(story, file, boxes)
    author = re.compile(rb"/Author\s*(?:\([^)]*\)|<[^>]*>)")
    file.write_bytes(author.sub(lambda match: b" " * len(match[0]), file.read_bytes()))
    _beside(file, "gold", gold)
    return file


def make_scan(seed: int, folder: Path, kind: Kind) -> Path:
    """One report on paper, signed and stamped, and back as pictures of `kind`. Returns the PDF of pictures."""
    file = folder / f"{kind}-{seed:03}.pdf"
    with tempfile.TemporaryDirectory() as place:
        typed = make_pdf(seed, Path(place), SCAN_STYLES[kind])
        pages = [worn(page, kind, seed * 100 + number) for number, page in enumerate(print_signed(typed))]
        gold = json.loads(typed.with_suffix(".gold.json").read_text(encoding="utf-8"))
    save(
        [sent_on(page, PHOTO_SHARE) if kind == "photo" else black_and_white(page) for page in pages],
        file,
        PHOTO_QUALITY,
    )
    _beside(file, "gold", gold)
    return file


def _can_draw(encoding: Encoding, story: Story) -> bool:
    statuses = {rating["status"] for rating in story.gold["ratings"]}
    return not ("blank" in statuses and encoding.none is None) and not (
        "ambiguous" in statuses and encoding.two is None
    )


def _gold(story: Story, encoding: Encoding) -> dict[str, object]:
    """The gold, with the status that a block of this encoding shows where none or two of its levels are marked."""
    shown = {"blank": encoding.none, "ambiguous": encoding.two, "marked": "marked"}
    ratings = [{**rating, "status": shown[rating["status"]]} for rating in story.gold["ratings"]]
    hidden = {f"rating_{status}" for status, seen in shown.items() if seen == "unknown"}
    findings = [finding for finding in story.gold["findings"] if finding["code"] not in hidden]
    return {"schema_version": 1, **story.gold, "ratings": ratings, "findings": findings}


def _beside(file: Path, what: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    file.with_suffix(f".{what}.json").write_text(f"{text}\n", encoding="utf-8")


@click.command()
@click.option("--count", default=8, show_default=True, help="How many reports.")
@click.option("--seed", default=1, show_default=True, help="The first one's number; the others follow.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("samples/reports"), show_default=True)
@click.option("--pdf", is_flag=True, help="Typed PDFs of three producers instead of Word files.")
@click.option("--scan", "scans", is_flag=True, help="Scans and photographs instead of Word files.")
def main(count: int, seed: int, output: Path, *, pdf: bool, scans: bool) -> None:
    """Make synthetic reports with their gold."""
    output.mkdir(parents=True, exist_ok=True)
    if scans:
        for number in range(seed, seed + count):
            click.echo(make_scan(number, output, tuple(SCAN_STYLES)[(number - seed) % len(SCAN_STYLES)]))
        return
    if pdf:
        for number in range(seed, seed + count):
            click.echo(make_pdf(number, output, PDF_STYLES[(number - seed) % len(PDF_STYLES)]))
        return
    names = sorted(ENCODINGS)
    for number in range(seed, seed + count):
        click.echo(make(number, output, names[number * STRIDE % len(names)]))


if __name__ == "__main__":
    main()
