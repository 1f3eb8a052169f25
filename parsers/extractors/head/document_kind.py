"""What sort of paper it is: its kind, whose review, which period, by which form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from models.document import Document
from models.report import DocumentInfo, DocumentKind, Period, Subject
from parsers.extractors.headings import roman_value
from parsers.extractors.passages import Layout, Passage
from parsers.text import shadow
from parsers.vocabulary import Vocabulary, compiled

REVIEW_KINDS = 4  # so many sections of the form's kinds make a paper without a title a review
HEAD_LINES = 40  # passages from the top that a form's code or a guide's number is looked for in

# "Mẫu 01-HD KĐ.ĐG 2019", often at the top right; the year tells the form.
_FORM_CODE = re.compile(
    r"mẫu\s*(?:số\s*)?:?\s*\d{1,2}\s*[a-e]?\s*[-/]?\s*hd\s*[-.\s]*kđ\s*[.\-,]?\s*đg\s*[-.]?\s*(?P<year>20\d\d)"
)
_TERM = re.compile(r"nhiệm\s+k[ỳì]\s*:?\s*\(?\s*(?P<first>20\d\d)\s*-\s*(?P<second>20\d\d)")


class Words:
    """The vocabulary's templates, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: dict[str, Any] = vocabulary["templates"]
        self.kinds = {kind: _any(patterns) for kind, patterns in words["kinds"].items()}
        self.subjects = {subject: _any(patterns) for subject, patterns in words["subjects"].items()}
        self.personal = _any(words["personal"]["fields"])
        self.quarter = _any(words["periods"]["quarter"])
        self.term = _any(words["periods"]["term"])
        self.forms: list[dict[str, Any]] = words["forms"]
        self.guides: dict[str, str] = words["guides"]


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?<!\\w)(?:{pattern})" for pattern in patterns))


def extract_document_info(document: Document, layout: Layout, year: int | None, vocabulary: Vocabulary) -> DocumentInfo:
    """Kind, subject, period, term and form; `year` is the year under review."""
    words = compiled(Words, vocabulary)
    title = _title(layout)
    kind = _kind(title, layout, words)
    return DocumentInfo(
        kind=kind,
        subject=_subject(title, layout, words),
        period=_period(title, words),
        term=_term(layout),
        form=_form(document, layout, year, words) if kind == "collective_review" else None,
    )


def _title(layout: Layout) -> str:
    return " ".join(shadow(p.words) for p in layout.head if p.role == "title")


def _kind(title: str, layout: Layout, words: Words) -> DocumentKind:
    kinds = {s.kind for s in layout.sections if not s.annex and s.kind}
    asked = len(set(words.personal.findall(" ".join(shadow(p.words) for p in layout.head))))
    for kind, pattern in words.kinds.items():
        if pattern.search(title):
            if kind == "collective_review" and asked >= 2:
                return "personal_review"
            return cast(DocumentKind, kind)
    if len(kinds) >= REVIEW_KINDS:
        return "personal_review" if asked >= 2 else "collective_review"
    return "other"


def _subject(title: str, layout: Layout, words: Words) -> Subject | None:
    naming = [shadow(p.words) for p in layout.head if p.role == "preamble"]
    naming += [shadow(p.words) for p in layout.closing if p.role == "closing"]
    for text in [title, *naming]:
        found = [(m.start(), subject) for subject, pattern in words.subjects.items() if (m := pattern.search(text))]
        if found:
            return cast(Subject, min(found, key=lambda entry: entry[0])[1])
    for passage in layout.closing:
        if passage.role == "signature":
            for subject, pattern in words.subjects.items():
                if pattern.search(passage.shadow, passage.start, passage.stop):
                    return cast(Subject, subject)
    issuer = " ".join(shadow(p.words) for p in layout.head if p.role == "head")
    return "cell" if words.subjects["cell"].search(issuer) else None


def _period(title: str, words: Words) -> Period:
    if match := words.quarter.search(title):
        quarter = match["quarter"]
        return cast(Period, f"quarter_{int(quarter) if quarter.isdigit() else roman_value(quarter)}")
    return "term" if words.term.search(title) else "year"


def _term(layout: Layout) -> str | None:
    passages: Iterable[Passage] = (*layout.head, *layout.passages, *layout.closing)
    for passage in passages:
        if match := _TERM.search(passage.shadow, passage.start, passage.stop):
            return f"{match['first']}-{match['second']}"
    return None


def _form(document: Document, layout: Layout, year: int | None, words: Words) -> str | None:
    """By the code printed on it, by the guide it names, else by the year where its sections are the form's."""
    top = [shadow(p.words) for p in layout.head[:HEAD_LINES]] + [shadow(s.text) for s in document.skipped if s.text]
    for text in top:
        if match := _FORM_CODE.search(text):
            return _of_year(int(match["year"]), words)
    for text in top:
        for guide, code in words.guides.items():
            if guide in text.replace(" ", ""):
                return code
    kinds = {s.kind for s in layout.sections if not s.annex and s.kind}
    if year is None or len(kinds) < REVIEW_KINDS:
        return None
    return _of_year(year, words)


def _of_year(year: int, words: Words) -> str | None:
    return next((str(form["code"]) for form in words.forms if form["from"] <= year <= form["to"]), None)
