"""Who reports: the cell, the school, the body above it, the commune.

A report names itself in its preamble and closing sentence in small letters, in its head in capitals, and in between
wherever it speaks of itself. The preamble comes first; a name that stands in capitals only is written as the rest of
the paper writes it, else by the vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from models.document import Document
from models.report import EducationLevel, Evidence, Organisation
from parsers.extractors.head.casing import as_written_elsewhere, is_upper, name_case
from parsers.extractors.passages import Layout, Passage
from parsers.phrases import ANY_BLANKS, any_of
from parsers.text import fold, shadow
from parsers.vocabulary import Vocabulary, compiled

PROPER_WORDS = 6  # the longest proper name of a school or place, in words

_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a passage, as written; `proper` if a name or place of its own stands in it."""

    text: str
    passage: Passage
    start: int
    end: int
    proper: bool = True

    @property
    def evidence(self) -> Evidence:
        """The place of the name."""
        return self.passage.evidence(self.start, self.end)


class Words:
    """The vocabulary's bodies and kinds of school, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: dict[str, Any] = vocabulary["organisation"]
        kinds: dict[str, list[str]] = words["school_kinds"]
        self.levels = [  # those with the longest names first: a name is read once
            (level, re.compile(rf"(?<!\w)(?:{alternatives(names)})(?!\w)"))
            for level, names in sorted(kinds.items(), key=lambda entry: -max(map(len, entry[1])))
            if level != "other"
        ]
        self.boarding: dict[str, Any] = words["boarding"]
        self.boards = re.compile(rf"(?<!\w)(?:{alternatives(self.boarding['names'])})(?!\w)")
        self.whole_names: dict[str, str] = words["whole_names"]
        self.acronyms = frozenset(words["acronyms"])
        units = words["units"]
        bodies = words["bodies"]
        every = [kind for level in kinds.values() for kind in level]
        self.units = alternatives(units["communes"] + units["others"])
        self.communes = alternatives(units["communes"])
        kind = rf"(?:{alternatives(every)})(?!\w)"
        joint = r"[\s,&\-–+/.]*(?:và\s+)?"
        # "Trường" + kinds + what is proper; the proper part is read by `_proper_end`, for only case tells its end.
        self.school = re.compile(rf"(?<!\w)(?:{alternatives(words['school_openers'])})(?!\w)(?:{joint}{kind})*")
        self.cell = re.compile(rf"(?<!\w)(?:{alternatives(bodies['cell'])})(?!\w)\s*")
        self.generic = re.compile(rf"(?:{alternatives(bodies['generic'])})(?!\w)")
        self.kind = re.compile(kind)
        self.cell_number = re.compile(r"(?:số\s+)?(?:\d{1,3}|[ivx]{1,5})(?![\w/])(?!\s*(?:đảng viên|đồng chí|đ/c|năm))")
        # A university is the body above its practice school, never the school that reports.
        self.higher = re.compile(rf"(?:{alternatives(words['higher'])})(?!\w)")
        self.parent = re.compile(rf"(?<!\w)(?:{alternatives(bodies['parents'])})(?!\w)(?:\s+{self.higher.pattern})?")
        self.state_parent = re.compile(rf"(?<!\w)(?:{alternatives(bodies['state_parents'])})(?!\w)")
        self.belongs = re.compile(rf"(?:{alternatives(bodies['belongs'])})\s*$")
        self.former = re.compile(rf"(?<!\w)(?:{alternatives(bodies['former'])})(?!\w)[^.;)]*\Z")
        self.old = re.compile(rf"\s*\(?(?:{alternatives(bodies['old'])})(?!\w)")
        self.counted = re.compile(rf"\s+(?:{alternatives(words['counted']['words'])})(?!\w)")
        self._cased = {shadow(phrase): phrase for phrase in words["cased"]}
        self._phrases = re.compile(rf"(?<!\w)(?:{alternatives(self._cased)})(?!\w)")

    def cased(self, name: str, text: str) -> str:
        """`name` in the case in which `text` writes it, else by rule."""
        if not is_upper(name):
            return name
        return as_written_elsewhere(name, text) or name_case(name, self._phrases, self._cased, self.acronyms)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression of any of `words`, the longer ones first, blanks of any width."""
    return any_of(map(shadow, words), ANY_BLANKS)


def extract_organisation(
    document: Document, layout: Layout, vocabulary: Vocabulary, place: str | None = None
) -> Organisation:
    """The report's organisation; None where neither the head nor the text says it. `place` is the paper's place."""
    words = compiled(Words, vocabulary)
    text = document.text
    head = [passage for passage in layout.head if passage.role == "head"]
    naming = [p for p in layout.head if p.role == "preamble"] + [p for p in layout.head if p.role == "title"]
    closing = [p for p in layout.closing if p.role == "closing"]
    issuer, above = _left_column(head, words)

    school = _school([*naming, *closing], issuer, head, layout, words)
    cell = _cell([*naming, *issuer, *closing], words)
    parent = _parent([*naming, *closing], above, layout, words)
    school_name = _tidy(words.cased(school.text, text)) if school else None
    cell_name = _tidy(words.cased(cell.text, text)) if cell else None
    parent_name = _tidy(words.cased(parent.text, text)) if parent else None
    found = [mention for mention in (school, cell, parent) if mention]
    evidence = found[0].evidence if found else None
    if evidence is not None:
        evidence.also = [mention.evidence for mention in found[1:]]
        evidence.also += [p.evidence(p.start, p.stop) for p in issuer[:1] if p.block != evidence.block]
    return Organisation(
        name=_own_name(cell_name, school_name, [*naming, *issuer, *closing], words),
        cell=cell_name,
        school=school_name,
        education_level=_level(school_name, issuer, words),
        parent=parent_name,
        commune=_commune(parent_name, school_name, place, words),
        evidence=evidence,
        confidence=_confidence(school, parent),
    )


def _level(school: str | None, issuer: Sequence[Passage], words: Words) -> EducationLevel | None:
    """By the school's name; where none is named, by the cell's: "CHI BỘ MẦM NON PA A"."""
    if school:
        return education_level(school, words)
    for passage in issuer:
        cell = words.cell.match(passage.shadow, passage.start)
        if cell and (kind := words.kind.match(passage.shadow, cell.end())):
            return education_level(kind[0], words)
    return None


def _tidy(name: str) -> str:
    name = " ".join(name.split()).strip(" -–,;:.")
    return name[:1].upper() + name[1:]


def _own_name(cell: str | None, school: str | None, naming: Sequence[Passage], words: Words) -> str | None:
    if cell and school:
        return f"{cell} - {school}"
    if cell or not school:
        return cell
    for passage in naming:
        text = shadow(passage.words)
        for body in words.parent.finditer(text):
            if _is_school_body(text[body.start() :], words):
                return f"{_tidy(words.cased(passage.words[body.start() : body.end()], ''))} {school}"
    if any(words.cell.search(shadow(passage.words)) for passage in naming):
        return f"Chi bộ {school}"
    return school


def _confidence(school: Mention | None, parent: Mention | None) -> float:
    if school is None:
        return 0.5
    return (0.97 if parent else 0.93) if school.proper else 0.7


# --- the head's left column ----------------------------------------------------------------------------------------


def _left_column(head: Sequence[Passage], words: Words) -> tuple[list[Passage], list[Passage]]:
    """The issuer's lines (a name may run over several) joined as they stand, and the lines of the bodies above it."""
    cells = {p.cell for p in head if p.cell is not None and _names_body(p, words)}
    lines = [p for p in head if p.cell is None or p.cell in cells or not cells]
    issuer: list[Passage] = []
    above: list[Passage] = []
    for passage in lines:
        text = shadow(passage.words).strip(" *-_")
        if words.cell.match(text) or words.school.match(text) or _is_school_body(text, words):
            issuer.append(passage)
        elif words.parent.match(text) or words.state_parent.match(text):
            above.append(passage)
    return _runs_on(issuer, lines, words), _runs_on(above, lines, words)


def _names_body(passage: Passage, words: Words) -> bool:
    text = shadow(passage.words).strip(" *-_")
    return any(pattern.match(text) for pattern in (words.cell, words.school, words.parent, words.state_parent))


def _is_school_body(text: str, words: Words) -> bool:
    """ "ĐẢNG BỘ TRƯỜNG THPT X" reports itself; it is no body above."""
    match = words.parent.match(text)
    if match is None or words.higher.search(match[0]):
        return False
    return words.school.match(text[match.end() :].lstrip()) is not None


_STOPS = re.compile(r"\W*(?:số\b|\*|đảng cộng sản|cộng h[oò]a|độc lập|mẫu\b|.*\bngày\b|\(?biểu)")


def _runs_on(starts: list[Passage], lines: Sequence[Passage], words: Words) -> list[Passage]:
    """Each line joined with those below it in its cell that go on with the name, where one text holds them."""
    joined = []
    for passage in starts:
        place = lines.index(passage)
        end = passage.stop
        for following in lines[place + 1 :]:
            text = shadow(following.words).strip()
            same = (
                following.block == passage.block and following.cell == passage.cell and following.text == passage.text
            )
            if not same or _STOPS.match(text) or not any(letter.isalpha() for letter in text):
                break
            if _names_body(following, words) and not (words.school.match(text) and _names_cell_only(passage, words)):
                break
            end = following.stop
        joined.append(_stretch(passage, end))
    return joined


def _names_cell_only(passage: Passage, words: Words) -> bool:
    text = shadow(passage.words).strip(" *-_")
    return words.cell.match(text) is not None and words.school.search(text) is None


def _stretch(passage: Passage, end: int) -> Passage:
    return passage if end == passage.stop else replace(passage, end=end)


# --- names ---------------------------------------------------------------------------------------------------------


def mentions(
    passage: Passage, pattern: re.Pattern[str], words: Words, *, units_only: bool = False
) -> Iterator[Mention]:
    """The names in a passage that open with `pattern`: its words, units of place, then proper names."""
    text = passage.shadow
    for match in pattern.finditer(text, passage.start, passage.stop):
        end, proper = _proper_end(passage.text, text, match.end(), passage.stop, words)
        if units_only and not proper:
            continue
        yield Mention(passage.text[match.start() : end], passage, match.start(), end, proper)


_PROPER = re.compile(rf"\s+({_WORD}|\d{{1,3}}(?:[/\-]\d{{1,2}})?(?!\w|[.,/]\d))")
# In a line of capitals these end a name, for case does not.
_END_WORDS = frozenset(
    {"năm", "kiểm", "báo", "ngày", "trực", "thuộc", "qúy", "nhiệm", "tại", "trong", "với", "của", "theo", "chi", "đảng"}
)


def _proper_end(text: str, small: str, place: int, stop: int, words: Words) -> tuple[int, bool]:
    """Where the name ends that goes on at `place`: units ("xã", "số") and words with a capital belong to it."""
    capitals = is_upper(text[max(0, place - 8) : place].strip(" -–&"))
    unit = re.compile(rf"\s*(?:{words.units})(?!\w)")
    proper = False
    named = 0
    while named < PROPER_WORDS:
        if match := unit.match(small, place, stop):
            if not _PROPER.match(text, match.end(), stop):
                break
            place, named = match.end(), 0
            following = _PROPER.match(text, place, stop)
            if following and following[1][0].islower() and not unit.match(small, place, stop):
                place = match.start()
                break
            continue
        match = _PROPER.match(text, place, stop)
        if not match or match[1][0].islower():
            break
        if capitals and is_upper(match[1]) and shadow(match[1]) in _END_WORDS:
            break
        if not capitals and named and match[1][0].isdigit() and not _names_a_number(small, match, words):
            break
        place, proper, named = match.end(1), True, named + 1
    return place, proper


def _names_a_number(small: str, match: re.Match[str], words: Words) -> bool:
    """Whether a number behind a name is part of it: "Trường Tiểu học Long A 2", not "Trường THCS A 12 lớp"."""
    return len(match[1]) == 1 and words.counted.match(small, match.end(1)) is None


def _school(
    naming: Sequence[Passage], issuer: Sequence[Passage], head: Sequence[Passage], layout: Layout, words: Words
) -> Mention | None:
    """The first school named with a name of its own: by the report itself, in its head, then in its text."""
    groups: list[Sequence[Passage]] = [naming, issuer, head]
    fallback: Mention | None = None
    for group in groups:
        for passage in group:
            for mention in mentions(passage, words.school, words):
                if words.higher.match(shadow(mention.text)):
                    continue
                if mention.proper:
                    return _whole_name(mention, issuer, layout, words)
                if fallback is None and words.kind.search(shadow(mention.text)):
                    fallback = mention
    found = [m for p in layout.passages if not p.annex for m in mentions(p, words.school, words) if m.proper]
    named = [m for m in found if words.kind.search(shadow(m.text))]
    if named:
        counts = Counter(fold(m.text) for m in named)
        most, times = counts.most_common(1)[0]
        if times > 1 or len(counts) == 1:
            return next(m for m in named if fold(m.text) == most)
    return fallback


def _whole_name(mention: Mention, issuer: Sequence[Passage], layout: Layout, words: Words) -> Mention:
    """A name that small letters cut short ("Trường Tiểu học Anh hùng A"), whole as the head has it in capitals."""
    said = "\n".join(p.words for p in (*layout.head, *layout.closing))
    for passage in issuer:
        for longer in mentions(passage, words.school, words):
            begins = fold(longer.text).startswith(fold(mention.text) + " ")
            if begins and is_upper(longer.text) and as_written_elsewhere(longer.text, said):
                return longer
    return mention


def _cell(passages: Sequence[Passage], words: Words) -> Mention | None:
    """The cell's number, else the name it has beside its school's."""
    named: Mention | None = None
    for passage in passages:
        text = passage.shadow
        for match in words.cell.finditer(text, passage.start, passage.stop):
            if number := words.cell_number.match(text, match.end(), passage.stop):
                return Mention(passage.text[match.start() : number.end()], passage, match.start(), number.end())
            named = named or _named_cell(passage, text, match, words)
    return named


def _named_cell(passage: Passage, text: str, match: re.Match[str], words: Words) -> Mention | None:
    if words.generic.match(text, match.end()) or words.kind.match(text, match.end()):
        return None
    end, proper = _proper_end(passage.text, text, match.end() - 1, passage.stop, words)
    school = words.school.search(text, match.end(), passage.stop)
    if school and school.start() < end:
        end = school.start()
    name = passage.text[match.start() : end].rstrip(" -–")
    follows = re.match(r"\s*[-–,(]?\s*(?:trường|trung tâm)", text[match.start() + len(name) :])
    if not proper or end <= match.end() or not follows:
        return None
    return Mention(name, passage, match.start(), match.start() + len(name))


def _parent(naming: Sequence[Passage], above: Sequence[Passage], layout: Layout, words: Words) -> Mention | None:
    """The body above: "(trực thuộc …)", the head's line, else what the text speaks of; the state's where none is."""
    for passage in naming:
        for mention in _bodies(passage, words.parent, words):
            if words.belongs.search(passage.shadow[: mention.start]):
                return mention
    for pattern in (words.parent, words.state_parent):
        for passage in reversed(above):
            for mention in _bodies(passage, pattern, words):
                return mention
    for passage in naming:
        for mention in _bodies(passage, words.parent, words):
            return mention
    spoken = [m for p in layout.passages if not p.annex for m in _bodies(p, words.parent, words)]
    local = [m for m in spoken if re.search(rf"(?:{words.communes})(?!\w)", shadow(m.text))] or spoken
    own = [m for m in local if shadow(m.text).startswith("đảng bộ")] or local
    if not own:
        return None
    counts = Counter(fold(m.text) for m in own)
    best = counts.most_common(1)[0][0]
    return next(m for m in own if fold(m.text) == best)


def _bodies(passage: Passage, pattern: re.Pattern[str], words: Words) -> Iterator[Mention]:
    """The bodies that a passage names; one that was above before a merger ("trước đây thuộc …", "… (cũ)") is none."""
    for mention in mentions(passage, pattern, words, units_only=True):
        text = shadow(mention.text)
        if words.former.search(passage.shadow, passage.start, mention.start) or words.old.match(
            passage.shadow, mention.end
        ):
            continue
        if not words.school.search(text) or words.higher.search(text):
            yield mention


def _commune(parent: str | None, school: str | None, place: str | None, words: Words) -> str | None:
    """The commune that a name says ("Đảng bộ xã A"); else the place, where the school is called by it."""
    named = re.compile(rf"(?<!\w)(?:{words.communes})\s+(.+)")
    for name in (parent, school, place):
        if name and (match := named.search(shadow(name))):
            found = re.split(rf"\s*[,(–]|\s+-\s+|\s+(?:{words.units})\s", name[match.start(1) :])[0].strip()
            if found[:1].isupper() or found[:1].isdigit():
                return found
    bigger = re.compile(rf"(?<!\w)(?:{words.units})(?!\w)")
    if place and school and fold(school).endswith(fold(place)) and not bigger.search(shadow(school)):
        return None if parent and fold(parent).endswith(fold(place)) else place
    return None


# --- the level of education ----------------------------------------------------------------------------------------

_LEVELS: dict[frozenset[str], EducationLevel] = {
    frozenset({"preschool"}): "preschool",
    frozenset({"primary"}): "primary",
    frozenset({"lower_secondary"}): "lower_secondary",
    frozenset({"upper_secondary"}): "upper_secondary",
    frozenset({"preschool", "primary"}): "preschool_primary",
    frozenset({"primary", "lower_secondary"}): "primary_lower_secondary",
    frozenset({"lower_secondary", "upper_secondary"}): "lower_upper_secondary",
    frozenset({"primary", "lower_secondary", "upper_secondary"}): "primary_lower_upper_secondary",
}


def education_level(school: str, words: Words) -> EducationLevel | None:
    """The level that a school's name says: "TH&THCS" both, "PTDTNT huyện" lower secondary; None if it says none."""
    text = shadow(school)
    opening = words.school.match(text)
    kinds = text[: opening.end()] if opening else text
    for name, level in words.whole_names.items():
        if name in kinds and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", kinds):
            return cast(EducationLevel, level)
    found: set[str] = set()
    rest = kinds
    for level, pattern in words.levels:
        if pattern.search(rest):
            found.add(level)
            rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    if "continuing" in found:
        return "continuing"
    if found:
        return _LEVELS.get(frozenset(found))
    if words.boards.search(kinds):
        for unit, level in words.boarding.items():
            if unit != "names" and re.search(rf"(?<!\w){unit}(?!\w)", text):
                return cast(EducationLevel, level)
    return None
