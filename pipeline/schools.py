"""Whose report it is: a school by its folded name with its parent or place, never by the name alone.

Two schools are one only where a place or a parent says so; what cannot be told waits for a person (`Unclear`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database.registry import School
from models.report import Organisation
from parsers.text import fold
from parsers.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class SchoolKey:
    """The folded forms that schools are compared by; empty for unknown."""

    name: str
    place: str
    parent: str

    def relation(self, other: SchoolKey) -> bool | None:
        """Whether two keys of one name are one school: True, False, or None where nothing tells.

        The place decides where both know it; a parent that differs does not make two schools of one place (the
        bodies above changed in 2025), but where a place is unknown the same parent makes one.
        """
        if self.place and other.place:
            return self.place == other.place
        if self.parent and other.parent:
            return True if self.parent == other.parent else None
        return None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why no school can be named: a code of the catalogue (`labels.waiting`)."""

    reason: str


def school_key(organisation: Organisation) -> SchoolKey:
    """How the organisation's school is known; the name is empty where the report names no school."""
    words = _words()
    parent = words.without_body(fold(organisation.parent or ""))
    place = words.without_unit(fold(organisation.commune or "")) or words.lowest_place(parent)
    return SchoolKey(words.name(organisation.school or ""), place, parent)


def cell_key(organisation: Organisation) -> str:
    """The folded name or number of the cell ("Chi bộ 22" and "Chi bộ số 22" are "22"); empty for none."""
    name = fold(organisation.cell or "")
    for word in _words().cells:
        name = name.removeprefix(word).strip()
    return re.sub(r"\b0+(?=\d)", "", name)


def find_school(session: Session, organisation: Organisation, may_be_new: bool = True) -> School | Unclear:
    """The school of the organisation, made where it is a new one. Of two that both may be meant, none is chosen."""
    key = school_key(organisation)
    if not key.name:
        return Unclear("school_unknown")
    if not key.place and not key.parent:
        return Unclear("school_place_unknown")
    _one_at_a_time(session, key.name)
    known = session.scalars(select(School).where(School.name_key == key.name).order_by(School.id)).all()
    relations = [(school, key.relation(_key_of(school))) for school in known]
    same = [school for school, relation in relations if relation]
    if len(same) == 1:
        return _learn(session, same[0], key, organisation)
    if same or any(relation is None for _, relation in relations):
        return Unclear("school_unclear")
    if not may_be_new:
        return Unclear("school_unknown")
    return new_school(session, organisation)


def new_school(session: Session, organisation: Organisation) -> School:
    """A school under the names that the organisation gives."""
    key = school_key(organisation)
    school = School(
        name=organisation.school or organisation.name or "",
        name_key=key.name,
        place_key=key.place,
        parent_key=key.parent,
        commune=organisation.commune,
        parent=organisation.parent,
        education_level=organisation.education_level,
    )
    session.add(school)
    session.flush()
    return school


def _learn(session: Session, school: School, key: SchoolKey, organisation: Organisation) -> School:
    """What the report knows of the school and the register does not."""
    school.place_key = school.place_key or key.place
    school.parent_key = school.parent_key or key.parent
    school.commune = school.commune or organisation.commune
    school.parent = school.parent or organisation.parent
    school.education_level = school.education_level or organisation.education_level
    session.flush()
    return school


def _key_of(school: School) -> SchoolKey:
    return SchoolKey(school.name_key, school.place_key, school.parent_key)


def _one_at_a_time(session: Session, name: str) -> None:
    """Two writers must not make one school twice: on PostgreSQL they queue by name, on SQLite there is one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))


class _Words:
    """The vocabulary's branch `schools`, folded and ready."""

    def __init__(self, words: Any) -> None:
        spellings = {fold(form): fold(group[0]) for group in words["same"] for form in group}
        self._spellings = spellings
        self._spelling = _any_word(spellings)
        levels = "|".join(re.escape(fold(level)) for level in words["levels"])
        joints = "|".join(re.escape(fold(joint)) for joint in words["joints"])
        self._joint = re.compile(rf"(?<!\w)({levels})\s*(?:{joints}|&)\s*(?=(?:{levels})(?!\w))")
        self._optional = _any_word(map(fold, words["optional"]))
        self._unit = re.compile(rf"^(?:{_any_word(map(fold, words['units'])).pattern})\s+")
        self._lowest = re.compile(rf"^(?:{_any_word(map(fold, words['lowest_units'])).pattern})\s+(.+)")
        self._bodies = re.compile(rf"^(?:{_any_word(map(fold, words['bodies'])).pattern})\s+")
        self._committees = {fold(body): fold(unit) for body, unit in words["committees"].items()}
        self._committee = _any_word(self._committees)
        self.cells = sorted(map(fold, words["cells"]), key=len, reverse=True)

    @lru_cache(maxsize=4096)  # noqa: B019 (one instance, for the life of the process)
    def name(self, name: str) -> str:
        """ "Trường TH và THCS xã Ẳng Nưa" → "th&thcs ẳng nưa"."""
        text = self._spelling.sub(lambda match: self._spellings[match[0]], fold(name))
        text = self._joint.sub(r"\1&", text)
        text = self._optional.sub(" ", re.sub(r"[.,;:()\"'“”]", " ", text))
        return " ".join(text.removeprefix("trường").split())

    def without_body(self, text: str) -> str:
        """ "đảng ủy xã nà phay" → "xã nà phay", "huyện ủy mường hin" → "huyện mường hin"."""
        return self._committee.sub(lambda match: self._committees[match[0]], self._bodies.sub("", text))

    def without_unit(self, text: str) -> str:
        return self._unit.sub("", text)

    def lowest_place(self, parent: str) -> str:
        match = self._lowest.match(parent)
        return match[1] if match else ""


def _any_word(forms: Iterable[str]) -> re.Pattern[str]:
    ordered: Sequence[str] = sorted(forms, key=len, reverse=True)  # the longest first: "thcs" before "th"
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(load_vocabulary()["schools"])
