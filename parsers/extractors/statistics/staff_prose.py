"""Teachers and staff: their number, contests of teaching, qualification, initiatives."""

from __future__ import annotations

from parsers.extractors.statistics.sentences import Sentence
from parsers.language import Term

_ONLY_TAKES_PART = r"@takes_part[^.;]{0,40}$"
_TAKES_PART = r"\s*(?:@counted)?\s*@takes_part"
_WINS = r"\s*(?:@counted)?\s*@wins\s*@prize(?!\w)"  # prizes of the contest are awards
_WHOLE = r"@whole[^\d.;]{0,40}$"
_TOTAL = r"@total_word(?!\w)"
_TEAM = (
    r"(?<!\w)(?:@total_word|(?P<team>@team))\s*(?:@owns\s*)?:?\s*(?P<n>\d{1,3})\s*"
    r"(?:(?:@comrade|@person)[^.;\d]{0,20}?)?(?:@split|\()"
)
_SPLIT = r"@split|\("
_TEACHER_NOUN = r"\d\s*@teachers(?!\w)"


def teachers_excellent(sentence: Sentence) -> None:
    """ "18 giáo viên giỏi cấp huyện", "GV giỏi cấp trường: 32/34 đạt 94,1%, cấp tỉnh 4 đ/c"; taking part is none."""
    for term in _offices(sentence, "teacher_excellent"):
        domain = sentence.last("domain", term.start, sentence.sentence_start(term.start))
        start = domain.start if domain else term.start
        if sentence.cue(_ONLY_TAKES_PART).search(sentence.shade, sentence.part_start(term.start), start):
            continue
        figure = sentence.bound(start, term.end) or sentence.before(term.start)
        if figure is None or sentence.cue(_TAKES_PART).match(sentence.shade, figure.end):
            continue
        if not sentence.cue(_WINS).match(sentence.shade, figure.end):
            sentence.add(f"teachers.excellent.{term.code}", figure, term)


def initiatives(sentence: Sentence) -> None:
    """ "07 sáng kiến được cấp cơ sở công nhận, trong đó 05 được cấp huyện công nhận", "SKKN cấp huyện: 10"."""
    for term in _offices(sentence, "initiatives"):
        figure = sentence.before(term.start)
        if figure is None or "(" in sentence.shade[figure.end : term.start]:
            figure = sentence.after(term.end) or figure  # "15 sáng kiến (cấp trường 10, cấp huyện 05)"
        if figure is not None and figure.count is not None:
            sentence.add(f"initiatives.recognised.{term.code}", figure, term)


def _offices(sentence: Sentence, domain: str) -> list[Term]:
    """The offices ("cấp huyện") whose last matter named is `domain`, in the passage or the line it stands under."""
    found = []
    for term in sentence.terms:
        if term.label != "office":
            continue
        about = sentence.last("domain", term.start)
        if about is None:
            heads = (head for line in sentence.heads() for head in sentence.words.terms(line) if head.label == "domain")
            about = next(heads, None)
            told = about is not None and about.code == domain
            glued = False
        else:
            told = about.code == domain
            glued = sentence.shade[about.end : term.start].strip() == ""
        worded = bool(sentence.cue(r"@office_word(?!\w)").match(sentence.shade, term.start))
        if told and (worded or glued or _authority(sentence, term)):
            found.append(term)
    return found


_DO_SOMETHING = r"\s*@takes_part_or_is(?!\w)"


def _authority(sentence: Sentence, term: Term) -> bool:
    return bool(sentence.cue(r"@authority\s+$").search(sentence.shade, max(0, term.start - 20), term.start))


def teachers_qualified(sentence: Sentence) -> None:
    """ "34/34 giáo viên đạt chuẩn trình độ đào tạo (100%)"."""
    for term in sentence.terms:
        if term.label != "metric" or term.code != "teachers.qualified":
            continue
        since = sentence.sentence_start(term.start)
        who = sentence.last("who", term.end, since)
        named = sentence.says("teachers", term.start, term.end)
        headed = any(
            t.label == "who" and t.code == "teachers" for line in sentence.heads() for t in sentence.words.terms(line)
        )
        figure = sentence.bound(term.start, term.end)
        counted = figure is not None and bool(
            sentence.cue(_TEACHER_NOUN).search(sentence.shade, figure.start, figure.end + 12)
        )
        teachers = who is not None and who.code in ("teachers", "staff")
        if figure is not None and (named or counted or teachers or (who is None and headed)):
            sentence.add("teachers.qualified", figure, term)


def populations(sentence: Sentence) -> None:
    """ "Tổng số CB, GV, NV: 37 đồng chí, trong đó GV 31": totals said as such, and teachers split off from one."""
    _team(sentence)
    for term in sentence.terms:
        if term.label != "who" or term.code not in ("staff", "teachers"):
            continue
        start = sentence.sentence_start(term.start)
        figure = sentence.after(term.end)
        bracketed = figure is not None and "(" in sentence.shade[term.end : figure.start]  # "25 giáo viên (nữ 20)"
        if figure is None or bracketed or figure.percent is not None or figure.base is not None:
            figure = sentence.before(term.start) or (figure if bracketed else None)
        if figure is None or figure.count is None or figure.base is not None or figure.percent is not None:
            continue
        first = min(figure.start, term.start)
        whole = bool(sentence.cue(_WHOLE).search(sentence.shade, start, first)) or bool(
            sentence.cue(_TOTAL).match(sentence.shade, term.start)
        )
        if sentence.cue(_DO_SOMETHING).match(sentence.shade, max(figure.end, term.end)):
            continue  # "nhà trường có 3 giáo viên dự thi"
        split = term.code == "teachers" and _splits_staff(sentence, 0, first)
        if whole or split:
            sentence.add(f"{term.code}.total", figure, term)


def _team(sentence: Sentence) -> None:
    """ "Đội ngũ: tổng số 42 đồng chí, trong đó cán bộ quản lý 03, giáo viên 34": nobody says whom the first counts.

    Nor does "Đội ngũ có 46 người, trong đó giáo viên 38".
    """
    match = sentence.cue(_TEAM).search(sentence.shade)
    named = {term.code for term in sentence.terms if term.label == "who" and match and term.start >= match.end()}
    since = sentence.sentence_start(match.start()) if match else 0
    before = {t.code for t in sentence.terms if t.label == "who" and match and since <= t.start < match.end()}
    if match is None or before - {"staff"} or "teachers" not in named:
        return
    if not (match["team"] or named & {"managers", "clerks"}):
        return
    figure = next((f for f in sentence.figures if f.start == match.start("n")), None)
    if figure is not None and figure.start not in sentence.taken:
        sentence.add("staff.total", figure, confidence=0.9)


def _splits_staff(sentence: Sentence, start: int, position: int) -> bool:
    told = {fact.metric for fact in sentence.facts if fact.evidence and start <= fact.evidence.start < position}
    return (
        "staff.total" in told
        and "teachers.total" not in told
        and bool(sentence.cue(_SPLIT).search(sentence.shade, start, position))
    )
