"""A passage of prose → its awards."""

from __future__ import annotations

from dataclasses import replace

from models.report import Award
from parsers.extractors.awards.annotate import annotate
from parsers.extractors.awards.draft import KINDS, Contest, Draft, Group
from parsers.extractors.awards.headlines import read_setting
from parsers.extractors.awards.sentence import Reader
from parsers.extractors.awards.state import Setting
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import Passage

_OTHERS = 0.9  # a contest that names staff, a prize of pupils
_UNION = "đoàn"  # "Công đoàn", "chi đoàn giáo viên": grown people, who win for their body
_NAMELESS = "Giải thưởng"  # of a prize whose contest the text does not name


def read_passage(source: Passage, words: AwardWords, city: str | None) -> list[Award]:
    """The awards of one passage. `city`: what level "thành phố" is in this paper, None where nothing tells."""
    return read_on(source, words, city, None)[0]


def read_on(
    source: Passage, words: AwardWords, city: str | None, above: Contest | None
) -> tuple[list[Award], Contest | None]:
    """The awards of a passage that may go on with the contest of the line above it, and the contest that it ends with.

    "- Thi HSG cấp huyện đạt 12 giải.", "- Cấp tỉnh đạt 03 giải."
    """
    setting = read_setting(source.context, words, city)
    items = annotate(source.text, source.start, source.stop, words, city)
    reader = Reader(source, items, words, setting)
    reader.contest = above
    awards = [_finish(draft, setting).award(source) for draft in reader.read()]
    last = reader.contest if reader.contest is not setting.contest else None
    return awards, replace(last, start=-1, end=-1) if last is not None else None


def _finish(draft: Draft, setting: Setting) -> Draft:
    """What only the whole passage can tell: the name, whose the prize is, how sure it is."""
    if draft.category != "prize":
        return draft
    topic = draft.contest is not None and draft.contest.topic and draft.fallback is not None and draft.fallback.code
    contest = draft.contest = draft.fallback if topic else draft.contest or draft.fallback
    draft.kind = draft.kind or _winner(draft, setting)
    if contest is None:
        draft.name, draft.doubt = _NAMELESS, draft.doubt * 0.7
    else:
        draft.name = contest.text
        draft.doubt *= _OTHERS if contest.several and draft.is_total else 1.0  # the contests may follow
        draft.doubt *= contest.sure * (_OTHERS if contest.staff and draft.kind == "student" else 1.0)
    if draft.level is None:
        draft.doubt *= 0.9
    if draft.kind == "student" and draft.group is not None and _is_anybody(draft.group, contest, setting):
        draft.doubt *= _OTHERS
    if draft.group is not None and (draft.group.kind in ("school", "collective") or draft.kind == "collective"):
        draft.group = draft.group if draft.kind == "collective" else replace(draft.group, names=[])
    return draft


def _is_anybody(group: Group, contest: Contest | None, setting: Setting) -> bool:
    """ "01 cá nhân đạt giải Ba", "trường đạt giải Nhì cuộc thi …", which nobody knows: pupils' or not, nobody says."""
    unknown = contest is None or contest.code is None
    return group.kind == "person" or (group.kind == "school" and unknown and setting.kind is None)


def _winner(draft: Draft, setting: Setting) -> str:
    """A contest prize is the students' unless the text names teachers or staff."""
    kind = draft.group.kind if draft.group is not None else ""
    if draft.contest is None and draft.of_works:
        return "staff"
    if draft.contest is not None and draft.contest.staff and kind != "student":
        return "staff"
    if kind in ("staff", "student"):
        return KINDS[kind]
    if kind == "collective" and draft.group is not None and any(_UNION in name.lower() for name in draft.group.names):
        return "collective"
    return "staff" if setting.kind == "staff" else "student"
