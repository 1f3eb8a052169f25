"""What the heading lines above a passage or a table say of all that stands beneath them."""

from __future__ import annotations

from functools import lru_cache

from parsers.extractors.awards.annotate import annotate
from parsers.extractors.awards.contests import read_contest
from parsers.extractors.awards.state import Setting, State
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import passage


def read_setting(context: tuple[str, ...], words: AwardWords, city: str | None) -> Setting:
    """What the heading lines say, the innermost last."""
    setting = Setting()
    for line in context:
        _add_line(setting, line, _line(line, words, city))
    return setting


@lru_cache(maxsize=256)
def _line(line: str, words: AwardWords, city: str | None) -> Setting:
    """One heading line on its own."""
    setting = Setting()
    items = annotate(line, 0, len(line), words, city)
    result = any(item.label == "result" for item in items)
    state = State(passage(line), items, words, Setting())
    state.small = passage(line).shadow
    nuclei = [
        item
        for item in items
        if item.label in ("rank", "prize") or (item.label in ("title", "form") and not line.rstrip().endswith(":"))
    ]
    for index, item in enumerate(items):
        match item.label:
            case "plan" if not result:
                setting.planned = True
            case "level":
                setting.level = item.level
            case "receiver" if setting.kind is None and item.code not in ("work",):
                setting.kind = item.code
            case "title" | "form" | "flag":
                setting.honour = (item.label, item.code)
            case "issuer":
                setting.issuer, setting.issuer_text = item, line[item.start : item.end]
            case "year":
                setting.year = int(item.code)
            case "school_year":
                setting.school_year = item.code
            case "lead" | "contest" if not item.used:
                setting.contest = read_contest(state, index, forward=True) or setting.contest
            case _:
                pass
    setting.ranks = bool(nuclei)
    if setting.contest is not None:
        setting.contest.evidence, setting.contest.start, setting.contest.end = None, -1, -1  # of another line
        if setting.contest.code == "excellent_teachers":
            setting.kind = "staff"
    return setting


def _add_line(setting: Setting, line: str, own: Setting) -> None:
    setting.level = own.level or setting.level
    setting.kind = own.kind or setting.kind
    setting.ranks = own.ranks or setting.ranks
    setting.contest = own.contest or setting.contest
    setting.honour = own.honour or (setting.honour if own.contest is None else None)
    if own.issuer is not None:
        setting.issuer, setting.issuer_text = own.issuer, own.issuer_text
    setting.planned = own.planned or setting.planned
    setting.year = own.year or setting.year
    setting.school_year = own.school_year or setting.school_year
