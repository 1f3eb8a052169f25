"""The Party cell: members, reviews, discipline, rounds of control; and complaints."""

from __future__ import annotations

import re

from parsers.extractors.statistics.quantities import Quantity
from parsers.extractors.statistics.sentences import Sentence

_STOCK = r"@stock[^\d.;]{0,50}$"
_DO_SOMETHING = r"\s*@takes_part_or_is(?!\w)"
_FLOW = r"@flow[^.;:]{0,60}$"
_BECOMES = r"\s*(?:@reach_or_be\s*)?@flow"  # "01 đảng viên dự bị được công nhận chính thức"
_TOUCHES = r"\s*(?:@counted\s*)?"
_CELL_HAS = r"(?<!\w)@cell_name(?!\w)[^\d.;,:]{0,60}(?<!\w)@owns\s*$"
_CELL_OPENS = (
    r"\W*@cell_name(?!\w)(?P<between>[^;:]{0,160}?)(?<!\w)@owns\s*"
    r"(?:\d{1,2}\s*@cell_name[^\d.;:]{0,20}(?:@beside|,)\s*)?$"  # "có 04 chi bộ trực thuộc với"
)
_OBJECT = r"(?:@control_object|[:\s])*"
_ROUNDS = r"(?P<n>\d{1,3})\s*(?:@round|@controlled)"
_OWN_ROUNDS = r"(?<!\d)\d{1,3}\s*@round\s*$"
_NOTHING = r"(?:@not)(?:\s[^.;:,\d]{0,60})?$"
_ANSWERED = r"\s*[:=-]\s*@none(?:\s+@there_is)?\s*(?=[;,.)]|$)"
_BEYOND = r"[^.;]{0,45}@beyond"
_CO_ORDINATED = r"(?<!\d )@control\s*(?:[,/-]|@and)\s*$"
_ROUNDS_BEFORE = r"\d\s*@round\s*@control\s*(?:[,/-]|@and)\s*$"
# Of each kind of control: its words, its metric, and what tells its rounds: "Số cuộc kiểm tra: 02", "kiểm tra 02 cuộc",
# "02 cuộc kiểm tra".
_CONTROLS = tuple(
    (
        verb,
        metric,
        rf"@number_sign\s*@round\s*{verb}\s*:\s*(?P<n>\d{{1,3}})",
        rf"{verb}(?!\s*(?:,|@and)\s*@control){_OBJECT}{_ROUNDS}(?:\s*/\s*(?P<rounds>\d{{1,3}})\s*@round)?",
        rf"(?P<n>\d{{1,3}})\s*@round\s*{verb}(?!\s*(?:,|@and)\s*@control(?!\s*\d))",
    )
    for verb, metric in (("@supervision", "party.supervisions"), ("@inspection", "party.inspections"))
)


def party_members(sentence: Sentence) -> None:
    """ "Tổng số đảng viên: 35 đồng chí, trong đó chính thức 33, dự bị 02": stock, never a flow."""
    codes = {term.code for term in sentence.terms}
    stock = {"party.members.official", "party.members.probationary"} <= codes
    for term in sentence.terms:
        if term.label == "who" and term.code == "party":
            figure = _stock_figure(sentence, term.start, term.end)
            if figure is not None and not _was_before(sentence, figure):
                sentence.add("party.members", figure, term)
                stock = True
        elif term.label == "metric" and term.code == "party.members.official":
            figure = _counted(sentence, term.start, term.end)
            if figure is not None and (stock or _headed(sentence)):
                sentence.taken.add(figure.start)
                stock = True
        elif term.label == "metric" and term.code == "party.members.probationary":
            figure = _counted(sentence, term.start, term.end)
            since = sentence.part_start(term.start)
            said = sentence.says("members", term.start, term.end) and sentence.shade[term.end :].lstrip().startswith(
                ":"
            )
            if (
                figure is not None
                and (stock or said or _headed(sentence))
                and not sentence.cue(_FLOW).search(sentence.shade, since, min(term.start, figure.start))
                and not sentence.cue(_BECOMES).match(sentence.shade, term.end)
            ):
                sentence.add(term.code, figure, term)
        elif term.label == "metric" and term.code == "party.members.reviewed":
            figure = sentence.bound(term.start, term.end)
            about = sentence.says("members", term.start, term.end) or _party_named(sentence, term.start)
            if figure is not None and about:
                sentence.add(term.code, figure, term)


def _stock_figure(sentence: Sentence, start: int, end: int) -> Quantity | None:
    """The number of members where it is told as the whole."""
    since = sentence.part_start(start)
    figure = sentence.after(end)
    if figure is not None and figure.count is not None and figure.base is None and figure.percent is None:
        told = bool(sentence.cue(r"@total_word(?!\w)").match(sentence.shade, start)) or bool(
            sentence.cue(_STOCK).search(sentence.shade, since, start)
        )
        opens = not sentence.shade[since:start].strip(" -+*•·") and sentence.shade[
            end : figure.start
        ].lstrip().startswith(":")
        if told or opens:
            return figure
    figure = sentence.before(start)
    if figure is None or figure.count is None or figure.base is not None or figure.percent is not None:
        return None
    if sentence.cue(_DO_SOMETHING).match(sentence.shade, end):
        return None  # "nhà trường có 02 đảng viên được khen thưởng"
    stock = sentence.cue(_STOCK).search(sentence.shade, since, figure.start)
    if stock or sentence.cue(_CELL_HAS).search(sentence.shade, since, figure.start):
        return figure
    return figure if _opens_with_the_cell(sentence, figure) else None


def _was_before(sentence: Sentence, figure: Quantity) -> bool:
    """ "Đầu năm chi bộ có 17 đảng viên; đến nay 18": the first is of the past."""
    since = sentence.sentence_start(figure.start)
    return sentence.says("at_first", since, figure.start) and sentence.says("by_now", figure.end, len(sentence.shade))


def _opens_with_the_cell(sentence: Sentence, figure: Quantity) -> bool:
    """ "Chi bộ Trường X trực thuộc Đảng bộ xã Y, nhiệm kỳ 2022-2025 có 18 đảng viên": the cell is what owns them."""
    since = sentence.sentence_start(figure.start)
    opens = sentence.cue(_CELL_OPENS).match(sentence.shade, since, figure.start)
    if opens is None or sentence.says("flow", since, figure.start) or sentence.says("deed", since, figure.start):
        return False
    return not any(since <= other.start < opens.end("between") for other in sentence.figures)


def _counted(sentence: Sentence, start: int, end: int) -> Quantity | None:
    """The figure of a part: the one that touches it ("32 chính thức và 03 dự bị"), else that behind or before it."""
    figure = sentence.before(start)
    if figure is None or not sentence.cue(_TOUCHES).fullmatch(sentence.shade, figure.end, start):
        figure = sentence.after(end) or figure
    return figure if figure is not None and figure.count is not None else None


def _party_named(sentence: Sentence, position: int) -> bool:
    who = sentence.last("who", position)
    return who is not None and who.code == "party"


def _headed(sentence: Sentence) -> bool:
    """Whether a line above counts the members ("Tổng số đảng viên: 35 đồng chí, trong đó:")."""
    return sentence.headed("members") and sentence.headed("total_word")


def party_rounds(sentence: Sentence) -> None:
    """ "giám sát 15 lượt đảng viên", "kiểm tra 02 đảng viên/ 03 cuộc": rounds where told, else those covered."""
    for verb, metric, *patterns in _CONTROLS:
        if not sentence.figures or not sentence.cue(verb).search(sentence.shade):
            continue
        told, behind, before = map(sentence.cue, patterns)
        for pattern in (told, behind, before):
            for match in pattern.finditer(sentence.shade):
                if pattern is behind and sentence.cue(_OWN_ROUNDS).search(sentence.shade, 0, match.start()):
                    continue  # "04 cuộc giám sát đối với 08 đảng viên": the rounds are told
                _round(sentence, metric, match)


def _round(sentence: Sentence, metric: str, match: re.Match[str]) -> None:
    figure = next((f for f in sentence.figures if f.start == match.start("n")), None)
    if (
        figure is None
        or figure.start in sentence.taken
        or (
            sentence.cue(_CO_ORDINATED).search(sentence.shade, 0, match.start())
            and not (sentence.cue(_ROUNDS_BEFORE).search(sentence.shade, 0, match.start()))
        )
    ):
        return
    if not _of_the_cell(sentence, match):
        return
    rounds = match.groupdict().get("rounds")
    sentence.taken.add(figure.start)
    sentence.state(metric, int(rounds or match["n"]), match.start(), match.end(), confidence=0.92)


def _of_the_cell(sentence: Sentence, match: re.Match[str]) -> bool:
    """Control by the Party cell: its object, its section or its own words say so; the school checks lessons too."""
    near = (match.start() - 80, match.end() + 40)
    party = sentence.says("cell_word", *near)
    school = sentence.says("school_check", *near)
    return (party or sentence.passage.kind == "party_building") and not school


def complaints(sentence: Sentence) -> None:
    """ "không có đơn thư khiếu nại, tố cáo" → 0, "có 01 đơn thư" → 1; "không có đơn thư vượt cấp" tells neither."""
    done = -1
    for term in sentence.terms:
        if term.label != "metric" or term.code != "complaints" or term.start < done:
            continue
        since = sentence.part_start(term.start)
        nothing = sentence.cue(_NOTHING).search(sentence.shade, since, term.start)
        done = sentence.sentence_end(term.end)
        if sentence.cue(_BEYOND).match(sentence.shade, term.end):
            continue
        if nothing:
            sentence.state("complaints", 0, nothing.start(), term.end)
        elif answer := sentence.cue(_ANSWERED).match(sentence.shade, term.end):
            sentence.state("complaints", 0, term.start, answer.end())
        elif sentence.says("letter", term.start, term.end):
            figure = sentence.before(term.start)
            if figure is not None and figure.count is not None and figure.percent is None and figure.base is None:
                sentence.add("complaints", figure, term, confidence=0.9)
        if not nothing:
            done = term.end


def discipline(sentence: Sentence) -> None:
    """ "không có đảng viên, cán bộ, giáo viên bị kỷ luật" → 0 of each; "01 đảng viên bị kỷ luật" → 1."""
    for term in sentence.terms:
        if term.label != "metric" or term.code != "disciplined":
            continue
        since = sentence.part_start(term.start)
        nothing = _negation(sentence, since, term.start)
        whose = [t for t in sentence.terms if t.label == "who" and since <= t.start and t.end <= term.start]
        if nothing is not None:
            named = {_DISCIPLINED.get(t.code, "") for t in whose if t.start >= nothing}
            for metric in sorted(named - {""}):
                sentence.state(metric, 0, nothing, term.end)
        elif sentence.says("undergoes", term.start, term.end):
            figure = sentence.before(term.start)
            whom = _DISCIPLINED.get(whose[-1].code) if whose else None
            if figure is not None and whom and figure.count is not None:
                sentence.add(whom, figure, term, confidence=0.9)


_DISCIPLINED = {"party": "party.members.disciplined", "staff": "staff.disciplined", "teachers": "staff.disciplined"}
_NOT = r"(?<!\w)@not\s+@there_is"
_LIGHT = re.compile(r"[^.;:\d]{0,110}")


def _negation(sentence: Sentence, since: int, position: int) -> int | None:
    """Where the last "không có" before `position` begins, if only words stand between."""
    found = None
    for match in sentence.cue(_NOT).finditer(sentence.shade, since, position):
        found = match
    return found.start() if found and _LIGHT.fullmatch(sentence.shade, found.end(), position) else None
