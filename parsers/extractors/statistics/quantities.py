"""Figures in a sentence: "20/37 đạt 54,1%", "02/16(đạt 12,5%)", "482 em (85,3%)", "100%"; dates and names are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.text import COUNT, read_count, read_decimal

_NOUN = (
    r"(?:\s*(?:em|học sinh|hs|cháu|trẻ|đ\s?/\s?c|đồng chí|người|giáo viên|gv|cán bộ|viên chức|đảng viên|đv|cbgvnv|"
    r"cb,\s?gv,\s?nv|cb-gv-nv|lượt|cá nhân|cbgv|nhân viên|nv))"
)
_SHARE_WORDS = r"(?:đạt|chiếm|tương ứng(?: với)?|tỷ lệ|tỉ lệ|tl|bằng|là|=|:|-)"
_PERCENT = r"\d+(?:[.,]\d+)?"
# A count, its base, its noun and its percent; the percent must show its sign, or the next figure would be taken for it.
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?:(?P<share>{_PERCENT})\s*(?:%|phần trăm)(?:\s*\(\s*(?P<part>{COUNT})(?:\s*/\s*(?P<of>{COUNT}))?{_NOUN}{{0,2}}\s*\))?"
    rf"|(?P<count>{COUNT})(?:\s*/\s*(?P<base>{COUNT}))?"
    rf"(?:{_NOUN}{{0,2}}(?:\s*\(\s*(?:{_SHARE_WORDS}\s*){{0,3}}|\s*[;,]?\s*(?:{_SHARE_WORDS}\s*){{1,3}}|\s+|/)(?P<percent>{_PERCENT})\s*%\s*\)?)?)"
)
# Figures that number or date something: "lớp 6", "Thông tư 22/2021", "ngày 16", "mức độ 2".
_NAMES = re.compile(
    r"(?:thông tư|tt|số hiệu|ngày|tháng|năm|năm học|nghị quyết|quyết định|kế hoạch số|chỉ thị|kết luận|công văn|quy định"
    r"|lớp|khối|khối lớp|điều|khoản|mục|phần|bài|mức|mức độ|cấp độ|quý|quí|tuần|chi bộ|đảng bộ|tổ|đợt|lần|lần thứ|thứ|giai đoạn"
    r"|nhiệm kỳ|nhiệm kì|học kỳ|học kì|khóa|khoá|vòng|hạng|module|đến năm|từ năm|trung ương|chương trình|mô đun|phụ lục|biểu|bảng|mẫu|nghị định"
    r"|điện thoại|tiêu chuẩn|tiêu chí|nhóm|trang|(?:nq|qđ|tt|ct|kh|hd|kl|cv|nđ)\s*[-/]?|(?<!sĩ )(?<!sỹ )(?<!tổng )(?<!nhân )số)\s*(?:số\s*)?:?\s*$"
)
_AFTER = re.compile(
    r"\s*(?:[-–/](?:[a-zđ]{1,6}\d*\b|\d)|tuổi|tháng|ngày|giờ|tuần|buổi|tiết|triệu|đồng(?!\s*chí)|nghìn|năm\b|lần\b|quyển|cuốn|bài|"
    r"phòng|máy|bộ|giải|huy chương|điểm|m2|ha\b|km|kg|tấn|chủ đề|văn bản|kỳ\b|°)"
)
_LISTED = re.compile(r"(?:\d{1,3}[a-z]?\d?\s*(?:,|;|và|-)\s*)+$")  # "lớp 6, 7, 8": the 8 numbers a grade as the 6 does
_LEAST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at the characters `start` to `end`: count, base and percent, None for what it does not state."""

    start: int
    end: int
    count: int | None = None
    base: int | None = None
    percent: float | None = None


def find_quantities(shade: str) -> list[Quantity]:
    """The figures of a shadow in order, those that date or number something left out."""
    found = []
    for match in _QUANTITY.finditer(shade):
        share = match["share"] or match["percent"]
        percent = read_decimal(share) if share else None
        if not _is_name(shade, match):
            count, base = _count(match["count"] or match["part"]), _count(match["base"] or match["of"])
            found.append(Quantity(match.start(), match.end(), count, base, percent))
        elif percent is not None:  # "năm 2022 đạt 95%": the year is a name, the percent a figure
            found.append(Quantity(match.start("percent"), match.end(), percent=percent))
    return found


def _is_name(shade: str, match: re.Match[str]) -> bool:
    if match["share"]:
        return False
    count, base = _count(match["count"]), _count(match["base"])
    if base is not None and (base >= _LEAST_YEAR or (count or 0) > base * 3):
        return True
    if base is None and count is not None and _LEAST_YEAR <= count < _LEAST_YEAR + 200:
        return True
    before = _LISTED.sub("", shade[max(0, match.start() - 40) : match.start()])
    if _NAMES.search(before) and not before.rstrip().endswith((":", "số lớp", "tổng số", "số nhóm", "ra lớp")):
        return True
    return not match["percent"] and bool(_AFTER.match(shade, match.end()))


def _count(text: str | None) -> int | None:
    return read_count(text) if text else None
