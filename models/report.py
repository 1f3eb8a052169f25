"""The Report: what a file means, the one data contract of the project.

`kiemdiem parse` prints it, the database holds the same facts in normal form, the regenerator and the summaries read
nothing else. Unknown is a value: None means that the text does not say, never zero.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1
SURE = 0.9  # facts at or above it need no second look: at least 98 in 100 of them are right

Status = Literal["marked", "blank", "ambiguous", "unknown"]
Scale = Literal["criterion", "overall", "overall_2014"]
CRITERION_LEVELS = ("excellent", "good", "average", "poor")
OVERALL_LEVELS = ("excellent", "good", "completed", "not_completed")
# Before 2018: classes of organisations, and of members. "Exemplary" is the first class with a word more.
OVERALL_2014_LEVELS = ("clean_strong", "good", "completed", "weak")
EXEMPLARY = "clean_strong_exemplary"
MEMBER_2014_LEVELS = ("qualified_excellent", "qualified_good", "qualified_completed", "disqualified")
DocumentKind = Literal["collective_review", "personal_review", "minutes", "analysis_sheet", "other"]
Subject = Literal["cell_committee", "cell", "leadership"]
Period = Literal["year", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "term"]
EducationLevel = Literal[
    "preschool",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "preschool_primary",
    "primary_lower_secondary",
    "lower_upper_secondary",
    "primary_lower_upper_secondary",
    "continuing",
]
SectionKind = Literal[
    "strengths",
    "organisation_principles",
    "targets_results",
    "party_building",
    "leadership_responsibility",
    "shortcomings",
    "shortcomings_list",
    "causes",
    "remediation",
    "explanations",
    "responsibility",
    "directions",
    "proposed_class",
]
AdmissionKind = Literal["admitted", "introduced", "confirmed"]
AwardCategory = Literal["prize", "commendation", "title", "flag", "medal", "recognition"]
RecipientType = Literal["student", "staff", "collective"]
AwardLevel = Literal[
    "school", "base", "commune", "cluster", "district", "province", "regional", "national", "international"
]
Unit = Literal["count", "times", "percent"]
Severity = Literal["error", "warning", "info"]


class Model(BaseModel):
    """Base of the contract's models: unknown keys are refused, so that a misspelt field cannot pass in silence."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False)


class Evidence(Model):
    """The place that a fact comes from, in the source's own words."""

    page: int | None = None  # from 1; None for a format without pages
    photo: str | None = None  # of a set of photos: the name of the one that holds the page
    bbox: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom in points from the page's top left
    block: int  # index of the paragraph or table in reading order
    start: int = 0  # characters in the block's (or the cell's) text
    end: int = 0
    cell: tuple[int, int] | None = None  # row, column of a table
    text: str
    read_as: str | None = None  # of a scan whose words were repaired: the same words as they were first read
    also: list[Evidence] = Field(default_factory=list)  # what else the fact leans on


class Fact(Model):
    """Whatever the report states: it carries its place and how sure the reading is."""

    evidence: Evidence | None = None
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)


class SkippedPart(Model):
    """Something that the file holds and that was not read."""

    what: str
    reason: str
    text: str = ""
    page: int | None = None


class Photo(Model):
    """One photo of a set that was read as one report."""

    page: int  # the first that it gave here, from 1: a picture file may hold several
    filename: str
    sha256: str


class Source(Model):
    """The file that was read: which of its reports (`part` of `parts`), and the photos that it was made of."""

    filename: str
    sha256: str
    media_type: str
    pages: int | None = None
    page_sizes: list[tuple[float, float]] = Field(default_factory=list)  # points
    skipped: list[SkippedPart] = Field(default_factory=list)
    reader: str
    part: int = 1  # this report's place among those of the file
    parts: int = 1  # how many reports the file holds
    photos: list[Photo] = Field(default_factory=list)  # of a set, in the order read


class DocumentInfo(Model):
    """What sort of paper it is; only `collective_review` feeds statistics."""

    kind: DocumentKind = "other"
    subject: Subject | None = None
    period: Period = "year"
    term: str | None = None  # "2022-2025"
    form: str | None = None  # "2019": the template recognised


class Organisation(Fact):
    """Who reports."""

    name: str | None = None
    cell: str | None = None
    school: str | None = None
    education_level: EducationLevel | None = None
    parent: str | None = None
    commune: str | None = None


class Section(Fact):
    """One section; `path` is "I", "I.1", "II.2.1"; text without sub-sections, tables and rating blocks."""

    path: str
    title: str
    kind: SectionKind | None = None
    flow: list[str] = Field(default_factory=list)  # "p" a paragraph, "t0" a table, "r0" a rating block, by index
    text: str = ""
    annex: bool = False


class Rating(Fact):
    """One block of check boxes."""

    section: str | None = None
    scale: Scale
    level: str | None = None  # set only when status is "marked"
    status: Status
    marks: list[str] = Field(default_factory=list)  # every level that is marked
    score: float | None = None  # 0 to 100, from 2025


class DataTable(Fact):
    """One table of data: a path of head labels per column, rows as written."""

    section: str | None = None
    caption: str | None = None
    header: list[list[str]] = Field(default_factory=list)
    rows: list[list[str]] = Field(default_factory=list)
    annex: bool = False


class Statistic(Fact):
    """One figure."""

    metric: str
    school_year: str | None = None
    group: str | None = None
    unit: Unit = "count"
    value: float
    base: float | None = None  # the 37 of "20/37"
    at_least: bool | None = None  # "từ khá trở lên"
    scale: str | None = None  # TT58/2011, TT22/2021, TT30/2014, TT22/2016, TT27/2020
    raw: str | None = None  # as written


class Admission(Fact):
    """One person admitted, introduced or confirmed."""

    name: str
    kind: AdmissionKind
    date: datetime.date | None = None
    who: Literal["student", "staff"] | None = None


class AdmissionCounts(Fact):
    """The counts as the text states them; 0 for "không kết nạp được", None where it states none."""

    admitted: int | None = None
    introduced: int | None = None
    confirmed: int | None = None
    planned: int | None = None
    target: int | None = None
    target_met: bool | None = None


class Award(Fact):
    """One rank, title or commendation."""

    category: AwardCategory
    recipient_type: RecipientType
    name: str
    level: AwardLevel | None = None
    rank: str | None = None
    count: int | None = None
    share: float | None = None  # percent, where the text gives no number ("100% CB,GV,NV đạt LĐTT")
    recipients: list[str] = Field(default_factory=list)
    issuer: str | None = None
    contest: str | None = None
    subject: str | None = None
    grades: list[str] | None = None
    year: int | None = None
    school_year: str | None = None
    grade: int | None = None
    placing: int | None = None


class Signatory(Fact):
    """Who signs; `signed` is None where it cannot be seen."""

    name: str | None = None
    position: str | None = None
    on_behalf_of: str | None = None
    signed: bool | None = None


class Finding(Model):
    """Something that does not add up; `message` is made from `code` and `values` in the reader's language."""

    code: str
    severity: Severity = "warning"
    values: dict[str, Any] = Field(default_factory=dict)
    message: str = ""
    evidence: list[Evidence] = Field(default_factory=list)


class Report(Model):
    """One parsed report."""

    schema_version: int = SCHEMA_VERSION
    source: Source
    document: DocumentInfo = Field(default_factory=DocumentInfo)
    organisation: Organisation = Field(default_factory=Organisation)
    title: str | None = None
    number: str | None = None
    year: int | None = None
    place: str | None = None
    date: datetime.date | None = None
    head_evidence: dict[str, Evidence] = Field(default_factory=dict)  # title, number, year, place, date
    sections: list[Section] = Field(default_factory=list)
    ratings: list[Rating] = Field(default_factory=list)
    tables: list[DataTable] = Field(default_factory=list)
    statistics: list[Statistic] = Field(default_factory=list)
    admissions: list[Admission] = Field(default_factory=list)
    admission_counts: AdmissionCounts = Field(default_factory=AdmissionCounts)
    awards: list[Award] = Field(default_factory=list)
    prompted: bool | None = None
    signatory: Signatory = Field(default_factory=Signatory)
    findings: list[Finding] = Field(default_factory=list)
