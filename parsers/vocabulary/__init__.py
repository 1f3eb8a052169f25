"""The domain's words as data: TOML files beside this module, and an office's own folder laid over them.

A file is a branch of the vocabulary by its name: `load_vocabulary()["awards"]["titles"]`. In an office's folder a file
of the same name adds to ours: tables merge key by key, lists are joined (ours first), other values are replaced.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from models.errors import VocabularyError

Vocabulary = Mapping[str, Any]
Made = TypeVar("Made")
_made: dict[tuple[int, object], tuple[Vocabulary, Any]] = {}


@cache
def load_vocabulary(overlay: Path | None = None) -> Vocabulary:
    """All branches. Raises VocabularyError for a folder or file of `overlay` that cannot be read or merged."""
    words = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in files("parsers").joinpath("vocabulary").iterdir()
        if file.name.endswith(".toml")
    }
    if overlay is None:
        return words
    if not overlay.is_dir():
        raise VocabularyError("vocabulary_folder_missing", folder=str(overlay))
    for file in sorted(overlay.glob("*.toml")):
        words[file.stem] = _merge(words.get(file.stem, {}), _read(file), file.name)
    return words


def compiled(make: Callable[[Vocabulary], Made], vocabulary: Vocabulary) -> Made:
    """What `make` makes of a vocabulary (its patterns, its phrase finder), made once for each vocabulary."""
    key = (id(vocabulary), make)
    if key not in _made:
        _made[key] = (vocabulary, make(vocabulary))  # the vocabulary is held, so its id stays its own
    made: Made = _made[key][1]
    return made


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError("vocabulary_unreadable", file=file.name, reason=str(error)) from error


def _merge(ours: Any, theirs: Any, where: str) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {key: _merge(ours[key], value, f"{where}: {key}") if key in ours else value
                       for key, value in theirs.items()}  # fmt: skip
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *theirs]
    if isinstance(ours, dict | list) or isinstance(theirs, dict | list):
        raise VocabularyError("vocabulary_shape", place=where)
    return theirs
