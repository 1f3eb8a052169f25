"""An award while it is being read, and who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.report import Award, AwardCategory, Evidence
from parsers.extractors.passages import Passage

KINDS = {
    "student": "student",
    "staff": "staff",
    "post": "staff",
    "person": "staff",
    "school": "collective",
    "collective": "collective",
}


@dataclass(slots=True)
class Group:
    """Who receives: how many of which kind (`receivers` code of the vocabulary), and the names given."""

    kind: str
    start: int
    end: int
    count: int | None = None
    share: float | None = None
    names: list[str] = field(default_factory=list)
    single: bool = False  # one person by the word: "Hiệu trưởng"
    several: bool = False  # "nhiều", "các": more than one, nobody says how many
    sure: float = 1.0  # of the names


@dataclass(slots=True)
class Contest:
    """A contest as the text words it, with its code where the vocabulary knows it."""

    text: str
    start: int
    end: int
    code: str | None = None
    staff: bool = False
    subject: str | None = None
    grades: list[str] | None = None
    evidence: Evidence | None = None
    sure: float = 1.0
    level: str | None = None  # "Hội diễn văn nghệ quần chúng xã": the place that ends the name
    several: bool = False  # "các cuộc thi …": what they are may be told behind
    led: bool = False  # a word such as "cuộc thi" announces it
    topic: bool = False  # "Về thể thao: …": what the sentence is about; a sport named behind is nearer


@dataclass(slots=True)
class Draft:
    """One award to be; `doubt` is the product of what speaks against it."""

    category: AwardCategory
    start: int
    end: int
    name: str = ""
    rank: str | None = None
    count: int | None = None
    share: float | None = None
    level: str | None = None
    level_own: bool = False  # the sentence says it of this very award
    group: Group | None = None
    issuer: str | None = None
    contest: Contest | None = None
    contest_own: bool = False
    subject: str | None = None
    grades: list[str] | None = None
    fallback: Contest | None = None  # "môn cờ vua": the contest where the sentence names no other
    year: int | None = None
    school_year: str | None = None
    grade: int | None = None
    placing: int | None = None
    kind: str = ""  # student, staff, collective where it is known already
    of_works: bool = False  # "03 sáng kiến đạt giải": the staff's
    winners: Group | None = None  # the list of names right before the rank
    is_total: bool = False
    parts: list[Draft] = field(default_factory=list)  # of a total: its ranks
    partial: bool = False  # of a total: "trong đó" tells some of it only
    also: list[Evidence] = field(default_factory=list)
    doubt: float = 1.0

    def award(self, passage: Passage) -> Award:
        """The finished award, with the words that state it."""
        contest, group = self.contest, self.group
        also = list(self.also)
        if contest is not None and not (self.start <= contest.start and contest.end <= self.end):
            also += [contest.evidence] if contest.evidence is not None else []
        return Award(
            category=self.category,
            recipient_type=self.kind or "staff",
            name=self.name,
            level=self.level,
            rank=self.rank,
            count=self.count,
            share=self.share,
            recipients=list(group.names) if group is not None else [],
            issuer=self.issuer,
            contest=contest.code if contest is not None else None,
            subject=self.subject or (contest.subject if contest is not None else None),
            grades=self.grades or (contest.grades if contest is not None else None),
            year=self.year,
            school_year=self.school_year,
            grade=self.grade,
            placing=self.placing,
            evidence=passage.evidence(self.start, self.end, also),
            confidence=round(min(0.98, 0.98 * self.doubt), 3),
        )


def set_level(drafts: list[Draft], level: str | None, *, own: bool = True) -> None:
    """Give the prizes a level; `own`: the sentence says it of them."""
    for draft in drafts:
        draft.level = level
        draft.level_own = draft.level_own or own
        if level is None:
            draft.doubt *= 0.8
