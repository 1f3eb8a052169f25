"""What is wrong with the vocabulary: ours, and an office's own folder laid over it.

Generic: TOML in UTF-8, NFC, no blank phrase, lists of one type, no phrase twice in one list, an overlay of the shape
that it is laid over. By branch: phrases that may stand under one code only, and codes that the contract closes.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from models.errors import VocabularyError
from models.report import (
    CRITERION_LEVELS,
    OVERALL_LEVELS,
    AdmissionKind,
    AwardLevel,
    DocumentKind,
    EducationLevel,
    RecipientType,
    Scale,
    SectionKind,
    Subject,
)
from parsers.text import fold


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `place` is "file.toml: table.key"; `code` a key of the catalogue (`vocabulary.<code>`)."""

    place: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a branch promises beyond its shape, by dotted paths with * for any one name; "" is the branch itself.

    `exclusive`: tables code → phrases (or a table with `phrases`) in which no phrase stands under two codes. `codes`:
    paths whose keys (of a table) or values (of a string or list) are codes of the contract. `blanks`: lists that may
    hold an empty text.
    """

    blanks: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    codes: Mapping[str, frozenset[str]] | None = None


def _codes(literal: Any) -> frozenset[str]:
    return frozenset(get_args(literal))


LEVELS = _codes(AwardLevel)
ISSUING = LEVELS | {"city", "sector"}  # of two levels: which one, the place or the rest of the name says
KINDS = _codes(SectionKind)
RULES: Mapping[str, Rules] = {
    "admissions": Rules(exclusive=("events",), codes={"events": _codes(AdmissionKind), "verbs": _codes(AdmissionKind)}),
    "awards": Rules(
        exclusive=("ranks", "forms", "flags", "medals", "titles.*", "standards"),
        codes={"title_levels.*": LEVELS, "medal_levels.*": LEVELS, "titles": _codes(RecipientType)},
    ),
    "checks": Rules(codes={"sections": KINDS}),
    "contests": Rules(exclusive=("",), codes={"*.recipient": _codes(RecipientType)}),
    "issuers": Rules(
        exclusive=("levels", "issuers"),
        codes={"levels": ISSUING, "places": ISSUING, "issuers.*.level": ISSUING},
    ),
    "organisation": Rules(codes={"school_kinds": _codes(EducationLevel) | {"other"}}),
    "ratings": Rules(
        blanks=("marks.content_empty",),
        exclusive=("levels.*",),
        codes={
            "levels": _codes(Scale),
            "levels.criterion": frozenset(CRITERION_LEVELS),
            "levels.overall": frozenset(OVERALL_LEVELS),
        },
    ),
    "sections": Rules(codes={"holds": KINDS, "kinds": KINDS | {"none"}, "inside": KINDS}),
    "templates": Rules(
        exclusive=("kinds", "subjects"), codes={"kinds": _codes(DocumentKind), "subjects": _codes(Subject)}
    ),
}


def check_vocabulary(overlay: Path | None = None) -> Iterator[Problem]:
    """Every problem of our branches and of the office's folder. Raises VocabularyError for a folder that is none."""
    ours = {}
    for file in sorted(files("parsers").joinpath("vocabulary").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            branch = yield from _read(file.name, file.read_bytes())
            if branch is not None:
                ours[file.name] = branch
                yield from _check_branch(file.name, branch)
    if overlay is None:
        return
    if not overlay.is_dir():
        raise VocabularyError("vocabulary_folder_missing", folder=str(overlay))
    for path in sorted(overlay.glob("*.toml")):
        branch = yield from _read(path.name, path.read_bytes())
        if branch is not None:
            yield from _check_overlay(path.name, branch, ours.get(path.name))


def _read(name: str, content: bytes) -> Generator[Problem, None, dict[str, Any] | None]:
    """The branch of a file; a file that cannot be read is a problem and no branch."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield Problem(name, "unreadable", str(error))
        return None


def _check_overlay(name: str, branch: dict[str, Any], ours: dict[str, Any] | None) -> Iterator[Problem]:
    if ours is None:
        yield Problem(name, "unknown_branch")
        return
    yield from _check_values(name, branch)
    yield from _check_shape(name, branch, ours)
    merged = _merged(ours, branch)
    yield from _check_rules(name, merged)


def _check_branch(name: str, branch: dict[str, Any]) -> Iterator[Problem]:
    yield from _check_values(name, branch)
    yield from _check_rules(name, branch)


# --- generic -----------------------------------------------------------------------------------------------------


def _check_values(place: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, str):
        if not value.strip() and not _may_be_blank(place):
            yield Problem(place, "blank")
        elif not unicodedata.is_normalized("NFC", value):
            yield Problem(place, "not_nfc", value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _check_values(_under(place, key), item)
    elif isinstance(value, list):
        if len({type(item) for item in value}) > 1:
            yield Problem(place, "mixed_list")
        yield from _twice(place, value)
        for number, item in enumerate(value):
            yield from _check_values(f"{place}[{number}]", item)


def _may_be_blank(place: str) -> bool:
    name, _, path = place.partition(": ")
    rules = RULES.get(name.removesuffix(".toml"))
    return rules is not None and path.partition("[")[0] in rules.blanks


def _twice(place: str, values: list[Any]) -> Iterator[Problem]:
    """A phrase told again to the letter; two spellings of one ("khoá", "khóa") do no harm."""
    phrases = [value for value in values if isinstance(value, str)]
    yield from (Problem(place, "twice", phrase) for phrase, told in Counter(phrases).items() if told > 1)


def _check_shape(place: str, theirs: Any, ours: Any) -> Iterator[Problem]:
    """Theirs beside ours: a table where ours is a table, a list of the same where ours is a list."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        model = _common_shape(ours)
        for key, value in theirs.items():
            if key in ours:
                yield from _check_shape(_under(place, key), value, ours[key])
            elif model is not None and _kind(value) != model:
                yield Problem(_under(place, key), "other_shape", model)
    elif _kind(theirs) != _kind(ours):
        yield Problem(place, "other_shape", _kind(ours))


def _common_shape(table: dict[str, Any]) -> str | None:
    """The shape that all entries of a table share, so that a new entry must share it; None where they differ."""
    kinds = {_kind(value) for value in table.values()}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return f"list of {_kind(value[0])}" if value else "list"
    names = {dict: "table", str: "text", bool: "true or false", int: "number", float: "number"}
    return names.get(type(value), type(value).__name__)


def _merged(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {key: _merged(ours.get(key), value) for key, value in theirs.items()}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *theirs]
    return theirs


def _under(place: str, key: str) -> str:
    return f"{place}.{key}" if ": " in place else f"{place}: {key}"


# --- by branch ---------------------------------------------------------------------------------------------------


def _check_rules(name: str, branch: dict[str, Any]) -> Iterator[Problem]:
    rules = RULES.get(name.removesuffix(".toml"))
    if rules is None:
        return
    for path, value in _walk(branch):
        place = f"{name}: {path}" if path else name
        if any(fnmatchcase(path, pattern) for pattern in rules.exclusive) and isinstance(value, dict):
            yield from _under_two_codes(place, value)
        for pattern, codes in (rules.codes or {}).items():
            if fnmatchcase(path, pattern):
                yield from (Problem(place, "unknown_code", code) for code in _told_codes(value) if code not in codes)


def _walk(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every path and its value; the whole branch is the path "" of its own."""
    if not above:
        yield "", table
    for key, value in table.items():
        path = f"{above}.{key}" if above else key
        yield path, value
        if isinstance(value, dict):
            yield from _walk(value, path)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from _walk(item, path)


def _told_codes(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _under_two_codes(place: str, table: dict[str, Any]) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for code, entry in table.items():
        phrases = entry.get("phrases", []) if isinstance(entry, dict) else entry
        for phrase in phrases if isinstance(phrases, list) else []:
            first = owner.setdefault(fold(str(phrase)), code)
            if first != code:
                yield Problem(place, "two_codes", f"{phrase} ({first}, {code})")
