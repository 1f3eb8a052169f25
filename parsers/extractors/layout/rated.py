"""Which section a rating is told of, where it is not the one that it stands in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.document import Document, Table
from models.report import SectionKind
from parsers.extractors.layout.section_kinds import Kinds
from parsers.extractors.passages import RatingBlock, SectionSpan

RATED_KINDS = (
    "organisation_principles", "targets_results", "party_building", "leadership_responsibility", "remediation",
)  # fmt: skip


def give_criteria_their_ratings(
    document: Document, sections: list[SectionSpan], ratings: list[RatingBlock], kinds: Kinds
) -> None:
    """Tell each rating of its criterion: the one that its row of a matrix names, or the one around its sub-section."""
    for number, path in _criteria_of_rows(document, sections, ratings, kinds).items():
        _move(sections, ratings, number, path)
    _lift(sections, ratings)


def _criteria_of_rows(
    document: Document, sections: list[SectionSpan], ratings: list[RatingBlock], kinds: Kinds
) -> dict[int, str]:
    """The rows of a matrix that each name a criterion which has a section and no rating of its own."""
    paths = _criteria(sections)
    told = {
        number: paths[kind]
        for number, rating in enumerate(ratings)
        if (kind := _kind_of_row(document, rating, kinds)) is not None and kind in paths
    }
    times = Counter(told.values())
    rated = {rating.section for number, rating in enumerate(ratings) if number not in told}
    return {number: path for number, path in told.items() if times[path] == 1 and path not in rated}


def _criteria(sections: list[SectionSpan]) -> dict[SectionKind, str]:
    """Each rated kind that one section of the body has, with its path; sub-sections of the same kind are that one's."""
    found: dict[SectionKind, list[str]] = {}
    for section in sections:
        if section.kind in RATED_KINDS and not section.annex:
            paths = found.setdefault(section.kind, [])
            if not any(section.path.startswith(f"{path}.") for path in paths):
                paths.append(section.path)
    return {kind: paths[0] for kind, paths in found.items() if len(paths) == 1}


def _kind_of_row(document: Document, rating: RatingBlock, kinds: Kinds) -> SectionKind | None:
    """The criterion that a matrix's row names; the longest text of the row says it."""
    table = document.blocks[rating.blocks[0]]
    if rating.rows is None or rating.annex or rating.scale != "criterion" or not isinstance(table, Table):
        return None
    first, after = rating.rows
    label = max((cell.text for cell in table.cells if first <= cell.row < after), key=len, default="")
    meaning = kinds.read(label)
    kind = kinds.within(meaning.kind, ["strengths"]) if meaning is not None else None
    return kind if kind in RATED_KINDS else None


def _lift(sections: list[SectionSpan], ratings: list[RatingBlock]) -> None:
    """The only rating within a criterion rates the criterion, though it stands beneath the last of its sub-sections."""
    place = {section.path: index for index, section in enumerate(sections) if not section.annex}
    for number, rating in enumerate(ratings):
        path = rating.section or ""
        if rating.annex or rating.scale != "criterion" or path not in place:
            continue
        above = path.rpartition(".")[0]
        while above and sections[place[above]].kind not in RATED_KINDS:
            above = above.rpartition(".")[0]
        own = sections[place[path]].kind
        alone = sum((other.section or "").startswith(f"{above}.") or other.section == above for other in ratings) == 1
        if not above or not alone or own not in (None, sections[place[above]].kind):
            continue
        _move(sections, ratings, number, above)


def _move(sections: list[SectionSpan], ratings: list[RatingBlock], number: int, path: str) -> None:
    """Give a rating to the section `path`, at its end."""
    step = f"r{number}"
    for index, section in enumerate(sections):
        if step in section.flow:
            sections[index] = replace(section, flow=tuple(part for part in section.flow if part != step))
    for index, section in enumerate(sections):
        if section.path == path and not section.annex:
            sections[index] = replace(section, flow=(*sections[index].flow, step))
    ratings[number] = replace(ratings[number], section=path)
