"""One passage read from left to right: a small grammar that carries contest, level, body and receivers along.

Each item of the passage is a named case of `_CASES`; what a prize, an honour or a standard takes from its neighbours
is told in the module of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parsers.extractors.awards.contests import GRADE
from parsers.extractors.awards.coverage import weigh_what_is_left
from parsers.extractors.awards.draft import Draft, set_level
from parsers.extractors.awards.elided import elided, elided_between, elided_result
from parsers.extractors.awards.givers import read_given
from parsers.extractors.awards.honours import read_degree, read_honour
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.merits import join_merit
from parsers.extractors.awards.naming import guess_contest, place_contest
from parsers.extractors.awards.people import read_receiver
from parsers.extractors.awards.praise import read_praise
from parsers.extractors.awards.prizes import read_overall, read_placing, read_rank, read_total
from parsers.extractors.awards.standards import read_standard
from parsers.extractors.awards.state import State
from parsers.extractors.names import read_name_list
from parsers.text import shadow

_THAT_IS = re.compile(r"\s*(?:đó là|gồm|bao gồm|cụ thể là|gồm có|cụ thể)(?!\w)")
_SENT = re.compile(
    r"(?<!\w)(?:để|chọn|cử|đi|tiếp tục)\s+(?:tham gia|tham dự|dự)(?:\s+dự)?(?:\s+(?:thi|vòng|kỳ thi))?\s*\Z"
)
_SPLIT = re.compile(r"(?<!\w)(?:gồm|trong đó|các cấp)(?!\w)")
_AND_SO = ("và", "và đã", ", đã")
_COMPARISON = re.compile(r"(?<!\w)so với [^:;,.]*\Z")  # "So với năm học trước: LĐTT 34 (tăng 2)"
_RESULTS = "kết quả"
_WHOLE = shadow("toàn")
_NAMELY = re.compile(r"[\s:+*-]|(?<!\w)(?:cụ thể|gồm|bao gồm|như sau|dự thi|tham gia|tham dự)(?!\w)")
_COMPARED = ("so với", "với", "hơn", "như", "bằng")
_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:năm(?: học)?|riêng|được|đồng thời|ngoài ra|bên cạnh đó|trong đó|\d{4}(?:\s*-\s*\d{4})?)(?!\w)"
)
_BLANKS = " ,:-+*"
_HOST = re.compile(r"(?<!\w)do (?:ban [^\W\d_]+(?: [^\W\d_]+)? )?\Z")  # "hội thi … do Phòng GD&ĐT tổ chức"
_MERE_VERBS = ("có", "được")  # they alone do not say that something was reached


@dataclass(slots=True)
class Reader(State):
    """Reads the passage of its state. Offsets are those of `passage.text`."""

    def read(self) -> list[Draft]:
        """All awards of the passage."""
        self.small = shadow(self.passage.text)
        self._open_sentence(self.passage.start)
        for index, item in enumerate(self.items):
            if not item.used and item.label in _CASES:
                _CASES[item.label](self, index, item)
        self.close_total()
        weigh_what_is_left(self)
        return self.drafts

    # --- single words ---

    def _plan(self, index: int, item: Item) -> None:
        """A plan, a wish or a proposal: no award until the sentence tells a result. "Trình" needs a body behind it."""
        before = self.items[index - 1] if index else None
        if before is not None and before.label == "percent" and not self.small[before.end : item.start].strip():
            return  # "đạt 120% kế hoạch"
        if (before is not None and before.code == "(" and self.depth) or self.small[: item.start].rstrip().endswith(
            "/"
        ):
            self._leave_out(index)
            return
        if item.code == "rule":
            self._forget_the_clause()
        near = self.items[index + 1 : index + 4]
        if item.label == "plan" or any(other.label in ("issuer", "level") for other in near):
            told = any(draft.start >= self.sentence for draft in self.drafts)
            self.proposed = item.code == "proposal" and told and not self.planned
            self.planned, self.plan_end = True, item.end

    def _forget_the_clause(self) -> None:
        """ "Đạt giải Nhất được cộng 10 điểm": what was read is a rule's condition."""
        self.drafts = [draft for draft in self.drafts if draft.start < self.clause]
        self.open, self.total = [], None

    def _leave_out(self, index: int) -> None:
        """ "05 đ/c (chỉ tiêu 5)", "27 giải/chỉ tiêu 25 giải; …": the plan told beside its result."""
        ends = (")",) if self.depth else (";", ",", ".", "\n", ")")
        self.items[index].label = "glue"
        for item in self.items[index:]:
            if item.code in ends:
                return
            item.used = True

    def _verb(self, index: int, item: Item) -> None:
        self.reached = self.reached or self.small[item.start : item.end] not in _MERE_VERBS
        if item.code == "give":
            self.given, self.keeping = index, False
            if self.small[self.plan_end : item.start].strip() in _AND_SO and self.small.startswith("được", item.start):
                self.planned = False  # "được đề nghị và được công nhận"
            if self.plan_end < self.clause and self.small[: item.start].rstrip().endswith("đã"):
                self.planned = self.setting.planned  # "…; UBND huyện đã công nhận"
            self._given_by_school(index)
            join_merit(self, index)
            read_praise(self, index)

    def _given_by_school(self, index: int) -> None:
        """ "120 em được nhà trường tặng giấy khen": the school gives and does not receive."""
        before = self.items[index - 1] if index else None
        if before is None or before.code != "school" or self.small[before.end : self.items[index].start].strip():
            return
        if before.label == "receiver" and self.small[: before.start].rstrip().endswith("được"):
            self.groups = [group for group in self.groups if group.start != before.start]
            self.issuer = Item("issuer", "school", before.start, before.end, level="school")

    def _flag(self, index: int, item: Item) -> None:
        match item.label:
            case "result":
                self.planned = self.planned and self._is_planned(item)
                self.elsewhen = False
                self.reached = self.reached or self.small.startswith(_RESULTS, item.start)
                elided_result(self, index)
            case "negator":
                self.negated = not self._is_past(item)
            case "keep":
                self.keeping = True
            case "among":
                self.partial = True
                self.subset = bool(self.open) and self.open[-1].rank is not None and not self.open[-1].is_total
            case "before":
                self.elsewhen = not (self.negated or self.small[: item.start].rstrip().endswith(_COMPARED))
            case "now":
                self.elsewhen = self.negated = False
            case "enter":
                self.entered = item.start
            case _:
                here = [draft for draft in self.drafts if draft.start >= self.clause]
                if here and here[-1].end > self.segment and not self._fresh_people():
                    for draft in here:  # "… giấy khen cho 04 cá nhân trong năm học 2022-2023"
                        draft.school_year = draft.school_year or item.code or None
                else:
                    self.school_year = item.code or None

    def _is_past(self, item: Item) -> bool:
        """ "đã nỗ lực và đạt được …": an effort that was made; what it led to is told."""
        past = item.code == "purpose" and self.small[: item.start].rstrip().endswith("đã")
        item.label = "glue" if past else item.label
        return past

    def _is_planned(self, result: Item) -> bool:
        """ "Dự kiến kết quả: …": the result is what is planned."""
        return result.start - self.plan_end == 1 and self.small.startswith(_RESULTS, result.start)

    # --- boundaries ---

    def _sign(self, index: int, item: Item) -> None:
        match item.code:
            case "(":
                self.depth += 1
                self.segment = item.end
                self.outside = self.level
            case ")":
                self.depth = max(0, self.depth - 1)
                if self.honour is not None and self.honour[0] != "prize":
                    self.level = self.outside  # "CSTĐ: 8 (cấp tỉnh 2, …); LĐTT: 51"
                self.negated, self.subject, self.subset, self.elsewhen = False, None, False, False
            case "." | "\n":
                self._open_sentence(item.end)
            case ";":
                self.subject, self.label_kind = None, ""
                self.groups = self.groups if self._goes_on_unnamed(index) else []
                self.negated = self.keeping = self.subset = self.elsewhen = False
                self.segment = item.end
                if not self.depth:
                    self.clause = item.end
                    self.planned = self.planned and not self.proposed
                    self.former, self.issuer = self.issuer or self.former, None
                    guess_contest(self, index + 1)
            case ",":
                self.negated = self.keeping = False
                self.segment = item.end
                if not self.depth and self.open:
                    guess_contest(self, index + 1)
            case ":":
                self.negated = self.negated and not _COMPARISON.search(self.small, self.clause, item.start)
            case "-" | "+":
                self.segment = self.segment if self._leads_to_its_contest(index) else item.end
                if self.small[self.clause : item.start].strip(" -+*") == "":
                    self.clause = item.end
                    guess_contest(self, index + 1)
            case _:
                pass

    def _leads_to_its_contest(self, index: int) -> bool:
        """ "giải Nhì - cuộc thi “Sáng tạo Robotics” cấp tỉnh, giải Nhất - …": the dash parts nothing."""
        last = self.open[-1] if self.open else None
        named = self.touches(self.items[index].end, index + 1, "lead", "contest", gap=' "“')
        return last is not None and named and not self.small[last.end : self.items[index].start].strip()

    def _goes_on_unnamed(self, index: int) -> bool:
        """ "Chi bộ được xếp loại …; năm 2023 được tặng Giấy khen": the clause has no subject of its own."""
        start = self.items[index].end
        for item in self.items[index + 1 :]:
            if item.label not in ("year", "school_year", "issuer", "now", "glue"):
                opening = self.words.passing.sub(" ", self.small[start : item.start])
                return item.label == "verb" and not _NO_SUBJECT.sub(" ", opening).strip(_BLANKS)
            start = item.end if item.label == "issuer" else start
        return False

    def _open_sentence(self, start: int) -> None:
        """A new sentence: what the last one carried is gone, but for the people that an elided clause goes on with."""
        self.close_total()
        self.sentence = self.clause = self.segment = start
        self.depth, self.subject, self.label_kind = 0, None, ""
        self.planned = self.setting.planned
        self.negated = self.keeping = self.partial = self.subset = self.elsewhen = False
        self.grades = self.guide = None
        self.reached = False
        self.given = self.entered = -1
        told_level, self.level = self.level, self.setting.level
        before, self.contest = self.contest, self.setting.contest
        self.contest_behind = False
        self.former, self.issuer = None, self.setting.issuer
        self.open = []
        told, self.honour = self.honour, self.setting.honour
        self.year, self.school_year = self.setting.year, self.setting.school_year
        first = next((index for index, item in enumerate(self.items) if item.start >= start), len(self.items))
        opening = self.items[first].label if first < len(self.items) else ""
        if before is not None and self.contest is None and self._goes_on_with_a_level(start, first):
            self.contest = before  # "… cấp huyện đạt 3 giải. Cấp tỉnh đạt 2 giải."
            self.contest_behind = self.items[first].label == "result"
            self.level = told_level if opening == "grades" else self.level  # "Khối 8 có 5/9 em đạt giải"
        if opening == "result" and self.honour is None:
            self.honour = told  # "Phấn đấu 100% … đạt LĐTT. Kết quả có 41/42 đồng chí đạt"
        if opening != "verb" or self.small[start : self.items[first].start].strip(" -+*"):
            self.groups, self.groups_read = [], False
        guess_contest(self, first)
        self._name_the_last(start)

    def _goes_on_with_a_level(self, start: int, first: int) -> bool:
        """ "… 12 giải. Cấp tỉnh: …", "… 57 giải. Cụ thể: cấp huyện …": the sentence tells more of the same contest."""
        for item in self.items[first:]:
            if item.label not in ("glue", "sign", "enter"):
                namely = not _NAMELY.sub("", self.small[start : item.start])
                return namely and item.label in ("level", "among", "result", "grades")
        return False

    def _name_the_last(self, start: int) -> None:
        """ "Đó là đồng chí …": the people of the honour told in the sentence before."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.group is None or last.group.names or not _THAT_IS.match(self.small, start):
            return
        named = [
            name
            for name in read_name_list(self.passage.text, start, self.passage.stop, self.words.vocabulary)
            if name.confidence >= 0.6
        ]
        if named and last.count in (None, len(named)):
            last.group.names = [name.text for name in named]
            last.count = len(named)
            last.also.append(self.passage.evidence(named[0].start, named[-1].end))

    # --- what is carried ---

    def _year(self, _index: int, item: Item) -> None:
        year = int(item.code)
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.start >= self.segment and not self._fresh_people():
            last.year = year
        else:
            self.year = year

    def _grades(self, index: int, item: Item) -> None:
        """ "Lớp 8: 4 giải": a class that opens its stretch has the prizes behind it."""
        before = self.items[index - 1] if index else None
        opens = not self.small[self.segment : item.start].strip(" -+*") or (before is not None and before.code == ":")
        following = self.items[index + 1] if index + 1 < len(self.items) else None
        if item.used or not opens or following is None or self.small[item.end : following.start].strip():
            return
        if following.code in (":", "-", "reach") or following.label in ("count", "level"):
            self.close_total()
            self.grades = GRADE.findall(item.code)

    def _fresh_people(self) -> bool:
        return bool(self.groups) and not self.groups_read

    def _issuer(self, index: int, item: Item) -> None:
        """A body gives what follows; of a contest that it holds it tells the level."""
        if elided(self, index):
            return
        near = [draft for draft in self.open if draft.end > self.segment and not draft.level_own]
        if self.level_at < self.segment and self.small[: item.start].endswith("do "):
            near = [draft for draft in self.open if draft.end > self.segment]  # "… cấp tỉnh, 02 giải ba hội thi … do …"
        if near and item.level is not None:
            set_level(near, item.level)
            self.level, self.level_at = self.level or item.level, item.start
            return
        if item.level is not None and self.contest is not None and _HOST.search(self.small, self.clause, item.start):
            self.level, self.level_at = item.level, item.start
        beside = self.givers and self.small[self.givers[-1].end : item.start].strip() in (",", "và", ", và")
        self.givers = [*self.givers, item] if beside else [item]
        self.issuer = item

    def _level(self, index: int, item: Item) -> None:
        """A level behind an award is that award's and its list's; one before awards goes with them."""
        if self._is_the_school(index, item):
            item.used = True
            return
        if self._is_ahead(item):
            if self._won_there(index):
                self.close_total()
                self.open, self.level, self.level_at = [], item.level, item.start
            return
        if elided(self, index) or elided_between(self, index):
            return
        behind = [draft for draft in self.open if draft.end > self.segment]
        if not behind and self._is_of_all(index):
            behind = [draft for draft in self.open if not draft.level_own]  # "02 giải nhì (hội thi STEM cấp cụm)"
        if behind:
            set_level(behind[-1:], item.level)
            set_level([draft for draft in self.open if self._is_beside(draft, behind[-1])], item.level)
            if self.total is not None and self.total not in behind:
                return
            self.level, self.level_at = item.level, item.start
            return
        self.close_total()
        two = (
            self.open == []
            and index >= 2
            and self.items[index - 1].code in (",", "and")
            and self.items[index - 2].label == "level"
        )
        self.open = []
        self.level, self.level_at = None if two else item.level, item.start

    def _is_beside(self, draft: Draft, later: Draft) -> bool:
        """Whether the level behind a prize is that of one before it too: not of the contest of another clause."""
        other = draft.contest_own and draft.contest is not later.contest and draft.end < self.clause
        return not (draft.level_own or other or self._is_split(draft, later))

    def _is_split(self, draft: Draft, later: Draft) -> bool:
        """ "33 giải, gồm 26 giải cấp huyện …", "30 giải các cấp": the levels behind are of its parts."""
        between = self.small[draft.end : later.start] if draft.is_total and later.is_total else ""
        return _SPLIT.search(between) is not None

    def _is_of_all(self, index: int) -> bool:
        """Whether a level that no award stands before is the list's: in a bracket, or right behind its contest."""
        contest = self.open[-1].contest if self.open else None
        if contest is not None and contest.start > self.open[-1].end:
            return not self.small[contest.end : self.items[index].start].strip(' "”')
        alone = (
            self.depth and self.items[index - 1].code == "(" and self.touches(self.items[index].end, index + 1, "sign")
        )
        return bool(alone) and self.items[index + 1].code == ")"

    def _is_the_school(self, index: int, item: Item) -> bool:
        """ "Toàn trường có 6 chi đội …": who the sentence is about, no level."""
        opens = item.level == "school" and not self.small[self.clause : item.start].strip(" -+*")
        return (
            opens and self.small.startswith(_WHOLE, item.start) and self.touches(item.end, index + 1, "verb", "count")
        )

    def _is_ahead(self, item: Item) -> bool:
        """ "… được chọn dự thi cấp tỉnh": where the winners go on to, not where they won."""
        return (
            bool(self.open) and self.entered > self.open[-1].end and _SENT.search(self.small, 0, item.start) is not None
        )

    def _won_there(self, index: int) -> bool:
        """ "… được chọn dự thi cấp tỉnh và đạt giải Tư"."""
        verb = False
        for item in self.items[index + 1 :]:
            if item.label == "sign" and item.code in (";", ".", "\n"):
                return False
            verb = verb or item.code == "reach"
            if item.label in ("rank", "prize"):
                return verb
        return False


def _bare_rank(reader: Reader, index: int, _item: Item) -> None:
    """ "Nhất 1, nhì 2" where a contest is spoken of."""
    if reader.contest is not None:
        read_rank(reader, index)


def _form(reader: Reader, index: int, item: Item) -> None:
    join_merit(reader, index)
    read_given(reader, index, item)


_CASES: Mapping[str, Callable[[Reader, int, Item], None]] = {
    "sign": Reader._sign,
    "plan": Reader._plan,
    "submit": Reader._plan,
    "result": Reader._flag,
    "negator": Reader._flag,
    "keep": Reader._flag,
    "among": Reader._flag,
    "enter": Reader._flag,
    "school_year": Reader._flag,
    "year": Reader._year,
    "grades": Reader._grades,
    "before": Reader._flag,
    "now": Reader._flag,
    "verb": Reader._verb,
    "receiver": read_receiver,
    "issuer": Reader._issuer,
    "level": Reader._level,
    "lead": place_contest,
    "contest": place_contest,
    "subject": place_contest,
    "rank": lambda reader, index, _item: read_rank(reader, index),
    "bare_rank": _bare_rank,
    "prize": lambda reader, index, _item: read_total(reader, index),
    "placing": lambda reader, index, _item: None if read_degree(reader, index) else read_placing(reader, index),
    "overall": lambda reader, index, _item: read_overall(reader, index),
    "form": _form,
    "title": read_honour,
    "flag": read_honour,
    "medal": read_honour,
    "standard": lambda reader, index, _item: read_standard(reader, index),
    "library": lambda reader, index, _item: read_standard(reader, index),
}
