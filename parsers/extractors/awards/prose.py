"""A passage of prose → its awards."""

from __future__ import annotations

from functools import lru_cache

from models.report import Award
from parsers.extractors.awards.annotate import annotate
from parsers.extractors.awards.contests import read_contest
from parsers.extractors.awards.draft import KINDS, Draft
from parsers.extractors.awards.sentence import Reader
from parsers.extractors.awards.state import Setting
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import Passage, passage

_NAMELESS = "Giải thưởng"  # of a prize whose contest the text does not name


def read_passage(source: Passage, words: AwardWords, city: str | None) -> list[Award]:
    """The awards of one passage. `city`: what level "thành phố" is in this paper, None where nothing tells."""
    setting = _setting(source.context, words, city)
    items = annotate(source.text, source.start, source.stop, words, city)
    drafts = Reader(source, items, words, setting).read()
    return [_finish(draft, setting).award(source) for draft in drafts]


def _finish(draft: Draft, setting: Setting) -> Draft:
    """What only the whole passage can tell: the name, whose the prize is, how sure it is."""
    if draft.category != "prize":
        return draft
    contest = draft.contest
    draft.kind = draft.kind or _winner(draft, setting)
    if contest is None:
        draft.name, draft.doubt = _NAMELESS, draft.doubt * 0.7
    else:
        draft.name = contest.text
        draft.doubt *= contest.sure
    if draft.level is None:
        draft.doubt *= 0.9
    if draft.group is not None and (draft.group.kind in ("school", "collective") or draft.kind == "collective"):
        draft.group.names = draft.group.names if draft.kind == "collective" else []
    return draft


def _winner(draft: Draft, setting: Setting) -> str:
    """A contest prize is the students' unless the text names teachers or staff."""
    kind = draft.group.kind if draft.group is not None else ""
    if draft.contest is not None and draft.contest.staff:
        return "staff"
    if kind in ("staff", "student"):
        return KINDS[kind]
    if kind == "collective" and draft.group is not None and any("ông đoàn" in name for name in draft.group.names):
        return "collective"
    return "staff" if setting.kind == "staff" else "student"


def _setting(context: tuple[str, ...], words: AwardWords, city: str | None) -> Setting:
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
    reader = Reader(passage(line), items, words, Setting())
    reader.small = passage(line).shadow
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
                setting.contest = read_contest(reader, index, forward=True) or setting.contest
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
    setting.contest = own.contest or setting.contest
    setting.honour = own.honour or (setting.honour if own.contest is None else None)
    if own.issuer is not None:
        setting.issuer, setting.issuer_text = own.issuer, own.issuer_text
    setting.planned = own.planned or setting.planned
    setting.year = own.year or setting.year
    setting.school_year = own.school_year or setting.school_year
