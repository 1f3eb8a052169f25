"""Pupils and children in sentences: classes, enrolment, retention, drop-outs, promotion, weight and height."""

from __future__ import annotations

from parsers.extractors.statistics.quantities import Quantity
from parsers.extractors.statistics.sentences import GROUP, Sentence
from parsers.language import Term

_CLASSES = r"(?P<n>\d{1,3})\s*@class(?!\w)(?!\s*(?:\d{1,4}(?!\d|\s*@children(?!\w))|@no_class))"
_OVER_CLASSES = r"\d\s*@children\s*/\s*(?P<n>\d{1,3})\s*@class(?!\w)"
_OF_A_STAGE = r"[(;,:+-]\s*@stage\s*(?::|@owns)?\s*$"  # "18 lớp (tiểu học 10 lớp, 320 em; THCS 8 lớp)"
_SPLIT = r"(?:\s*\([^()]*\)\s*(?=@beside))?"  # "36 lớp (khối 10: 12 lớp, …) với 1.523 học sinh"
_BESIDE = r"\s*(?:[,;:+/–(=-]|@beside|\s)*"
_PUPIL_NOUN = r"\s*@children(?!\w)"
_PUPILS_BEFORE = r"@size\s*(?:@children)?[^\d.;]{0,30}$"
_WHOLE_SCHOOL = r"@whole_school[^\d.;]{0,25}$"
_DO_SOMETHING = r"\s*@takes_part_or_is(?!\w)"  # "trường có 4 học sinh đạt giải": not all of them
_NO_DROP = r"@not\s+(?:@there_is)?[^.;:,\d]{0,30}$"
_RESULTS = frozenset({"conduct", "academic"})  # "Học lực năm học 2019-2020 (tổng số 923 học sinh):" over a table
_NAMED = frozenset(
    {
        "students.retained", "students.dropped_out", "students.promotion_rate", "children.weight.normal",
        "children.weight.underweight", "children.weight.overweight", "children.stunted",
    }
)  # fmt: skip


def enrolment(sentence: Sentence) -> None:
    """ "Khối 6 có 4 lớp, 154 em", "Tổng số lớp: 18, tổng số học sinh: 622", "KH giao 200, thực hiện 197 đạt 98,5%"."""
    _classes_and_pupils(sentence)
    _labelled_classes(sentence)
    _pupils_over_classes(sentence)
    _totals(sentence)
    _plan_and_result(sentence)


def _classes_and_pupils(sentence: Sentence) -> None:
    for match in sentence.cue(_CLASSES).finditer(sentence.shade):
        figure = _at(sentence, match.start("n"))
        if figure is None or sentence.cue(_OF_A_STAGE).search(sentence.shade, 0, figure.start):
            continue
        beside = sentence.cue(_SPLIT + _BESIDE).match(sentence.shade, match.end())
        pupils = _at(sentence, beside.end()) if beside else None
        if pupils is not None and not _is_pupils(sentence, pupils):
            pupils = None
        since = sentence.part_start(figure.start)
        if pupils is None and not sentence.says("class_owner", since, figure.start):
            continue
        group = sentence.group(figure.start)
        if (
            pupils is None
            and group is None
            and not sentence.cue(_WHOLE_SCHOOL).search(sentence.shade, since, figure.start)
        ):
            continue
        sentence.add("students.classes", Quantity(figure.start, figure.end, figure.count), group=group)
        if pupils is not None:
            sentence.add(
                "students.actual",
                Quantity(pupils.start, pupils.end, pupils.count, pupils.base, pupils.percent),
                group=group,
            )


def _is_pupils(sentence: Sentence, figure: Quantity) -> bool:
    noun = sentence.cue(_PUPIL_NOUN)
    told = noun.match(sentence.shade, figure.end) or noun.search(sentence.shade, figure.start, figure.end)
    return bool(told) or sentence.says("children", figure.start - 18, figure.start)


def _labelled_classes(sentence: Sentence) -> None:
    for term in sentence.terms:
        if term.label == "metric" and term.code == "students.classes":
            figure = sentence.after(term.end)
            if figure is not None and figure.percent is None and figure.count is not None:
                sentence.add(
                    "students.classes",
                    Quantity(figure.start, figure.end, figure.count),
                    term,
                    group=sentence.group(figure.start),
                )


def _pupils_over_classes(sentence: Sentence) -> None:
    """ "Tổng số học sinh: 565 em/16 lớp"."""
    for match in sentence.cue(_OVER_CLASSES).finditer(sentence.shade):
        figure = _at(sentence, match.start("n"))
        if figure is not None:
            sentence.add(
                "students.classes",
                Quantity(figure.start, figure.end, figure.count),
                group=sentence.group(match.start()),
                confidence=0.9,
            )
        pupils = next((f for f in sentence.figures if f.start <= match.start() < f.end), None)
        group = sentence.group(match.start())
        if pupils is not None and group is not None and pupils.start not in sentence.taken:
            sentence.add("students.actual", pupils, group=group, confidence=0.9)  # "nhà trẻ 62 cháu/3 nhóm"


def _totals(sentence: Sentence) -> None:
    """ "Tổng số học sinh: 622": enrolment, unless classes of results follow it."""
    graded = any(term.label == "level" or term.code in _RESULTS for term in sentence.terms) or any(
        term.label == "level" for other in sentence.siblings for term in other.terms
    )
    for term in sentence.terms:
        if term.label != "who" or term.code not in ("pupils", "children"):
            continue
        figure = sentence.after(term.end)
        if figure is None or figure.count is None or figure.percent is not None or figure.base is not None:
            figure = sentence.before(term.start)
        if figure is None or figure.count is None or figure.percent is not None or figure.base is not None:
            continue
        first = min(figure.start, term.start)
        since = sentence.part_start(first)
        totalled = sentence.cue(r"@total_word").match(sentence.shade, term.start)
        some = sentence.cue(_DO_SOMETHING).match(sentence.shade, max(figure.end, term.end)) is not None
        if totalled or (not some and sentence.cue(_PUPILS_BEFORE).search(sentence.shade, since, first)):
            metric = "students.total" if graded else "students.actual"
            sentence.add(metric, figure, term, group=sentence.group(first), confidence=0.9)


def _plan_and_result(sentence: Sentence) -> None:
    about = any(
        term.label == "who" and term.code in ("pupils", "children") for term in sentence.terms
    ) or sentence.headed("enrols")
    if not about:
        return
    for term in sentence.terms:
        if term.label != "measure":
            continue
        written = sentence.shade[term.start : term.end]
        if term.code == "actual" and written in sentence.words.cues("schooled"):
            _actual(sentence, term)
    _by_age(sentence)
    for term in sentence.terms:
        written = sentence.shade[term.start : term.end]
        if term.label == "measure" and term.code == "planned" and sentence.says("given", term.start, term.end):
            _planned(sentence, term)


def _actual(sentence: Sentence, term: Term) -> None:
    figure = sentence.after(term.end)
    if figure is None or (figure.count is None and not sentence.says("brings_in", term.start, term.end)):
        figure = (
            sentence.before(term.start)
            if term.code == "actual" and sentence.says("in_class", term.start, term.end)
            else None
        )
    if figure is None or not _of_pupils(sentence, figure, term):
        return
    sentence.add("students.actual", figure, term, group=sentence.group(figure.start), confidence=0.9)


def _by_age(sentence: Sentence) -> None:
    """ "Huy động: nhà trẻ 40/100 đạt 40%; mẫu giáo 180/180 đạt 100%": a group and its share, enrolment told before."""
    told = [t.start for t in sentence.terms if t.label == "measure" and t.code == "actual"]
    headed = sentence.headed("brings_in")
    for match in sentence.cue(GROUP).finditer(sentence.shade):
        figure = sentence.after(match.end())
        if figure is None or figure.base is None or not (headed or any(start < match.start() for start in told)):
            continue
        sentence.add("students.actual", figure, group=sentence.group(figure.start), confidence=0.9)


def _planned(sentence: Sentence, term: Term) -> None:
    """The number of pupils that the school was given: the one plan that is a statistic."""
    figure = next((figure for figure in sentence.planned if figure.start >= term.end), None)
    if figure is None or figure.count is None or figure.base is not None or not sentence.clear(term.end, figure.start):
        return
    if _of_pupils(sentence, figure, term):
        only = Quantity(figure.start, figure.end, figure.count)
        sentence.add("students.planned", only, term, group=sentence.group(figure.start), confidence=0.9)


def _of_pupils(sentence: Sentence, figure: Quantity, term: Term) -> bool:
    return sentence.says("enrols", term.start - 60, figure.end + 14)


def named_pupil_metrics(sentence: Sentence) -> None:
    """ "Duy trì sĩ số 622/622 đạt 100%", "bỏ học: 02 em (0,3%)", "99,5% học sinh được lên lớp", "SDD thấp còi 2,5%"."""
    for term in sentence.terms:
        if term.label != "metric" or term.code not in _NAMED:
            continue
        written = sentence.shade[term.start : term.end]
        if term.code == "students.dropped_out" and (
            nothing := sentence.cue(_NO_DROP).search(sentence.shade, sentence.part_start(term.start), term.start)
        ):
            sentence.state(term.code, 0, nothing.start(), term.end)
            continue
        if written in sentence.words.cues("straight") and sentence.says("resit", 0, len(sentence.shade)):
            continue  # the rate that counts is the one after the second examination
        figure = sentence.bound(term.start, term.end)
        if figure is None or (written in sentence.words.cues("keeps_up") and figure.base is None):
            continue
        if (
            term.code == "students.retained"
            and figure.count is not None
            and figure.base is None
            and figure.percent is None
        ):
            continue
        start = min(term.start, figure.start)
        group = sentence.group(start)
        if "," in sentence.shade[sentence.part_start(start) : start] and term.code == "students.promotion_rate":
            group = sentence.group_since(sentence.shade.rfind(",", 0, start), start)
        sentence.add(term.code, figure, term, group=group)


def normal_growth(sentence: Sentence) -> None:
    """ "Trẻ phát triển bình thường 268/280", "kênh bình thường: 95,7%": of weight, unless height was named."""
    for term in sentence.terms:
        if term.label != "level" or term.code != "normal":
            continue
        domain = sentence.last("domain", sentence.sentence_end(term.end), sentence.sentence_start(term.start))
        grows = sentence.says("growth", term.start - 12, term.end)
        figure = sentence.bound(term.start, term.end)
        if figure is not None and grows and (domain is None or domain.code == "weight"):
            sentence.add("children.weight.normal", figure, term, confidence=0.91)


def _at(sentence: Sentence, start: int) -> Quantity | None:
    return next(
        (f for f in sentence.figures if f.start == start and f.start not in sentence.taken and f.count is not None),
        None,
    )
