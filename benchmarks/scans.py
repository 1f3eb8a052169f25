"""Scans: speed beside OCRmyPDF on the same pages, what a second core brings, letters misread, memory by pages.

OCRmyPDF is no part of the project: it is fetched from PyPI when this runs, and takes Debian's tesseract-ocr and
ghostscript. Where it cannot be had, that is said and the race is left out.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from shutil import which

import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.memory import peak_of
from benchmarks.race import Race
from models.document import OBJECT
from parsers.readers import read
from pipeline.parse import parse_file
from pipeline.workers import Pool
from pipeline.workers.batches import read_files
from samples.make import make_pdf
from samples.scanner import print_pdf, save, worn

SAMPLE_SCANS = sorted((Path(__file__).parents[1] / "samples" / "scans").glob("*.pdf"))
OCRMYPDF = ("uv", "tool", "run", "--quiet", "--from", "ocrmypdf==17.13.0", "ocrmypdf")
OPTIONS = ("--language", "vie", "--jobs", "1", "--optimize", "0", "--deskew", "--quiet")
PROGRAMS = {"tesseract": "tesseract-ocr", "gs": "ghostscript"}  # that OCRmyPDF starts, and Debian's packages of them
SCAN_AT_MOST = 1 / 1.5  # times OCRmyPDF's processor time a page
TWO_CORES_AT_MOST = 1 / 1.8  # times one core, by the clock
MISREAD_AT_MOST = 0.009  # of the characters of a clean report
SCAN_MEMORY_AT_MOST = 600  # MB, peak of a process that reads a scan
ROUNDS = 2
READ_ONE = "from pipeline.parse import parse; parse(Path(sys.argv[1]))"


def missing_peer() -> str:
    """What OCRmyPDF lacks here, and how it is got; empty where nothing is missing."""
    packages = [package for program, package in PROGRAMS.items() if which(program) is None]
    if packages:
        return f"apt-get install {' '.join(packages)}"
    asked = subprocess.run([*OCRMYPDF, "--version"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else " ".join(OCRMYPDF[:-1])


def scan_speed(folder: Path) -> Iterator[Race]:
    """A page's processor time on the whole way to the facts beside OCRmyPDF's, in a process of its own each.

    Black-and-white, grey and coloured pages apart, for OCRmyPDF has less to do for the first, then all pages together;
    each once with the start of both programs and once without. Coloured are the photographed sample and the scans that
    `misread` left, grey the same scans without their colour.
    """
    photos = [path for path in SAMPLE_SCANS if path.name.startswith("photo")]
    scans = sorted(folder.glob("scan-*.pdf"))
    kinds = {
        "black-and-white": [path for path in SAMPLE_SCANS if path not in photos],
        "grey": [_without_colour(path) for path in scans],
        "coloured": [*photos, *scans],
    }
    started: list[tuple[float, float]] = []
    running: list[tuple[float, float]] = []
    pages = 0
    for kind, files in kinds.items():
        once, count = join(files, folder / f"{kind}.pdf")
        anew, again = _beside_ocrmypdf(once, folder)
        yield Race(f"a {kind} page of {count}, started anew (CPU)", anew[0] / count, anew[1] / count, SCAN_AT_MOST)
        yield Race(f"a {kind} page, both running (CPU)", again[0] / count, again[1] / count, SCAN_AT_MOST)
        started.append(anew)
        running.append(again)
        pages += count
    for name, both in (("started anew", started), ("both running", running)):
        ours, theirs = (sum(seconds) / pages for seconds in zip(*both, strict=True))
        yield Race(f"any page of {pages}, {name} (CPU)", ours, theirs, SCAN_AT_MOST)


def _without_colour(scan: Path) -> Path:
    target = scan.with_name(f"grey-{scan.name}")
    save([Image.fromarray(page).convert("L") for page in print_pdf(scan)], target)
    return target


def _beside_ocrmypdf(once: Path, folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Processor seconds for the pages, ours and theirs: with the start of the programs, and without."""
    twice, _ = join([once, once], folder / f"{once.stem}-twice.pdf")
    reading = f"import sys; from pathlib import Path; {READ_ONE}"
    ours = _seconds_of([sys.executable, "-c", reading], [], once, twice, folder)
    theirs = _seconds_of([*OCRMYPDF, *OPTIONS], [str(folder / "peer.pdf")], once, twice, folder)
    return (ours[0], theirs[0]), (ours[1], theirs[1])


def _seconds_of(
    command: Sequence[str], behind: Sequence[str], once: Path, twice: Path, folder: Path
) -> tuple[float, float]:
    """Processor seconds of a run over the pages, and what the same pages cost a second time in one run."""
    short, long = [], []
    for _ in range(ROUNDS):
        short.append(_processor_seconds([*command, str(once), *behind], folder))
        long.append(_processor_seconds([*command, str(twice), *behind], folder))
    return min(short), min(long) - min(short)


def _processor_seconds(command: Sequence[str], folder: Path) -> float:
    """Of a process with one thread; Python's compiled modules are kept beside, as any second start finds them."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**known, "OMP_THREAD_LIMIT": "1", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def scans_on_two_cores(folder: Path) -> Race:
    """Two children beside one, by the clock."""
    file, pages = join(SAMPLE_SCANS, folder / "two-cores.pdf")
    files = [(file.name, file)] * 4
    seconds = {}
    with Pool(at_once=2) as two, Pool(at_once=1) as one:
        for runner in (two, one):
            list(read_files(runner, files[:2]))
        for runner in (two, one):
            started = time.perf_counter()
            assert all(outcome.status == "done" for _, outcome in read_files(runner, files))
            seconds[runner] = time.perf_counter() - started
        return Race(f"{4 * pages} scanned pages on two cores", seconds[two], seconds[one], TWO_CORES_AT_MOST)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the bound that it keeps or misses."""

    name: str
    value: float
    at_most: float
    unit: str

    @property
    def reached(self) -> bool:
        return self.value <= self.at_most

    def __str__(self) -> str:
        verdict = "reached" if self.reached else "MISSED"
        return f"{self.name:<44}{self.value:8.2f} {self.unit}   at most {self.at_most:.3g}: {verdict}"


def misread(folder: Path, seeds: Sequence[int] = (311, 312, 313), style: str = "reportlab-cross") -> Iterator[Figure]:
    """Of each clean report the share of characters that come out wrong, missing, added or in another order."""
    for seed in seeds:
        typed = make_pdf(seed, folder, style)
        scanned = folder / f"scan-{seed}.pdf"
        save([worn(page, "clean", seed * 100 + number) for number, page in enumerate(print_pdf(typed))], scanned)
        share = character_error(read(typed).text, parse_file(scanned).document.text)
        yield Figure(f"characters misread of clean report {seed}", 100 * share, 100 * MISREAD_AT_MOST, "%")


def character_error(right: str, found: str) -> float:
    """Edits over the characters of `right`; blanks are folded, look-alike quotes and dashes are one."""
    return Levenshtein.distance(_folded(right), _folded(found)) / max(1, len(_folded(right)))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(str.maketrans("“”’–—", '""\'--'))
    return re.sub(r"\s+", " ", text.replace(OBJECT, "")).strip()


def scan_memory(folder: Path, pages: int) -> Figure:
    """MB at the peak of a fresh process that reads a scan of so many pages."""
    file, _ = join(list(islice(cycle(SAMPLE_SCANS), -(-pages // 3))), folder / f"{pages}.pdf", pages)
    return Figure(f"peak memory of a scan of {pages} pages", peak_of(READ_ONE, file), SCAN_MEMORY_AT_MOST, "MB")


def join(files: Sequence[Path], target: Path, at_most: int = 10_000) -> tuple[Path, int]:
    """The pages of all files in one, and how many they are."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        with pypdfium2.PdfDocument(file) as one:
            whole.import_pages(one, list(range(min(len(one), at_most - len(whole)))))
    whole.save(target)
    return target, len(whole)
