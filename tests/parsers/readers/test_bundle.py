"""A bound set of photos: what a binder writes is one, what only begins like one is no set and no endless work."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from models.errors import InputError
from parsers.readers.bundle import MEDIA_TYPE, Binder, hash_of_bundle, is_bundle, opened_bundle
from parsers.readers.limits import LIMITS


def written(path: Path, compression: int) -> Path:
    """A zip that begins as a bundle does."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)
        archive.writestr("001 a.jpg", b"\0" * 100_000, compression)
    assert is_bundle(path.read_bytes())
    return path


def lying_over_one_another(path: Path) -> Path:
    """Many names for one photo's bytes."""
    written(path, zipfile.ZIP_STORED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.filelist += [archive.filelist[1]] * 50
        archive._didModify = True  # type: ignore[attr-defined]  # the directory is written anew
    return path


def test_a_set_is_opened_and_known_by_its_photos(tmp_path: Path) -> None:
    for name, order in (("one", "ab"), ("other", "ba")):
        with Binder(tmp_path / name) as binder:
            for photo in order:
                binder.add(f"{photo}.jpg", io.BytesIO(photo.encode()))
    assert hash_of_bundle(tmp_path / "one") == hash_of_bundle(tmp_path / "other") is not None
    with opened_bundle(tmp_path / "one", "set", LIMITS) as bundle:
        assert (bundle.names, bundle.photo(1)) == (["a.jpg", "b.jpg"], b"b")


@pytest.mark.parametrize("kind", ["packed", "overlapping"])
def test_what_would_be_endless_work_is_no_set(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "packed":
        written(path, zipfile.ZIP_DEFLATED)
    else:
        lying_over_one_another(path)
    assert hash_of_bundle(path) is None
    with pytest.raises(InputError) as error, opened_bundle(path, "set", LIMITS):
        pass
    assert error.value.code == "damaged_zip"
