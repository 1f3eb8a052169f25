"""Running heads, feet and page numbers: set aside, so that a paragraph goes on over the page's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from models.document import BBox, Skipped
from parsers.readers.pages.lines import WIDE_GAP, Line
from parsers.text import fold

EDGE = 0.12  # of the page's height, at the top and at the foot, where furniture stands
MARKED_EDGE = 0.2  # of the page's height, where lines stand that the file marks as furniture
RIM = 0.06  # of the page's height: less than any margin of a report
MARGIN = 0.09  # of the height, where the running head of two pages stands, if nothing else is alike
REPEATS = 3  # pages that must carry the same line before it counts as a running head

_PAGE_NUMBER = re.compile(r"(?:trang|tr\.?|page)?\s*[-–—]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)


def set_furniture_aside(
    pages: list[list[Line]], heights: list[float], marked: Sequence[Sequence[BBox]] = ()
) -> list[Skipped]:
    """Takes page numbers and lines that repeat at the edge of the pages out of `pages`; returns what was taken.

    `marked` has, for each page, the places of texts that the file itself calls furniture: at the edge they are.
    """
    skipped = list(_take_marked(pages, heights, marked))
    repeated = _repeated(pages, heights)
    for lines, height in zip(pages, heights, strict=True):
        for line in [*_edge(lines, height, top=True), *_edge(lines, height, top=False)]:
            text = " ".join(word.text for word in line.words)
            is_number = bool(_PAGE_NUMBER.fullmatch(text.strip()))
            if (is_number or _key(line) in repeated) and line in lines:
                lines.remove(line)
                skipped.append(_told(line, height))
    return skipped


def _take_marked(pages: list[list[Line]], heights: list[float], marked: Sequence[Sequence[BBox]]) -> Iterator[Skipped]:
    for lines, height, places in zip(pages, heights, marked, strict=False):
        if not places:
            continue
        top = [line for line in lines if line.baseline < MARKED_EDGE * height]
        foot = [line for line in reversed(lines) if line.baseline > (1 - MARKED_EDGE) * height]
        own = [line for edge in (top, foot) for line in takewhile(partial(_is_within, places), edge)]
        for line in own:
            lines.remove(line)
            yield _told(line, height)


def _is_within(places: Sequence[BBox], line: Line) -> bool:
    """Whether every word of the line stands in one of the places."""
    return all(
        any(
            x0 - 1 <= (word.x0 + word.x1) / 2 <= x1 + 1 and top - 1 <= word.baseline - word.size / 4 <= bottom + 1
            for x0, top, x1, bottom in places
        )
        for word in line.words
    )


def _told(line: Line, height: float) -> Skipped:
    text = " ".join(word.text for word in line.words)
    return Skipped("header" if line.baseline < height / 2 else "footer", "page_furniture", text, line.page)


def printed_number(lines: list[Line], height: float) -> int | None:
    """The page number that stands alone at the top or the foot of a page of this height."""
    for line in [*_edge(lines, height, top=True)[:1], *_edge(lines, height, top=False)[-1:]]:
        text = " ".join(word.text for word in line.words).strip()
        if _PAGE_NUMBER.fullmatch(text):
            return int(re.findall(r"\d+", text)[0])
    return None


def _repeated(pages: list[list[Line]], heights: list[float]) -> set[str]:
    counts: Counter[str] = Counter()
    outermost: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({_key(line) for top in (True, False) for line in _edge(lines, height, top=top)})
        outermost.update({_key(line) for line in (*lines[:1], *lines[-1:]) if _is_at_rim(line, height)})
    both = {key for key, count in outermost.items() if count == len(pages) == REPEATS - 1}
    return (
        {key for key, count in counts.items() if count >= REPEATS}
        | both
        | (_shared_ends(pages, min(heights, default=0.0)) & counts.keys())
    )


def _shared_ends(pages: list[list[Line]], height: float) -> set[str]:
    """The one or two lines at the top, or at the foot, that both of two pages have and no more: running heads wrap.

    An annex has the head of its paper again: columns, and capitals.
    """
    if len(pages) != REPEATS - 1:
        return set()
    found: set[str] = set()
    for end in (1, -1):
        alike = takewhile(
            lambda pair: _key(pair[0]) == _key(pair[1]), zip(*(lines[::end] for lines in pages), strict=False)
        )
        lines = [line for line, _ in alike]
        if 0 < len(lines) < REPEATS and _is_in_margin(lines[0], height) and all(map(_is_plain, lines)):
            found |= set(map(_key, lines))
    return found


def _is_in_margin(line: Line, height: float) -> bool:
    return not MARGIN * height < line.baseline < (1 - MARGIN) * height


def _is_plain(line: Line) -> bool:
    return line.widest <= WIDE_GAP * line.size and not " ".join(word.text for word in line.words).isupper()


def _is_at_rim(line: Line, height: float) -> bool:
    """Whether it stands where no text does: on both of two pages that is enough."""
    return not RIM * height < line.baseline < (1 - RIM) * height


def _edge(lines: list[Line], height: float, *, top: bool) -> list[Line]:
    """At most the two outermost lines of the page's edge."""
    if top:
        return [line for line in lines[:2] if line.baseline < EDGE * height]
    return [line for line in lines[-2:] if line.baseline > (1 - EDGE) * height]


def _key(line: Line) -> str:
    """The line with its figures blotted out, and its height on the page."""
    text = re.sub(r"\d+", "#", fold(" ".join(word.text for word in line.words)))
    return f"{text}@{round(line.baseline / 6)}"
