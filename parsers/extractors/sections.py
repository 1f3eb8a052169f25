"""The contract's sections, from the layout."""

from __future__ import annotations

from models.document import OBJECT
from models.report import Section
from parsers.extractors.passages import Layout, Passage, SectionSpan
from parsers.text import clean
from parsers.vocabulary import Vocabulary


def extract_sections(layout: Layout, vocabulary: Vocabulary) -> list[Section]:
    """One Section for each span, in document order; its evidence is the heading's line."""
    del vocabulary  # the layout has read the titles
    return [_section(span) for span in layout.sections]


def _section(span: SectionSpan) -> Section:
    heading = span.heading
    paragraphs = [_written(passage) for passage in span.body]
    return Section(
        path=span.path,
        title=span.title.rstrip(" :"),
        kind=span.kind,
        flow=list(span.flow),
        text="\n".join(paragraph for paragraph in paragraphs if paragraph),
        annex=span.annex,
        evidence=heading.evidence(heading.start, heading.stop),
        confidence=span.confidence,
    )


def _written(passage: Passage) -> str:
    """A paragraph on one line as a reader sees it, its generated number before it."""
    words = clean(passage.words.replace(OBJECT, " ").replace("\n", " "))
    return f"{passage.number} {words}" if passage.number and words else words
