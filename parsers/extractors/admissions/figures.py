"""How many: the figure that belongs to an event, what the figures beside it are, and whether a target was met."""

from __future__ import annotations

import re

from parsers.extractors.admissions.confidence import BEFORE_THE_VERB, LOOSE, PLAIN
from parsers.extractors.admissions.events import PASSIVE, Event, Sentence, words_between
from parsers.extractors.admissions.grammar import Figure
from parsers.extractors.admissions.people import who_is_meant

_PERCENT = re.compile(r"đạt\s+(?:tỷ lệ\s+|tỉ lệ\s+)?(\d{1,3})(?:[.,]\d+)?\s*%")
_ZERO_ANSWER = re.compile(r"[\w\s,/]{0,30}?:?\s*(?:không|chưa)(?:\s+có)?\s*(?:[.;,)\n]|\Z)")
_ABOVE = re.compile(r"vượt\s+\d+[^,;.]{0,24}?(?:chỉ tiêu|kế hoạch|nghị quyết|nq|kh)(?!\w)")

_GIVEN = re.compile(r"giao\s+(?:cho\s+)?(\d{1,2})\s+chỉ tiêu")
_SET = re.compile(r"[^,;.:()\n]{0,30}?(?<!\w)(?:giao|đề ra|đặt ra)(?!\w)")  # "vượt chỉ tiêu 03 đảng viên huyện giao"
_SENT = re.compile(r"\s*(?:đã\s+)?được\s+(?:cử\s+)?(?:đi\s+)?(?:học|tham gia|tham dự|dự)(?!\w)")
_TOLD = re.compile(r"(?<!\w)(?:thực hiện|thực hiện được|đã thực hiện|kết quả|thực tế|đạt|đạt được)\s*:?\s*\Z")

CLOSE_WORDS = 14  # words between an event and its figure
NEGATION_REACH = 9  # words between "không", "chưa" and the event that it denies


def count_of(event: Event, sentence: Sentence) -> tuple[Figure | None, float]:
    """The figure that says how many, and how sure that is."""
    figures = [f for f in sentence.figures if event.first <= f.start < event.last]
    before = [
        f
        for f in figures
        if f.start < event.extent
        and (f.end <= event.extent or f.end > event.start)
        and _role(f, event, sentence) == "count"
    ]
    behind = [f for f in figures if f.start >= event.extent and _role(f, event, sentence) == "count"]
    if before and _is_said_of(before[-1], event, sentence):
        behind = [f for f in behind if not re.search(r"[;,]", sentence.small[event.end : f.start])]
    if event.kind == "introduced" and event.verb:
        behind = _of_the_class(behind, event, sentence)
    for figure in behind:
        if _reaches(event, figure, sentence):
            far = words_between(sentence, event.end, figure.start) > 8
            return _with_others(figure, figures, event, sentence, LOOSE if far else PLAIN)
    for figure in reversed(before):
        if _leads_to(figure, event, sentence):
            return figure, BEFORE_THE_VERB
    return None, PLAIN


def _of_the_class(figures: list[Figure], event: Event, sentence: Sentence) -> list[Figure]:
    """ "Cử 3 đ/c đi học: 02 đ/c học lớp cảm tình": the figure behind the colon is the class's."""
    inner = [f for f in figures if f.noun and f.start < event.start and ":" in sentence.small[event.extent : f.start]]
    sent = [f for f in figures if f.noun and f.start < event.start and _SENT.match(sentence.small, f.end)]
    return inner or (sent if len(figures) > 1 else []) or figures


def _is_said_of(figure: Figure, event: Event, sentence: Sentence) -> bool:
    """ "02 quần chúng được kết nạp": figure, noun and a passive verb with little between."""
    between = sentence.small[figure.end : event.end]
    return bool(figure.noun) and len(between.split()) <= 7 and "," not in between and " được " in f" {between} "


def _role(figure: Figure, event: Event, sentence: Sentence) -> str:
    """count, target, stock or part: the nearest mark before the figure, a few words away at most, decides."""
    small = sentence.small
    if figure.of is not None and figure.start > event.start:
        return "count"  # "đạt chỉ tiêu (3/3 đồng chí)"
    for mark in reversed(sentence.marks("stock", "target", "done", "met", "unmet", "part")):
        if mark.end > figure.start or mark.start < event.first:
            continue
        between = small[mark.end : figure.start]
        other = any(mark.end <= f.start < figure.start for f in sentence.figures)
        if mark.code == "part":
            return "part" if mark.start >= event.end else "count"
        if other or re.search(r"[;,\n]", between) or len(between.split()) > 4:
            continue
        if mark.code == "done" and "năm" in small[mark.start : mark.end].split():
            continue  # only when: "chỉ tiêu Đảng ủy giao trong năm là 01"
        if mark.code == "done":
            return "count"
        if mark.code == "stock":
            word = small[mark.start : mark.end]
            more = re.match(r"[^,;.]{0,40}(?:trở lên|đến)", small[figure.end : figure.end + 50])
            if word == "từ" and more:
                return "count"
            if word in ("tổng số", "lên") and mark.start >= event.end and event.start > event.first and ":" in between:
                return "count"
            return "stock"
        inside = mark.end <= event.start < figure.start
        if mark.code == "target" or (mark.code in ("met", "unmet") and _SET.match(small, figure.end)):
            return "count" if inside else "target"
        return "count" if inside or ":" in between else "stock"
    return "count"


def _reaches(event: Event, figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure behind the event's opening belongs to it."""
    small = sentence.small
    if figure.start < event.start:
        return True  # between the verb and its object
    between = small[event.end : figure.start]
    if any(0 <= figure.start - mark.end <= 3 for mark in sentence.marks("done")):
        return True  # "kế hoạch 03, thực hiện 02"
    if len(between.split()) > CLOSE_WORDS or "\n" in between.strip():
        return False
    if any(term.label == "refusal" and event.end <= term.start < figure.start for term in sentence.terms):
        return False  # what stands between has a figure of its own
    if figure.noun or figure.of is not None:
        return ";" not in between
    tail = small[figure.end : figure.end + 12].strip()
    bare = (
        not tail
        or tail[0] in ".,;:()\n-"
        or tail.startswith(("vào", "là", "và", "mới", "nữ", "đạt", "vượt", "so", "trong"))
    )
    return bare and (not re.search(r"[,;]", between)) and len(between.split()) <= 8


def _leads_to(figure: Figure, event: Event, sentence: Sentence) -> bool:
    """Whether "02 quần chúng …" before the event is what it is said of."""
    if not figure.noun:
        return False
    small = sentence.small
    between = small[figure.end : event.start]
    if any(figure.end <= mark.start < event.start for mark in sentence.marks("negation")):
        return False  # "02 quần chúng … chưa được học lớp cảm tình"
    if ":" not in between and re.search(r"[;\n]", between):
        return False
    if event.kind == "introduced" and not event.verb:
        return "," not in between or ":" in between or "(" in between
    passive = PASSIVE.search(small, max(figure.end, event.start - 30), event.end) or between.strip() in ("", "mới")
    return (
        passive is not None
        and bool(passive)
        and (":" in between or "(" in between or "," not in between or "là" in between)
    )


def _with_others(
    figure: Figure, figures: list[Figure], event: Event, sentence: Sentence, confidence: float
) -> tuple[Figure, float]:
    """ "kết nạp 02 giáo viên và 01 học sinh": one verb, two objects, one count."""
    total, end, last = figure.value, figure.end, figure
    for other in figures:
        if other.start < last.end or not other.noun or figure.of is not None:
            continue
        between = sentence.small[last.end : other.start]
        joined = re.fullmatch(r"[^;:.\n]{0,60}?(?:,|\bvà\b|\bcùng\b)\s*(?:có\s+)?", between)
        who = who_is_meant(other.noun, sentence)
        new_object = who is not None and who != who_is_meant(last.noun + between, sentence)
        new_object = new_object or ("là" in between.split() and other.noun == figure.noun)
        named = joined and _begins_a_name(sentence, last) and _begins_a_name(sentence, other)
        if not joined or not (new_object or named) or _role(other, event, sentence) != "count" or "trong đó" in between:
            break
        total, end, last, confidence = total + other.value, other.end, other, min(confidence, LOOSE + 0.1)
    if last is figure:
        return figure, confidence
    return Figure(figure.start, end, total, None, figure.noun), confidence


def _begins_a_name(sentence: Sentence, figure: Figure) -> bool:
    """ "01 đồng chí Lê Thị Mơ, 01 đồng chí Hà Tú": each figure stands before its name."""
    return sentence.text[figure.end :].lstrip(" ")[:1].isupper()


def done_of(event: Event, sentence: Sentence) -> tuple[Figure | None, bool | None]:
    """The result told behind a target, and whether it is said to meet it: "chỉ tiêu 02, thực hiện 03 (vượt 01)"."""
    figures = [
        f for f in sentence.figures if event.end <= f.start < event.last and _role(f, event, sentence) != "target"
    ]
    for figure in figures:
        if _TOLD.search(sentence.small, event.end, figure.start):
            tail = sentence.small[figure.end : event.last]
            above = re.match(r"[^;\n]{0,20}?(?<!\w)(?:vượt|100\s*%|1\d\d\s*%)", tail)
            return figure, True if above else None
    return None, None


def is_denied(event: Event, sentence: Sentence) -> bool:
    """ "không kết nạp được", "chưa có quần chúng nào được kết nạp", "Kết nạp đảng viên mới: không"."""
    small = sentence.small
    for mark in reversed(sentence.marks("negation")):
        if mark.end > event.start or mark.start < event.first:
            continue
        between = small[mark.end : event.start]
        if len(between.split()) > NEGATION_REACH or re.search(r"[;,\n]", between):
            return False
        partly = re.match(r"\s*(?:được\s+)?(?:đủ|hết|nhiều|kịp)", small[event.end : event.end + 20])
        narrowed = re.search(r"là\s+(?:học sinh|nam|nữ|giáo viên)", small[event.end : event.end + 60])
        return partly is None and narrowed is None
    return _ZERO_ANSWER.match(small, event.end, event.last) is not None


def _of_a_target(figure: Figure, event: Event, sentence: Sentence) -> bool:
    """ "kết nạp 03 quần chúng, đạt chỉ tiêu Huyện ủy giao (03/03)": the share stands behind the words of a target."""
    if figure.of is None:
        return False
    for mark in sentence.marks("target", "met"):
        between = sentence.small[mark.end : figure.start]
        if event.end <= mark.start < figure.start and not re.search(r"[;,.\d\n]", between):
            return len(between.split()) <= 4
    return False


def target_of(event: Event, sentence: Sentence) -> tuple[int | None, bool | None]:
    """The target's own figure, and whether the event met it; only for admissions."""
    if event.kind != "admitted":
        return None, None
    small = sentence.small
    figures = [f for f in sentence.figures if event.first <= f.start < event.last]
    target = next((f.value for f in figures if _role(f, event, sentence) == "target"), None)
    if target is None and (given := _GIVEN.search(small, event.first, event.last)):
        target = int(given[1])
    if target is None:
        target = next((f.of for f in figures if f.start > event.end and _of_a_target(f, event, sentence)), None)
    if any(event.first <= mark.start < event.last for mark in sentence.marks("unmet")):
        return target, False
    if any(event.first <= mark.start < event.last for mark in sentence.marks("met")):
        return target, True
    if _ABOVE.search(small, event.end, event.last):
        return target, True
    percent = _PERCENT.search(small, event.end, event.last)
    if percent and (target is not None or any(f.of for f in figures) or sentence.marks("target")):
        return target, int(percent[1]) >= 100
    return target, None
