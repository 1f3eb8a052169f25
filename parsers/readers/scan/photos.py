"""A set of photos → one Document: each photo's pages, put into the order that names and pages tell (`order`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.document import Document, Photo, Skipped, Source
from models.errors import InputError, LimitError
from parsers.readers.bundle import MEDIA_TYPE, Bundle, are_series, opened_bundle, set_hash
from parsers.readers.limits import Limits
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.page import Page
from parsers.readers.progress import page_begins
from parsers.readers.scan.files import DAMAGED, MEDIA_TYPES, READER, open_picture, read_sheet, sheets
from parsers.readers.scan.order import before_reading, clues_of, settle
from parsers.readers.sniff import sniff

if TYPE_CHECKING:
    from parsers.readers import Input

A4 = (595.3, 841.9)  # points: stands for the size of a photo that cannot be opened
EXIF, TAKEN = 0x8769, 36867  # the directory of the camera's own fields, and DateTimeOriginal in it


@dataclass(frozen=True, slots=True)
class _Shot:
    """One photo of the set, looked at before it is read: its place in the bundle, its hash, when it was taken."""

    place: int
    name: str
    sha256: str
    pages: int  # 0 for what is no picture
    taken: str | None


def read(source: Input, limits: Limits) -> Document:
    """What the photos say, from a bundle in memory. Raises as `read_set`."""
    return _read(source.data, source.filename, len(source.data), limits)


def read_set(path: Path, filename: str, limits: Limits) -> Document:
    """What the photos of a bundle say, read one by one.

    Raises InputError (damaged_zip, damaged_picture, no_text), LimitError (pages, page_pixels, file_bytes) and
    MissingPartError (ocr_missing, ocr_model_missing).
    """
    return _read(path, filename, path.stat().st_size, limits)


def _read(file: Path | bytes, filename: str, size: int, limits: Limits) -> Document:
    with opened_bundle(file, filename, limits) as bundle:
        shots, skipped, sha256 = _look(bundle)
        if not shots:
            raise InputError("damaged_picture", file=filename)
        if sum(shot.pages for shot in shots) > limits.pages:
            raise LimitError("pages", file=filename, limit=limits.pages)
        names = [shot.name for shot in shots]
        shots = [shots[place] for place in before_reading(names, [shot.taken for shot in shots])]
        read = list(_pages(bundle, shots, limits))
    if not any(page.words or page.boxes for _, page in read):
        broken = any(part.reason == "page_unreadable" for _, page in read for part in page.skipped)
        raise InputError("damaged_picture" if broken else "no_text", file=filename)
    meant = are_series(names)
    known = meant or len({shot.taken for shot in shots if shot.taken}) == len(shots)
    settled = settle([clues_of(page) for _, page in read], meant, known)
    ordered = [(read[place][0], _numbered(read[place][1], number)) for number, place in enumerate(settled.order, 1)]
    pages = [page for _, page in ordered]
    blocks, furniture = assemble(pages)
    photos: list[Photo] = []
    for shot, page in ordered:
        if not photos or photos[-1].sha256 != shot.sha256:
            photos.append(Photo(page.number, shot.name, shot.sha256))
    return Document(
        source=Source(
            filename=filename,
            sha256=sha256,
            media_type=MEDIA_TYPE,
            reader=READER,
            size=size,
            pages=len(pages),
            page_sizes=tuple((round(page.width, 1), round(page.height, 1)) for page in pages),
            page_maps=tuple(page.onto for page in pages),
            photos=tuple(photos),
            order=settled.told,
        ),
        blocks=blocks,
        skipped=(*skipped, *furniture, *(part for page in pages for part in page.skipped)),
        regions=tuple(region for page in pages for region in page.regions),
    )


def _look(bundle: Bundle) -> tuple[list[_Shot], list[Skipped], str]:
    """Each photo once; what is left out: a photo that is there twice, a file that is none; and the set's hash."""
    shots: dict[str, _Shot] = {}
    hashes, skipped = [], []
    for place, name in enumerate(bundle.names):
        data = bundle.photo(place)
        sha256 = hashlib.sha256(data).hexdigest()
        hashes.append(sha256)
        if sha256 in shots:
            skipped.append(Skipped("photo", "photo_twice", name))
        elif sniff(data) not in MEDIA_TYPES:
            skipped.append(Skipped("page", "photo_unreadable", name))
        else:
            shots[sha256] = _Shot(place, name, sha256, *_about(_input(name, data)))
    return list(shots.values()), skipped, set_hash(hashes)


def _about(source: Input) -> tuple[int, str | None]:
    """How many pages the picture has, and when it was taken; a damaged one is a page that cannot be read."""
    try:
        with open_picture(source) as picture:
            count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
            taken = picture.getexif().get_ifd(EXIF).get(TAKEN)
            return count, taken if isinstance(taken, str) and taken.strip("\0 :0") else None
    except (InputError, *DAMAGED):
        return 1, None


def _pages(bundle: Bundle, shots: list[_Shot], limits: Limits) -> Iterator[tuple[_Shot, Page]]:
    """Every page with its photo, numbered as they come: by these numbers a supervisor leaves pages out."""
    begun, total = 0, sum(shot.pages for shot in shots)
    for shot in shots:
        source = _input(shot.name, bundle.photo(shot.place))
        left_out = frozenset(number - begun for number in limits.leave_out if begun < number)
        own = replace(limits, leave_out=left_out)
        count = 0
        try:
            for sheet in sheets(source, own):
                count += 1
                page_begins(begun + count, max(total, begun + count), scan=True)
                yield shot, read_sheet(sheet, own)
        except InputError:
            count += 1
            unreadable = Skipped("page", "photo_unreadable", shot.name, begun + count)
            yield shot, Page(begun + count, *A4, skipped=[unreadable])
        begun += count


def _numbered(page: Page, number: int) -> Page:
    """The page with its number in the set, which all that stands on it bears too."""
    return replace(
        page,
        number=number,
        skipped=[replace(part, page=number) for part in page.skipped],
        regions=[replace(region, page=number) for region in page.regions],
    )


def _input(name: str, data: bytes) -> Input:
    from parsers.readers import Input

    return Input(name, data)
