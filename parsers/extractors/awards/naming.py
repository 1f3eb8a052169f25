"""Which prizes a contest names: those that follow it, or those before it that no contest has named yet."""

from __future__ import annotations

import re

from parsers.extractors.awards.contests import is_team, read_contest, unknown_contest
from parsers.extractors.awards.draft import Contest, Draft, set_level
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.merit_titles import read_contest_title
from parsers.extractors.awards.state import State
from parsers.text import shadow

_SPORTS = re.compile(r"[\s,]*(?:ở|trong|với|thuộc)?\s*các (?:môn|nội dung)(?!\w)[^;.()\d]*")  # "ở các môn: điền kinh, "
_HELD_HERE = re.compile(r"(?<!các )trường (?:đã )?tổ chức (?:thành công )?\Z")  # "Nhà trường tổ chức hội thi …"
_OTHERS = 0.9
_AT = ("tại ", "trong ", "ở ")


def place_contest(state: State, index: int, item: Item) -> None:
    """A contest behind prizes without one is theirs; else it goes with those that follow."""
    if item.label == "contest" and read_contest_title(state, index):
        return
    if item.label == "contest" and _is_beside(state, index, item):
        item.used = True
        return
    here = [] if _opens_a_list(state, index) else [draft for draft in state.open if draft.end > state.segment]
    ahead = not here and _leads_on(state, index)
    waiting = _waiting(state, index, item, here)
    if waiting is None:
        return
    contest = read_contest(state, index, forward=ahead or not waiting)
    if contest is None:
        return
    if item.code == "subject" and state.contest is not None:
        contest.staff = contest.staff or state.contest.staff  # "thể thao giáo viên: môn cầu lông …"
    if waiting and not ahead:
        _name_behind(state, contest, waiting, here)
    else:
        _name_ahead(state, contest, item)


def _opens_a_list(state: State, index: int) -> bool:
    """ "11 em đạt giải tại các sân chơi …: Trạng nguyên Tiếng Việt 4 em (1 nhì, …)": the first of those contests."""
    colon = bool(index) and state.items[index - 1].code == ":" and state.items[index].label == "contest"
    return colon and state.touches(state.items[index].end, index + 1, "count") and _leads_on(state, index)


def _name_behind(state: State, contest: Contest, waiting: list[Draft], here: list[Draft]) -> None:
    """The contest is that of the prizes before it; and of those that follow, until another is told."""
    for draft in waiting:
        if draft.level_own and draft not in here:
            draft.doubt *= _OTHERS  # "giải Ba quốc gia, … huy chương Vàng Olympic": of the same contest or not
        draft.contest, draft.contest_own = contest, True
        if contest.level is not None and not draft.level_own:
            set_level([draft], contest.level)
    better = here and state.contest is not None and _names_better(contest, state.contest)
    if state.contest is None or state.contest is state.setting.contest or state.contest_behind or better:
        state.contest, state.contest_behind = contest, True


def _names_better(contest: Contest, told: Contest) -> bool:
    """Whether a contest behind its prize names also what follows: the one told before was only a guess."""
    return not told.led and (contest.led or (told.code is None and contest.code is not None))


def _name_ahead(state: State, contest: Contest, item: Item) -> None:
    """The contest goes with the prizes that follow."""
    if state.level is None and _HELD_HERE.search(state.small, state.clause, item.start):
        state.level, state.level_at = "school", item.start
    if state.contest is not None and state.contest.start < state.level_at < state.clause <= contest.start:
        state.level = state.setting.level  # told was the level of the contest before
    if not state.small[state.clause : contest.start].strip() or contest.start >= state.clause:
        state.close_total()
    state.open = []
    state.contest, state.contest_behind = contest, False
    state.level_at = contest.start if contest.level is not None else state.level_at
    state.level = contest.level or (state.setting.level if state.level is None else state.level)


def _is_beside(state: State, index: int, item: Item) -> bool:
    """Whether the word tells who took part or what was played, where the contest is named."""
    return is_team(state, index) or _is_a_sport(state, item) or _is_played_at(state, index, item)


def _is_a_sport(state: State, item: Item) -> bool:
    """ "… giành 3 HCV, 4 HCB ở các môn: điền kinh, kéo co": what the prizes of a named contest were won in."""
    told = state.drafts[-1] if state.drafts else None
    led = told is not None and told.contest is state.contest and state.contest is not None and state.contest.led
    return led and told is not None and _SPORTS.fullmatch(state.small, told.end, item.start) is not None


def _is_played_at(state: State, index: int, item: Item) -> bool:
    """ "Hội khỏe Phù Đổng huyện: cờ vua 2 giải Nhì": a sport that nothing announces, told of a sports event."""
    if not state.words.contests[item.code].get("sport") or not _told_event(state):
        return False
    led = state.items[index - 1].label == "lead" if index else False
    following = next((other for other in state.items[index + 1 :] if other.label != "receiver"), None)
    return not led and following is not None and following.label != "level" and following.code != ":"


def _told_event(state: State) -> bool:
    """Whether the contest told is an event of many sports."""
    contest = state.contest
    if contest is None or not shadow(contest.text).startswith(state.words.named_leads):
        return False
    return contest.code is None or not state.words.contests[contest.code].get("sport")


def _waiting(state: State, index: int, item: Item, here: list[Draft]) -> list[Draft] | None:
    """The prizes that a contest behind them is for; None where it is no contest of theirs."""
    if state.depth and state.items[index - 1].code == "(" and _is_event(state, item):
        told = [draft for draft in state.drafts if draft.start >= state.sentence]
        state.open = [draft for draft in told if draft.category == "prize" and not _is_led(draft)]
        return state.open  # "kéo co: giải Nhất; cờ vua: giải Ba (Hội khỏe Phù Đổng cấp huyện)"
    waiting = [
        draft
        for draft in state.open
        if not draft.contest_own
        and (draft.contest is None or draft.end > state.clause)
        and not (draft.fallback and here and draft not in here and draft.level_own and draft.level != here[-1].level)
    ]  # not "giải nhất cấp cụm môn bóng đá, giải nhì cấp huyện hội thi …"
    if item.label == "subject" or item.code == "subject":
        return None if _subject(state, index, item, here) else waiting
    if here and not waiting and _is_of_another(state, item, here[-1]):
        return here[-1:]
    if here and not waiting:
        return _held_at(state, item, here) or None  # "2 giải C tiết mục múa": what it was won with
    return waiting


def _is_of_another(state: State, item: Item, prize: Draft) -> bool:
    """ "…; đạt giải Ba giải bóng chuyền …", "đạt 04 giải học sinh giỏi": the contest right behind a prize is its own
    where the one carried to it is of a clause before, or a guess."""
    told = prize.contest
    if told is None or state.small[prize.end : item.start].strip():
        return False
    led = item.label == "lead" and item.code != "subject"
    return (led and 0 <= told.end <= state.clause) or (not told.led and told.code is None and item.label == "contest")


def _held_at(state: State, item: Item, here: list[Draft]) -> list[Draft]:
    """The prizes whose contest a further one names better: of "đội bóng đá … giải nhì giải bóng đá thiếu niên"
    the last, of "…, … môn bắn nỏ tại Hội khỏe Phù Đổng" all of the sentence."""
    if _is_led(here[-1]):
        return []
    behind = (
        _is_event(state, item) and not state.small[here[-1].end : item.start].strip()
    )  # "… giải Nhì Hội khỏe Phù Đổng"
    if behind or (item.label in ("lead", "contest") and state.small[: item.start].endswith(_AT)):
        return [draft for draft in state.open if not _is_led(draft)]
    return here if item.label == "lead" else []


def _is_event(state: State, item: Item) -> bool:
    """ "Hội khỏe Phù Đổng": what sports are played at."""
    named = state.small.startswith(state.words.named_leads, item.start)
    return named and item.label in ("contest", "lead")


def _subject(state: State, index: int, item: Item, here: list[Draft]) -> bool:
    """A school subject beside a prize is not its contest, unless the sentence names no other."""
    if not here and state.depth and state.open and state.items[index - 1].code == "(":
        here = state.open[-1:]  # "01 giải nhất (môn cầu lông)"
    if here and state.subset:
        return True  # "… (02 giải Ba, 03 giải Khuyến khích), trong đó môn Hóa học 02 giải": a part of them
    if here:
        contest = read_contest(state, index, forward=False)
        if contest is not None:
            here[-1].subject = here[-1].subject or contest.subject
            for draft in state.open:  # "2 giải nhất, 1 giải ba môn cờ vua": of the whole list
                if draft is here[-1] or (draft.end > state.clause and draft.subject is None):
                    draft.fallback = draft.fallback or contest
        return True
    if state.contest is None and not state.open:
        return False
    word = item if item.label == "subject" else state.items[min(index + 1, len(state.items) - 1)]
    if word.label == "subject":
        state.subject = state.passage.text[word.start : word.end]
    return word.label == "subject"


def _leads_on(state: State, index: int) -> bool:
    """Whether prizes of its own follow before the clause ends."""
    for item in state.items[index + 1 :]:
        if item.label == "sign" and item.code in (";", ".", "\n"):
            return False
        if item.label in ("rank", "prize", "bare_rank"):
            return True
    return False


def guess_contest(state: State, index: int) -> None:
    """A contest that no word announces: "Tài năng nhí cấp huyện: 03 giải nhất"."""
    contest = unknown_contest(state, index)
    if contest is not None:
        state.close_total()
        state.open = []
        state.contest, state.contest_behind = contest, False


def _is_led(draft: Draft) -> bool:
    return draft.contest is not None and draft.contest.led
