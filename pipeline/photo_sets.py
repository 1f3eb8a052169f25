"""Sets of photos that are one report each, for `--as-one`: which photos belong together, bound into one file.

Photos named together are one set. Of a folder, the photos that lie directly in it are one set, those of each folder
below are another; of an archive likewise. Photos beside other reports are not guessed at: they must be named. Without
`--as-one` every photo is a file of its own: two reports' photos are never merged unasked, and a folder that looks like
a set is only pointed out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from models.errors import InputError, KiemdiemError, UsageError
from parsers.readers.bundle import Binder, are_series, natural
from pipeline.limits import batch_limits
from pipeline.originals import display_name
from pipeline.sources import PICTURES, Budget, SourceFile, walk
from pipeline.temporary import hold, temporary_folder

ROOT = "."  # the member that a set at an archive's root has: the archive itself has none
LONGEST_TITLE = 80  # characters of a set's name
Reached = Callable[[], AbstractContextManager[Path]] | Path


class BoundPhotos(AbstractContextManager[Path]):
    """A set bound into one file, as long as it is entered. Raises the error of a photo that cannot be reached."""

    def __init__(self, photos: Callable[[], Iterable[SourceFile]], title: str) -> None:
        self._photos, self._title = photos, title
        self._held = ExitStack()

    def __enter__(self) -> Path:
        with ExitStack() as held:
            folder = held.enter_context(temporary_folder())
            path = folder / self._title
            budget = Budget(batch_limits())
            with Binder(path) as binder:
                for photo in self._photos():
                    if photo.error is not None or photo.place is None:
                        raise photo.error or InputError("file_missing", file=photo.name)
                    try:
                        _bind(photo, photo.place, binder, budget)
                    except OSError as problem:
                        reason = problem.strerror or ""
                        raise InputError("file_unreadable", file=photo.name, reason=reason) from problem
            hold(folder, path.stat().st_size)
            held.callback(hold, folder, 0)
            self._held = held.pop_all()
        return path

    def __exit__(self, *error: object) -> None:
        self._held.close()


def _bind(photo: SourceFile, reached: Reached, binder: Binder, budget: Budget) -> None:
    with nullcontext(reached) if isinstance(reached, Path) else reached() as place:
        budget.take(place.stat().st_size, photo.name)
        with place.open("rb") as opened:
            binder.add(_base(photo), opened)


@dataclass(slots=True)
class _Folder:
    """What lies directly in one folder, on disk or within an archive."""

    shown: str
    origin: Path
    member: str
    photos: list[SourceFile] = field(default_factory=list)
    mixed: bool = False

    def sources(self, broken: KiemdiemError | None) -> Iterator[SourceFile]:
        """Its photos as one source; one alone is a file like any other.

        Of an archive that is `broken` nobody knows which photos of a set are missing: a cut set would look whole.
        """
        if broken is not None and self.photos:
            yield SourceFile(self.shown, error=broken, origin=self.origin, member=self.member, as_one=True)
        elif self.mixed and self.photos:
            error = InputError("photos_mixed", file=self.shown)
            yield SourceFile(self.shown, error=error, origin=self.origin, member=self.member, as_one=True)
        elif len(self.photos) > 1:
            yield _bound(self.shown, self.photos, self.origin, self.member)
        else:
            yield from map(_looked_up, self.photos)


def walk_as_one(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """Like `walk`, each set of photos as one source, behind what else there is under its path."""
    files = [path for path in paths if path.is_file() and path.suffix.lower() in PICTURES]
    if files:
        yield from _named(files)
    for path in paths:
        if path not in files:
            for source in _sets_of(path):
                alone = source.place == path  # a file that was named, and no photo
                yield replace(source, place=None, error=UsageError("not_a_photo", file=path.name)) if alone else source


def pointed_out(sources: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The sources; the second photo of a folder whose names are a series says so."""
    seen: dict[tuple[Path | None, str], str | None] = {}
    for source in sources:
        if source.place is not None and _is_photo(source):
            key, name = _home(source), _base(source)
            before = seen.get(key, "")
            if before and are_series([before, name]):
                source, name = replace(source, note="photo_series"), ""
            if before is not None:
                seen[key] = name or None
        yield source


def again(place: Path, member: str) -> Iterator[SourceFile]:
    """The set that a job was for: where it lies, and which photos it is made of now; one photo may be left of it."""
    if member.startswith("["):
        yield from walk_as_one([Path(path) for path in json.loads(member)])
        return
    home = (place, "" if member == ROOT else member)
    for source in walk_as_one([place]):
        if source.origin == place and source.member == member:
            yield source
        elif source.place is not None and _is_photo(source) and _home(source) == home:
            yield replace(source, origin=place, member=member, as_one=True)


def _named(files: list[Path]) -> Iterator[SourceFile]:
    """The photos that were named together."""
    if len(files) == 1:
        yield from walk(files)
        return
    sources = [source for path in files for source in walk([path])]
    names = sorted((display_name(path.name) for path in files), key=natural)
    member = json.dumps(sorted({os.fsencode(path.absolute()).decode(errors="backslashreplace") for path in files}))
    yield _bound(f"{names[0]} … {names[-1]}", sources, files[0].absolute().parent, member)


def _sets_of(path: Path) -> Iterator[SourceFile]:
    folders: dict[tuple[Path | None, str], _Folder] = {}
    broken: dict[Path, KiemdiemError] = {}
    for source in walk([path]):
        home = _home(source)
        if source.origin is None or source.passed_over is not None:
            yield source
            continue
        if source.error is not None and source.place is None and not source.member:  # an archive that broke off
            broken[source.origin] = source.error
            yield replace(source, as_one=True)
            continue
        folder = folders.get(home)
        if folder is None:
            shown = str(PurePosixPath(source.name).parent)
            origin, member = (source.origin, home[1] or ROOT) if source.member else (source.origin.parent, "")
            folder = folders[home] = _Folder(shown if shown != "." else source.name, origin, member)
        if _is_photo(source):
            folder.photos.append(source)
        else:
            folder.mixed = True
            yield source
    for folder in folders.values():
        yield from folder.sources(broken.get(folder.origin))


def _bound(shown: str, photos: list[SourceFile], origin: Path, member: str) -> SourceFile:
    """The photos as one source; members of an archive are looked up again, for one must be copied before the next."""
    title = display_name(shown.rsplit("/", 1)[-1])[:LONGEST_TITLE]
    wanted = {photo.member for photo in photos}
    inner = bool(photos[0].member)
    again = partial(_members, origin, wanted) if inner else (lambda: photos)
    on_disk = tuple(photo.origin for photo in photos if photo.origin is not None and not inner)
    return SourceFile(
        shown, lambda: BoundPhotos(again, title), origin=origin, member=member, as_one=True, photos=on_disk
    )


def _looked_up(photo: SourceFile) -> SourceFile:
    """The one photo of a folder; within an archive it is looked up anew, for the walk through that has gone on."""
    if not photo.member or photo.origin is None:
        return photo
    return replace(photo, place=partial(_member, photo.origin, photo.member, photo.name))


@contextmanager
def _member(archive: Path, member: str, name: str) -> Iterator[Path]:
    for source in _members(archive, {member}):
        if source.error is not None or source.place is None:
            raise source.error or InputError("file_missing", file=name)
        with nullcontext(source.place) if isinstance(source.place, Path) else source.place() as path:
            yield path
            return
    raise InputError("file_missing", file=name)


def _members(archive: Path, wanted: set[str]) -> Iterator[SourceFile]:
    return (source for source in walk([archive]) if source.member in wanted)


def _home(source: SourceFile) -> tuple[Path | None, str]:
    """The folder that it lies in: of an archive's member, the archive and the folder within."""
    if source.member:
        inner = str(PurePosixPath(source.member).parent)
        return source.origin, "" if inner == "." else inner
    return (source.origin.parent if source.origin is not None else None), ""


def _is_photo(source: SourceFile) -> bool:
    return Path(source.member or source.name).suffix.lower() in PICTURES


def _base(source: SourceFile) -> str:
    return display_name(PurePosixPath(source.member or source.name).name)
