"""Figures in the lines of a rating: points of the 100-point scale, the number of a level, votes.

"Tổng điểm tự chấm: 86/100" is a score; "Hoàn thành tốt nhiệm vụ (từ 70 đến dưới 90 điểm)" only says what the class is,
"cấp độ 2" which of the four it is, "(biểu quyết 7/7 đồng chí)" who agreed.
"""

from __future__ import annotations

import re

# "92/100", "47,5/50 điểm", "92 điểm", "Điểm tự chấm: 92"
_SCORE = re.compile(
    r"(?<![\d/.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:/\s*(?:100(?!\d)(?:\s*điểm)?|\d{1,3}\s*điểm)|điểm)"
    r"|điểm(?:\s+(?:tự\s+(?:chấm|đánh\s+giá)|đạt\s+được|đạt))?\s*[:=]\s*"
    r"(\d{1,3}(?:[.,]\d{1,2})?)(?![\d.,]*\d)(?:\s*/\s*\d{1,3}(?!\d))?(?:\s*điểm)?"
)
_POINTS = r"\d{1,3}(?:[.,]\d{1,2})?(?![\d/])(?:\s*điểm)?"
# "từ 90 điểm trở lên", "từ 70 đến dưới 90 điểm", "50 - 69 điểm", "dưới 50 điểm", "≥ 90 điểm"
_RANGE = re.compile(
    rf"(?:(?<!\w)(?:đạt\s+)?từ\s+)?(?<![\w/.,]){_POINTS}\s*"
    rf"(?:(?:đến|tới|-)\s*(?:(?:dưới|<)\s*)?{_POINTS}|trở\s+(?:lên|xuống)(?!\w))"
    rf"|(?:(?<!\w)(?:trên|dưới)\s+|[<>≥≤]=?\s*){_POINTS}"
)


# "Cấp độ 2 (Tốt)", "Mức 2 - Hoàn thành tốt nhiệm vụ": the number beside a level says it a second time.
_ORDINAL = re.compile(r"(?<!\w)(?:cấp độ|mức độ|mức|hạng)\s+([1-4](?:/4)?)(?![\w/.,%])")
# "(biểu quyết 7/7 đồng chí nhất trí)", "5/5 phiếu (100%)", "với 100% ý kiến tán thành"
_VOTES = re.compile(
    r"\([^()]*(?:biểu quyết|phiếu|nhất trí|tán thành|đồng ý|thống nhất)[^()]*\)"
    r"|(?:(?:với|có|đạt)\s+)*(?:(?:số|tổng số|kết quả)\s+)?(?:phiếu\s*:?\s*)?\d{1,3}\s*(?:/\s*\d{1,3}|%)\s*(?:số\s+)?"
    r"(?:phiếu|đồng chí|đảng viên|ý kiến|thành viên|người)"
    r"(?:\s+(?:bầu|biểu quyết|nhất trí|tán thành|đồng ý|thống nhất))*"
    r"(?:\s*[,;(]?\s*(?:đạt\s+)?(?:tỷ lệ\s+|tỉ lệ\s+)?\d{1,3}(?:[.,]\d+)?\s*%\s*\)?)?"
)


def may_score(low: str) -> bool:
    """Whether points can stand in a line at all: spares the search."""
    return "điểm" in low or ("100" in low and "/" in low)


def find_score(low: str) -> re.Match[str] | None:
    """The first score of a shadow that is no bound of a range; the figure is the group that matched."""
    if not may_score(low):
        return None
    ranges = [match.span() for match in _RANGE.finditer(low)]
    scores = _SCORE.finditer(low)
    return next((score for score in scores if not any(start <= score.start() < end for start, end in ranges)), None)


def is_range(low: str) -> bool:
    """Whether a cell of this shadow holds the points of a class and nothing else: "70 - 89", "dưới 50 điểm"."""
    return _RANGE.fullmatch(low.strip()) is not None


def figure_spans(low: str, begin: int) -> list[tuple[int, int]]:
    """Where figures stand behind `begin` that are no data: scores from the figure on, ranges, ordinals, votes."""
    spans = [match.span(1) for match in _ORDINAL.finditer(low, begin)]
    if "/" in low or "%" in low:
        spans += [match.span() for match in _VOTES.finditer(low, begin)]
    return spans + _point_spans(low, begin)


def _point_spans(low: str, begin: int) -> list[tuple[int, int]]:
    """A score from its figure on, a range whole."""
    if not may_score(low):
        return []
    scores = [(match.start(match.lastindex or 0), match.end()) for match in _SCORE.finditer(low, begin)]
    return scores + [match.span() for match in _RANGE.finditer(low, begin)]
