"""Results told in classes: conduct, learning, professional standard, yearly classification."""

from __future__ import annotations

from parsers.extractors.statistics.scales import TASKS, result_metric, result_prefix, scale_of
from parsers.extractors.statistics.sentences import Sentence
from parsers.language import Term

_AT_LEAST = r"\s*(?:@task)?\s*@at_least"
_NONE = r"\s*(?:@task)?\s*[:=-]\s*@none\s*(?=[;,.)]|$)"
_AND = r"\s*[,/-]?\s*(?:@and)?\s*"
_ENDS = r"\s*(?:$|[:;,.()=\d-]|@follows_class(?!\w))"
_PUPIL_NOUN = r"\d\s*@pupils(?!\w)"
_OPENS = r"(?:^|[:;,.(+*•-]|@and)\s*$"  # a class opens its item; "học sinh đạt" is a verb
_VERB = r"\s*@follows_reach(?!\w)"
_LOWEST = frozenset({"weak", "poor", "fail", "not_completed_task"})
_NOBODY = r"(?<!\w)@not\s+@there_is[^.;:,\d]{0,40}$"
_HEAD = r"(?<!\w)@principal(?!\w)"
_SEVERAL = r"(?:@several|\d+)\s*(?:@comrade\s*)?$"
_GENERAL = frozenset({"conduct", "academic", "standard", "principal_standard", "other"})


def results(sentence: Sentence) -> None:
    """Every class with the figure bound to it."""
    levels = [term for term in sentence.terms if term.label == "level"]
    beside = _classes(sentence) | {code for other in sentence.siblings for code in _classes(other)}
    for term in levels:
        if _stands_for_more(sentence, term) and not _among_its_kind(term, beside):
            continue
        if term.code == "completed_task" and not sentence.cue(_ENDS).match(sentence.shade, term.end):
            continue  # "hoàn thành chương trình tiểu học"
        if _nobody(sentence, term):
            continue
        if _told_together(sentence, term, levels) or (_is_reach(sentence, term) and _is_verb(sentence, term, beside)):
            continue
        domain, who = _about(sentence, term)
        if term.code in TASKS and who is None and _of_pupils(sentence, term):
            domain, who = "academic", "pupils"
        classes = _block(sentence, term) or beside
        metric = result_metric(term.code, domain, who, classes | beside if domain is None else classes, sentence.words)
        if metric is None:
            continue
        _read(sentence, term, metric, frozenset(classes | beside if len(classes) < 2 else classes))


def _nobody(sentence: Sentence, term: Term) -> bool:
    """ "không có viên chức không hoàn thành nhiệm vụ" → 0; classes above the lowest are not denied this way."""
    if term.code not in _LOWEST or sentence.after(term.end) is not None:
        return False
    denial = sentence.cue(_NOBODY).search(sentence.shade, sentence.part_start(term.start), term.start)
    if denial is None:
        return False
    domain, who = _about(sentence, term)
    classes = _classes(sentence) | _block(sentence, term)
    metric = result_metric(term.code, domain, who, classes, sentence.words)
    if metric is not None:
        sentence.state(metric, 0, denial.start(), term.end, confidence=0.88)
    return True


def _stands_for_more(sentence: Sentence, term: Term) -> bool:
    """ "HT" is also hiệu trưởng, "CĐ" cao đẳng and công đoàn: a class only beside others of its kind."""
    return sentence.shade[term.start : term.end] in sentence.words.cues("ambiguous_class")


def _among_its_kind(term: Term, beside: set[str]) -> bool:
    others = beside - {term.code}
    return bool(TASKS & others) if term.code in TASKS else len(others - TASKS) >= 2


def _is_reach(sentence: Sentence, term: Term) -> bool:
    return term.code == "pass" and sentence.shade[term.start : term.end] in sentence.words.cues("reach")


def _told_together(sentence: Sentence, term: Term, levels: list[Term]) -> bool:
    """ "Khá, giỏi đạt 65%": one figure for two classes is neither's."""
    for other in levels:
        first, last = (other, term) if other.start < term.start else (term, other)
        if (
            other is not term
            and not _is_reach(sentence, other)
            and sentence.cue(_AND).fullmatch(sentence.shade, first.end, last.start)
        ):
            return True
    return False


def _of_pupils(sentence: Sentence, term: Term) -> bool:
    """Whether the figure beside a class counts pupils: "Hoàn thành tốt: 200 em"."""
    figure = sentence.after(term.end) or sentence.before(term.start)
    return figure is not None and bool(sentence.cue(_PUPIL_NOUN).search(sentence.shade, figure.start, figure.end + 12))


def _is_verb(sentence: Sentence, term: Term, beside: set[str]) -> bool:
    """ "Đạt" is a class beside Tốt, Khá or Chưa đạt, and nowhere within a figure ("16/34 đạt 47,1%")."""
    within = any(f.start < term.start < f.end for f in (*sentence.figures, *sentence.planned))
    opens = sentence.cue(_OPENS).search(sentence.shade, 0, term.start)
    follows = sentence.cue(_VERB).match(sentence.shade, term.end)
    return within or not opens or not beside & {"good", "fair", "fail"} or bool(follows)


def _read(sentence: Sentence, term: Term, metric: str, classes: frozenset[str]) -> None:
    if sentence.cue(_NONE).match(sentence.shade, term.end):
        sentence.state(metric, 0, term.start, term.end)
        return
    at_least = sentence.cue(_AT_LEAST).match(sentence.shade, term.end)
    end = at_least.end() if at_least else term.end
    since = sentence.cue(r"(?<!\w)@from\s+$").search(sentence.shade, max(0, term.start - 6), term.start)
    start = since.start() if at_least and since else term.start
    figure = sentence.bound(start, end)
    if figure is None:
        return
    position = min(figure.start, term.start)
    scale = scale_of(metric, classes, sentence.school_year(figure.start))
    label = Term(term.label, term.code, start, end)
    sentence.add(metric, figure, label, group=_grade(sentence, metric, position), at_least=bool(at_least), scale=scale)


def _grade(sentence: Sentence, metric: str, position: int) -> str | None:
    if not metric.startswith("students."):
        return None
    return sentence.group(position) or sentence.group_opening(position)


def _classes(sentence: Sentence) -> set[str]:
    levels = [term for term in sentence.terms if term.label == "level"]
    sure = {term.code for term in levels if not _is_reach(sentence, term)}
    return sure | {t.code for t in levels if _is_reach(sentence, t) and not _is_verb(sentence, t, sure)}


def _block(sentence: Sentence, term: Term) -> set[str]:
    """The classes that share the domain term before `term`."""
    domains = [other for other in sentence.terms if other.label == "domain" and other.code in _GENERAL]
    start = max((d.end for d in domains if d.end <= term.start), default=None)
    if start is None:
        return set()
    end = min((d.start for d in domains if d.start > term.start), default=len(sentence.shade))
    told = _classes(sentence)
    return {t.code for t in sentence.terms if t.label == "level" and start <= t.start < end and t.code in told}


def _about(sentence: Sentence, term: Term) -> tuple[str | None, str | None]:
    """(domain, who) of a class: the last that the passage names before it, else the lines above, nearest first."""
    domain, who = _last_named(sentence.terms, term.start)
    if domain is not None and (who is not None or domain.code != "other"):
        whose = who.code if who is not None and (who.start > domain.start or domain.code.endswith("standard")) else None
        if term.code in TASKS:
            return _task(sentence, domain.code, who.code if who else None, who is not None and who.start > domain.start)
        if domain.code in ("conduct", "academic"):
            return domain.code, whose if whose in (None, "pupils", "children") else "staff"
        return domain.code, whose
    if domain is not None:
        return "other", None
    for head in sentence.heads():
        terms = sentence.words.terms(head)
        above, whose_above = _last_named(terms, len(head))
        named = {t.code for t in terms if t.label == "domain" and t.code in ("conduct", "academic")}
        if len(named) > 1:
            return None, "pupils"
        if above is not None or whose_above is not None:
            person = who or whose_above
            if term.code in TASKS:
                return _task(sentence, above.code if above else None, person.code if person else None, who is not None)
            return (above.code if above else None), (
                person.code if person and above is None else _kept(above, whose_above)
            )
    return None, who.code if who else None


def _kept(domain: Term | None, who: Term | None) -> str | None:
    return who.code if who is not None and domain is not None and domain.code.endswith("standard") else None


def _last_named(terms: list[Term], position: int) -> tuple[Term | None, Term | None]:
    domain = who = None
    for term in terms:
        if term.end > position:
            break
        if term.label == "domain" and term.code in _GENERAL:
            domain = term
        elif term.label == "who" and term.code != "clerks":
            who = term
        elif term.label == "metric" and term.code == "party.members.reviewed":  # "đảng viên được xếp loại"
            who = Term("who", "party", term.start, term.end)
    return domain, who


def _task(
    sentence: Sentence, domain: str | None, who: str | None, who_is_nearer: bool
) -> tuple[str | None, str | None]:
    """ "Hoàn thành tốt" is said of staff, members and pupils: pupils only where learning is named and pupils are."""
    if who in ("staff", "teachers", "managers", "party") and (who_is_nearer or domain not in ("academic",)):
        return None, who
    pupils = who == "pupils" or sentence.headed("pupils") or sentence.says("pupils", 0, len(sentence.shade))
    return ("academic", "pupils") if domain == "academic" and pupils else (None, who if who != "children" else None)


def managers_in_words(sentence: Sentence) -> None:
    """ "Xếp loại chuẩn hiệu trưởng: Tốt; chuẩn phó hiệu trưởng: Tốt": persons are counted where each is named alone."""
    counts: dict[str, list[Term]] = {}
    for term in sentence.terms:
        if term.label != "level" or _stands_for_more(sentence, term):
            continue
        since = max((t.end for t in sentence.terms if t.label == "level" and t.end <= term.start), default=0)
        since = max(since, sentence.part_start(term.start))
        heads = list(sentence.cue(_HEAD).finditer(sentence.shade, since, term.start))
        if not heads or not sentence.clear(heads[-1].end(), term.start) or _figures_between(sentence, since, term.end):
            continue
        if any(
            sentence.cue(_SEVERAL).search(sentence.shade, max(0, head.start() - 16), head.start()) for head in heads
        ):
            continue
        domain = "principal_standard" if sentence.says("standard", since, term.start) else None
        prefix = result_prefix(term.code, domain, "managers", {term.code})
        metric = sentence.words.suffixes[prefix].get(term.code) if prefix and prefix.startswith("managers.") else None
        if metric:
            counts.setdefault(metric, []).extend([term] * len(heads))
    for metric, terms in counts.items():
        sentence.state(metric, len(terms), terms[0].start, terms[-1].end, confidence=0.75)


def _figures_between(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= figure.start < end + 6 for figure in sentence.figures)
