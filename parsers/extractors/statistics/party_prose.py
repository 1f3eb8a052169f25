"""The Party cell: members, reviews, discipline, rounds of control; and complaints."""

from __future__ import annotations

import re

from parsers.extractors.statistics.quantities import Quantity
from parsers.extractors.statistics.sentences import Sentence

_STOCK = re.compile(
    r"(?:tổng số|số đảng viên|chi bộ (?:hiện )?có|hiện có|toàn chi bộ(?: có)?|gồm(?: có)?|nâng tổng số)[^\d.;]{0,50}$"
)
_STOCK_BEHIND = re.compile(
    r"(?:\s|toàn|của|chi bộ|hiện nay|trong|hiện có|đến|cuối năm|thời điểm|nhà trường|tính|là|:|tổng|đảng viên)*"
)
_FLOW = re.compile(r"(?:chuyển|kết nạp|công nhận|xét|đề nghị|chính thức cho|bồi dưỡng|giới thiệu)[^.;:]{0,60}$")
_OBJECT = (
    r"(?:được|đối với|với|chuyên đề|thường xuyên|chấp hành|đảng viên|các|việc|theo kế hoạch|đã|là|thực hiện|:|\s)*"
)
_ROUNDS = r"(?P<n>\d{1,3})\s*(?:lượt|cuộc|đợt|lần|đảng viên|đồng chí|đ/c|đv|tổ chức|chi bộ|tổ đảng|kỳ)"
_NOTHING = re.compile(r"(?:không|chưa)\s[^.;:,\d]{0,60}$|(?:không|chưa)$")
_BEYOND = re.compile(r"[^.;]{0,45}(?:vượt cấp|kéo dài|tồn đọng|đông người)")
_CO_ORDINATED = re.compile(r"(?<!cuộc )(?<!lượt )(?<!đợt )(?:kiểm tra|giám sát)\s*(?:,|và|/|-)\s*$")


def party_members(sentence: Sentence) -> None:
    """ "Tổng số đảng viên: 35 đồng chí, trong đó chính thức 33, dự bị 02": stock, never a flow."""
    codes = {term.code for term in sentence.terms}
    stock = {"party.members.official", "party.members.probationary"} <= codes
    for term in sentence.terms:
        if term.label == "who" and term.code == "party":
            figure = _stock_figure(sentence, term.start, term.end)
            if figure is not None:
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
            said = "đảng viên" in sentence.shade[term.start : term.end] and sentence.shade[
                term.end :
            ].lstrip().startswith(":")
            if (
                figure is not None
                and (stock or said or _headed(sentence))
                and not _FLOW.search(sentence.shade, since, min(term.start, figure.start))
            ):
                sentence.add(term.code, figure, term)
        elif term.label == "metric" and term.code == "party.members.reviewed":
            figure = sentence.bound(term.start, term.end)
            about = "đảng viên" in sentence.shade[term.start : term.end] or _party_named(sentence, term.start)
            if figure is not None and about:
                sentence.add(term.code, figure, term)


def _stock_figure(sentence: Sentence, start: int, end: int) -> Quantity | None:
    """The number of members where it is told as the whole."""
    since = sentence.part_start(start)
    figure = sentence.after(end)
    if figure is not None and figure.count is not None and figure.base is None and figure.percent is None:
        written = sentence.shade[start:end]
        told = written.startswith(("tổng", "số ")) or bool(_STOCK.search(sentence.shade, since, start))
        opens = not sentence.shade[since:start].strip(" -+*•·") and sentence.shade[end : figure.start].strip() == ":"
        if told or opens:
            return figure
    figure = sentence.before(start)
    if figure is None or figure.count is None or figure.base is not None or figure.percent is not None:
        return None
    return figure if _STOCK.search(sentence.shade, since, figure.start) else None


def _counted(sentence: Sentence, start: int, end: int) -> Quantity | None:
    figure = sentence.after(end) or sentence.before(start)
    return figure if figure is not None and figure.count is not None else None


def _party_named(sentence: Sentence, position: int) -> bool:
    who = sentence.last("who", position, sentence.sentence_start(position))
    return who is not None and who.code == "party"


def _headed(sentence: Sentence) -> bool:
    """Whether a line above counts the members ("Tổng số đảng viên: 35 đồng chí, trong đó:")."""
    return any("đảng viên" in line.lower() and "tổng số" in line.lower() for line in sentence.heads())


def party_rounds(sentence: Sentence) -> None:
    """ "giám sát 15 lượt đảng viên", "kiểm tra 02 đảng viên/ 03 cuộc": rounds where they are told, else those covered."""
    for verb, metric in (("giám sát", "party.supervisions"), ("kiểm tra", "party.inspections")):
        behind = re.compile(
            rf"{verb}(?!\s*(?:và|,)\s*(?:kiểm tra|giám sát)){_OBJECT}{_ROUNDS}(?:\s*/\s*(?P<rounds>\d{{1,3}})\s*cuộc)?"
        )
        before = re.compile(
            rf"(?P<n>\d{{1,3}})\s*(?:lượt|cuộc|đợt|lần)\s*{verb}(?!\s*(?:,|và)\s*(?:kiểm tra|giám sát)(?!\s*\d))"
        )
        told = re.compile(rf"số\s*(?:lượt|cuộc|đợt)\s*{verb}\s*:\s*(?P<n>\d{{1,3}})")
        for pattern in (told, behind, before):
            for match in pattern.finditer(sentence.shade):
                _round(sentence, metric, match)


def _round(sentence: Sentence, metric: str, match: re.Match[str]) -> None:
    figure = next((f for f in sentence.figures if f.start == match.start("n")), None)
    if figure is None or figure.start in sentence.taken or _CO_ORDINATED.search(sentence.shade, 0, match.start()):
        return
    if not _of_the_cell(sentence, match):
        return
    rounds = match.groupdict().get("rounds")
    sentence.taken.add(figure.start)
    sentence.state(metric, int(rounds or match["n"]), match.start(), match.end(), confidence=0.92)


def _of_the_cell(sentence: Sentence, match: re.Match[str]) -> bool:
    """Control by the Party cell: its object, its section or its own words say so; the school checks lessons too."""
    near = sentence.shade[max(0, match.start() - 80) : match.end() + 40]
    party = any(
        word in near for word in ("đảng viên", "chi bộ", "tổ chức đảng", "cấp ủy", "chi ủy", "ủy ban kiểm tra", "đảng")
    )
    school = any(
        word in near for word in ("nội bộ", "hồ sơ", "giờ dạy", "hoạt động sư phạm", "thư viện", "bếp ăn", "tài chính")
    )
    return (party or sentence.passage.kind == "party_building") and not school


def complaints(sentence: Sentence) -> None:
    """ "không có đơn thư khiếu nại, tố cáo" → 0, "có 01 đơn thư" → 1; "không có đơn thư vượt cấp" tells neither."""
    done = -1
    for term in sentence.terms:
        if term.label != "metric" or term.code != "complaints" or term.start < done:
            continue
        since = sentence.part_start(term.start)
        nothing = _NOTHING.search(sentence.shade, since, term.start)
        done = sentence.sentence_end(term.end)
        if _BEYOND.match(sentence.shade, term.end):
            continue
        if nothing:
            sentence.state("complaints", 0, nothing.start(), term.end)
        elif "đơn" in sentence.shade[term.start : term.end]:
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
        written = sentence.shade[term.start : term.end]
        whose = [t for t in sentence.terms if t.label == "who" and since <= t.start and t.end <= term.start]
        if nothing is not None:
            named = {_DISCIPLINED.get(t.code, "") for t in whose if t.start >= nothing}
            for metric in sorted(named - {""}):
                sentence.state(metric, 0, nothing, term.end)
        elif "bị" in written or written.startswith("vi phạm"):
            figure = sentence.before(term.start)
            whom = _DISCIPLINED.get(whose[-1].code) if whose else None
            if figure is not None and whom and figure.count is not None:
                sentence.add(whom, figure, term, confidence=0.9)


_DISCIPLINED = {"party": "party.members.disciplined", "staff": "staff.disciplined", "teachers": "staff.disciplined"}
_NOT = re.compile(r"(?<!\w)(?:không|chưa)\s+(?:có|để|ai|đồng chí|đảng viên|xảy ra)")
_LIGHT = re.compile(r"[^.;:\d]{0,110}")


def _negation(sentence: Sentence, since: int, position: int) -> int | None:
    """Where the last "không có" before `position` begins, if only words stand between."""
    found = None
    for match in _NOT.finditer(sentence.shade, since, position):
        found = match
    return found.start() if found and _LIGHT.fullmatch(sentence.shade, found.end(), position) else None
