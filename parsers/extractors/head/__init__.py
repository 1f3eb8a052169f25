"""The head facts: title, number, place and date, the year under review, each with its place; and what was prompted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.report import Evidence
from parsers.extractors.head.dates import BLANK_DATE, DATE, read_date
from parsers.extractors.headings import closes_with_year
from parsers.extractors.passages import Layout, Passage
from parsers.text import clean, shadow
from parsers.vocabulary import Vocabulary

MAX_PLACE_WORDS = 8
PROMPT_ANSWER = 45  # words: a longer answer than this tells matters, whatever it opens with

# "Số: 12-BC/CB", "Số 03-BC/CB", "Số : 10/ BCTK", "Số: 95/BC-MNBĐ"; not "Số:     -BC/CB", "Số: …/BC-CB".
_NUMBER = re.compile(
    r"(?<!\w)số\s*:?\s*(?P<number>\d{1,4}[a-zđ]?(?:\s*[-/.]\s*[a-zđ&]{1,10}\d{0,4}|\s*[-/.]\s*\d{2,4}(?=\s*[-/]))*"
    r"(?:\s*[-/]\s*[a-zđ&.]{1,12})*)(?![\w])"
)
_NUMBER_LINE = re.compile(r"\W*số\s*:?\s*[\d.…\s_]*\s*[-/]?")

_NO_PLACE = re.compile(r"(?<!\w)(?:số|căn cứ|Căn cứ|theo|Theo|từ|đến|vào|họp|sinh|ký)(?!\w)|\A\W*(?:Từ|Ký|Sinh)\W*\Z")
_UNIT = re.compile(r"(?:xã|phường|bản|thị\s+trấn|thị\s+xã|huyện|quận|tỉnh|thành\s+phố|tp\.?|đặc\s+khu)(?!\w)")
_YEAR = re.compile(r"năm\s*(?P<year>(?:19|20)\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(r"năm\s+học\s*:?\s*(?P<first>(?:19|20)\d\d)\s*[-/]\s*(?P<second>(?:19|20)\d\d)")
_NOTHING = re.compile(
    r"\W*(?:không(?:\s+có)?\W*\Z|.{0,80}?không\s+(?:có|được|phải|bị|nhận|thuộc|gợi)(?!\w).*"
    r"|(?:chưa|không)\s+có\s+.*|không\s+(?:gợi\s+ý|vấn\s+đề|nội\s+dung|phát\s+sinh|xảy\s+ra|yêu\s+cầu).*|chưa\s+(?:có|được).*)",
    re.DOTALL,
)

_IF_ANY = re.compile(r"\(?\s*nếu\s+có\s*\)?")  # what a title may leave on its answer's line


@dataclass(frozen=True, slots=True)
class Head:
    """The head facts as the contract has them; `evidence` by field."""

    title: str | None
    number: str | None
    year: int | None
    place: str | None
    date: datetime.date | None
    prompted: bool | None
    evidence: dict[str, Evidence]


def extract_head(layout: Layout, vocabulary: Vocabulary) -> Head:
    """What the head says, and the year and date that the text says where the head does not."""
    del vocabulary
    evidence: dict[str, Evidence] = {}
    title = _title(layout, evidence)
    number = _number(layout.head, evidence)
    place, date = _place_and_date(layout, evidence)
    year = _year(layout, date, evidence)
    return Head(title, number, year, place, date, read_prompted(layout), evidence)


def _title(layout: Layout, evidence: dict[str, Evidence]) -> str | None:
    lines = [p for p in layout.head if p.role == "title" and not _is_year_line(p.words)]
    kept = lines[:1]
    for line in lines[1:]:
        if clean(line.words) in [clean(other.words) for other in kept]:
            continue  # a cover page says it too
        bare = len(" ".join(p.words for p in kept).split()) <= 2
        goes_on = line.words.upper() == line.words or closes_with_year(line.words)
        if (bare or goes_on) and len(kept) < 4:
            kept.append(line)
    if not kept:
        return None
    evidence["title"] = kept[0].evidence(kept[0].start, kept[0].stop, [p.evidence(p.start, p.stop) for p in kept[1:]])
    return clean(" ".join(line.words for line in kept)).replace("\n", " ")


def _is_year_line(text: str) -> bool:
    return re.match(r"\W*(?:năm|q[uú][yý]|nhiệm\s+k[ỳì]|giai\s+đoạn)(?!\w)", shadow(text)) is not None


def _number(head: Iterable[Passage], evidence: dict[str, Evidence]) -> str | None:
    for passage in head:
        if passage.role == "preamble":
            break
        line = _NUMBER_LINE.match(passage.shadow, passage.start, passage.stop)
        match = _NUMBER.search(passage.shadow, passage.start, passage.stop)
        if line and match and any(sign in match["number"] for sign in "-/"):
            evidence["number"] = passage.evidence(match.start("number"), match.end("number"))
            return clean(passage.text[match.start("number") : match.end("number")])
        if line and match and passage.shadow[match.end() : passage.stop].strip(" *") == "":
            evidence["number"] = passage.evidence(match.start("number"), match.end("number"))
            return match["number"]
        if match and (last := _at_the_end(passage)):
            evidence["number"] = passage.evidence(last.start("number"), last.end("number"))
            return clean(passage.text[last.start("number") : last.end("number")])
    return None


def _at_the_end(passage: Passage) -> re.Match[str] | None:
    """Behind the issuer on one line: "CHI BỘ TRƯỜNG TH SỐ 2 … Số: 05-BC/CB"; not "Căn cứ Hướng dẫn số 05-HD/TU"."""
    *_, match = _NUMBER.finditer(passage.shadow, passage.start, passage.stop)
    sign = passage.text[match.start() : match.start("number")]
    complete = any(part in match["number"] for part in "-/")
    last = not passage.shadow[match.end() : passage.stop].strip(" *")
    return match if complete and last and sign[0] == "S" and ":" in sign else None


def _place_and_date(layout: Layout, evidence: dict[str, Evidence]) -> tuple[str | None, datetime.date | None]:
    """The line "Pom A, ngày 16 tháng 12 năm 2023": in the head, or above the signature. A date with blanks is none."""
    above = [p for p in layout.head if p.role != "preamble"]
    for passage in [*above, *reversed(layout.closing)]:
        text = passage.shadow
        number = _NUMBER_LINE.match(text, passage.start, passage.stop) and _NUMBER.search(
            text, passage.start, passage.stop
        )
        begin = number.end() if number else passage.start  # "Số: 12-BC/CB Pom A, ngày …": both columns on one line
        match = DATE.search(text, begin, passage.stop)
        found = match or BLANK_DATE.search(text, begin, passage.stop)
        if found is None or not _is_place(passage.text[begin : found.start()], match is None):
            continue
        start = found.start()
        if len(text[found.end() : passage.stop].split()) > 3:
            continue
        place = _tidy_place(passage.text[begin:start])
        date = read_date(match) if match else None
        if place:
            evidence["place"] = passage.evidence(begin, start)
        if match:  # an impossible date too: the checks tell it
            evidence["date"] = passage.evidence(match.start(), match.end())
        return place, date
    return None, None


def _is_place(text: str, blank: bool) -> bool:
    """Whether `text` before a date is a place's name, and no sentence that goes on ("Căn cứ Công văn số 5 ngày …")."""
    words = text.strip(" ,.…_*(").split()
    if not words:
        return not blank
    if len(words) > MAX_PLACE_WORDS or not (words[0][0].isupper() or _UNIT.match(shadow(" ".join(words)))):
        return False
    if _NO_PLACE.search(text):
        return False
    return text.rstrip().endswith(",") or all(not word[0].islower() or len(word) <= 6 for word in words)


def _tidy_place(text: str) -> str | None:
    return clean(text).strip(" ,.…_*-\n(") or None


def _year(layout: Layout, date: datetime.date | None, evidence: dict[str, Evidence]) -> int | None:
    """The year under review: the title's, else the preamble's or closing's, else by the date of the paper."""
    titles = [p for p in layout.head if p.role == "title"]
    naming = [p for p in layout.head if p.role == "preamble"] + [p for p in layout.closing if p.role == "closing"]
    for passage in [*titles, *naming]:
        for year, start, end in _years(passage):
            if date is None or date.year - 3 <= year <= date.year:
                evidence["year"] = passage.evidence(start, end)
                return year
    if date is None:
        return None
    if "date" in evidence:
        evidence["year"] = evidence["date"]
    return date.year - 1 if date.month <= 2 else date.year


def _years(passage: Passage) -> Iterator[tuple[int, int, int]]:
    """The years a passage names, a school year as its second; the year of a date or of a document cited is none."""
    text = passage.shadow
    for match in _SCHOOL_YEAR.finditer(text, passage.start, passage.stop):
        yield int(match["second"]), match.start(), match.end()
    for match in _YEAR.finditer(text, passage.start, passage.stop):
        before = text[max(passage.start, match.start() - 30) : match.start()]
        if not re.search(r"(?:tháng\s*\d*|ngày\s*[\d/]*|-\s*|đến\s+)\s*\Z", before):
            yield int(match["year"]), match.start(), match.end()


def read_prompted(layout: Layout) -> bool | None:
    """Whether matters were put to them (part IV): None where the part is absent or says nothing."""
    spans = [s for s in layout.sections if not s.annex]
    top = next((s for s in spans if s.kind == "explanations"), None)
    if top is None:
        return None
    own = [s for s in spans if s is top or s.path.startswith(top.path + ".")]
    said = [text for s in own for text in (p.words for p in s.body) if any(c.isalnum() for c in text)]
    text = _IF_ANY.sub("", shadow(" ".join(said))).strip()
    if not text:
        return None
    return not (_NOTHING.match(text) and len(text.split()) <= PROMPT_ANSWER)
