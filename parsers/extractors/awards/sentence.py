"""One passage read from left to right: a small grammar that carries contest, level, body and receivers along.

Each item of the passage is a named case of `Reader._take`; what a prize, an honour or a standard takes from its
neighbours is told in the module of that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.extractors.awards.contests import read_contest, unknown_contest
from parsers.extractors.awards.draft import Contest, Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.names import find_names, read_name_list
from parsers.extractors.passages import Passage
from parsers.text import shadow

NUCLEI = ("rank", "prize", "bare_rank", "form", "title", "flag", "medal", "standard", "library")
_THAT_IS = re.compile(r"\s*(?:đó là|gồm|bao gồm|cụ thể là|gồm có|cụ thể)(?!\w)")
LONGEST_GAP = 24  # characters of other words between a number and the people it counts


@dataclass(slots=True)
class Setting:
    """What the heading lines above a passage say of all that stands beneath."""

    level: str | None = None
    kind: str | None = None
    contest: Contest | None = None
    honour: tuple[str, str] | None = None  # label and code of a title or form that the line names
    issuer: Item | None = None
    issuer_text: str | None = None
    ranks: bool = False  # the line speaks of prizes
    planned: bool = False
    year: int | None = None
    school_year: str | None = None


@dataclass(slots=True)
class Reader:
    """The state of the reading. Offsets are those of `passage.text`."""

    passage: Passage
    items: list[Item]
    words: AwardWords
    setting: Setting
    small: str = ""
    drafts: list[Draft] = field(default_factory=list)
    # the sentence so far
    clause: int = 0  # where the clause starts
    segment: int = 0  # where the comma-free part starts
    depth: int = 0
    planned: bool = False
    negated: bool = False
    reached: bool = False  # a verb of reaching or giving was read
    given: int = -1  # index of the last verb of giving
    keeping: bool = False
    partial: bool = False  # "trong đó"
    level: str | None = None
    contest: Contest | None = None
    issuer: Item | None = None
    groups: list[Group] = field(default_factory=list)
    groups_read: bool = False  # the groups have had an award: new people replace them
    entered: int = -1  # where "tham gia" was read
    total: Draft | None = None
    open: list[Draft] = field(default_factory=list)  # prizes of this sentence, for a contest or level that follows
    honour: tuple[str, str] | None = None  # label and code, for "…; cấp tỉnh: 01 đ/c"
    year: int | None = None
    school_year: str | None = None

    def read(self) -> list[Draft]:
        """All awards of the passage."""
        self.small = shadow(self.passage.text)
        self._open_sentence(self.passage.start)
        for index, item in enumerate(self.items):
            if not item.used:
                self._take(index, item)
        self.close_total()
        return self.drafts

    # --- the cases ------------------------------------------------------------------------------------------------

    def _take(self, index: int, item: Item) -> None:
        from parsers.extractors.awards import honours, prizes, standards

        match item.label:
            case "sign":
                self._sign(index, item)
            case "plan":
                self.planned = True
            case "submit":
                self.planned = self.planned or any(
                    near.label in ("issuer", "level") for near in self.items[index + 1 : index + 4]
                )
            case "result":
                self.planned = False
            case "negator":
                self.negated = True
            case "keep":
                self.keeping = True
            case "among":
                self.partial = True
            case "enter":
                self.entered = item.start
            case "verb":
                self.reached = self.reached or small_verb(self.small[item.start : item.end])
                if item.code == "give":
                    self.given, self.keeping = index, False
            case "year":
                self._year(item)
            case "school_year":
                self.school_year = item.code
            case "receiver":
                self._receiver(index, item)
            case "issuer":
                if not honours.elided(self, index):
                    self._issuer(item)
            case "level":
                if not honours.elided(self, index):
                    self._level(index, item)
            case "lead" | "contest" | "subject":
                self._contest(index, item)
            case "bare_rank" if self.contest is None:
                pass  # "2 nhất" where no contest is spoken of
            case "rank" | "bare_rank":
                prizes.read_rank(self, index)
            case "prize":
                prizes.read_total(self, index)
            case "placing":
                prizes.read_placing(self, index)
            case "overall":
                prizes.read_overall(self, index)
            case "form" | "title" | "flag" | "medal":
                honours.read_honour(self, index, item.label, item.code, item.start)
            case "standard" | "library":
                standards.read_standard(self, index)
            case _:
                pass

    # --- boundaries -----------------------------------------------------------------------------------------------

    def _sign(self, index: int, item: Item) -> None:
        match item.code:
            case "(":
                self.depth += 1
                self.segment = item.end
            case ")":
                self.depth = max(0, self.depth - 1)
            case "." | "\n":
                self._open_sentence(item.end)
            case ";":
                self.negated = self.keeping = False
                self.segment = item.end
                if not self.depth:
                    self.clause = item.end
                    self.issuer = None
                    self._guess_contest(index + 1)
            case ",":
                self.negated = self.keeping = False
                self.segment = item.end
                if not self.depth and self.open:
                    self._guess_contest(index + 1)
            case "-" | "+":
                self.segment = item.end
                if self.small[self.clause : item.start].strip(" -+*") == "":
                    self.clause = item.end
                    self._guess_contest(index + 1)
            case _:
                pass

    def _open_sentence(self, start: int) -> None:
        """A new sentence: what the last one carried is gone, but for the people that an elided clause goes on with."""
        self.close_total()
        self.clause = self.segment = start
        self.depth = 0
        self.planned = self.setting.planned
        self.negated = self.keeping = self.partial = False
        self.reached = False
        self.given = self.entered = -1
        self.level = self.setting.level
        before, self.contest = self.contest, self.setting.contest
        self.issuer = self.setting.issuer
        self.open = []
        self.honour = self.setting.honour
        self.year, self.school_year = self.setting.year, self.setting.school_year
        first = next((index for index, item in enumerate(self.items) if item.start >= start), len(self.items))
        opening = self.items[first].label if first < len(self.items) else ""
        if before is not None and (
            opening in ("level", "among") and not self.small[start : self.items[first].start].strip(" -+*")
        ):
            self.contest = before  # "… cấp huyện đạt 3 giải. Cấp tỉnh đạt 2 giải."
        if opening != "verb" or self.small[start : self.items[first].start].strip(" -+*"):
            self.groups, self.groups_read = [], False
        self._guess_contest(first)
        self._name_the_last(start)

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

    def close_total(self) -> None:
        """A total that its ranks make up is no award of its own; one without ranks is."""
        total, self.total = self.total, None
        self.partial = False
        if total is None:
            return
        told = [part.count for part in total.parts]
        if not told:
            return
        whole = None not in told and sum(count or 0 for count in told) == total.count
        if whole or not total.partial:
            evidence = self.passage.evidence(total.start, total.end)
            total.parts[0].also.append(evidence)
            self.drafts.remove(total)
        else:
            total.doubt *= 0.7

    # --- what is carried --------------------------------------------------------------------------------------------

    def _year(self, item: Item) -> None:
        year = int(item.code)
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.start >= self.segment and not self._fresh_people():
            last.year = year
        else:
            self.year = year

    def _fresh_people(self) -> bool:
        return bool(self.groups) and not self.groups_read

    def _issuer(self, item: Item) -> None:
        """A body gives what follows; of a contest that it holds it tells the level."""
        near = [draft for draft in self.open if draft.start >= self.segment and not draft.level_own]
        if near and item.level is not None:
            self._set_level(near, item.level)
            return
        self.issuer = item

    def _level(self, index: int, item: Item) -> None:
        """A level behind an award is that award's and its list's; one before awards goes with them."""
        behind = [draft for draft in self.open if draft.start >= self.segment]
        if behind:
            self._set_level(behind[-1:], item.level)
            mates = [draft for draft in self.open if not draft.level_own]
            self._set_level(mates, item.level, own=False)
            if self.total is not None and self.total not in behind:
                return
            self.level = item.level
            return
        self.close_total()
        two = (
            self.open == []
            and index >= 2
            and self.items[index - 1].code in (",", "and")
            and self.items[index - 2].label == "level"
        )
        self.open = []
        self.level = None if two else item.level

    @staticmethod
    def _set_level(drafts: list[Draft], level: str | None, *, own: bool = True) -> None:
        for draft in drafts:
            draft.level = level
            draft.level_own = draft.level_own or own
            if level is None:
                draft.doubt *= 0.8

    def _contest(self, index: int, item: Item) -> None:
        """A contest behind prizes without one is theirs; else it goes with those that follow."""
        from parsers.extractors.awards import honours

        if item.label == "contest" and honours.read_contest_title(self, index):
            return
        if item.label == "subject" and (self.contest is not None or self.open):
            return
        waiting = [draft for draft in self.open if not draft.contest_own]
        here = [draft for draft in self.open if draft.start >= self.segment]
        if here and not waiting and item.label != "lead":
            return  # "2 giải C tiết mục múa": what it was won with
        ahead = not any(draft.start >= self.segment for draft in self.open) and self._leads_on(index)
        contest = read_contest(self, index, forward=ahead or not waiting)
        if contest is None:
            return
        if item.label in ("subject",) or (item.label == "lead" and item.code == "subject"):
            if waiting and self.contest is not None:
                return
        if waiting and not ahead:
            for draft in waiting:
                draft.contest, draft.contest_own = contest, True
            if self.contest is None or self.contest is self.setting.contest:
                self.contest = contest
            return
        if not self.small[self.clause : contest.start].strip() or contest.start >= self.clause:
            self.close_total()
        self.open = []
        self.contest = contest
        self.level = self.setting.level if self.level is None else self.level

    def _leads_on(self, index: int) -> bool:
        """Whether prizes of its own follow before the clause ends."""
        for item in self.items[index + 1 :]:
            if item.label == "sign" and item.code in (";", ".", "\n"):
                return False
            if item.label in ("rank", "prize", "bare_rank"):
                return True
        return False

    def _guess_contest(self, index: int) -> None:
        """A contest that no word announces: "Tài năng nhí cấp huyện: 03 giải nhất"."""
        contest = unknown_contest(self, index)
        if contest is not None:
            self.close_total()
            self.open = []
            self.contest = contest

    # --- people -----------------------------------------------------------------------------------------------------

    def _receiver(self, index: int, item: Item) -> None:
        """People or bodies before an award; their number stands before them."""
        group = Group(item.code, item.start, item.end)
        last = self.items[index - 1] if index else None
        if last is not None and last.label == "several":
            group.several = True
        if last is not None and last.label in ("count", "percent") and not last.used and self.near(last, item):
            count_into(group, last)
        previous = self.groups[-1] if self.groups and not self.groups_read else None
        if previous is not None and group.count is None and group.share is None:
            between = self.small[previous.end : item.start]
            if not between.strip(" -") or (
                previous.kind == item.code
                and between.strip() in (",", "và", "/", "")
                and not previous.names
                and item.code == "staff"
            ):
                previous.end = item.end
                if previous.kind == "person" or (previous.kind, item.code) == ("collective", "collective"):
                    previous.kind = item.code
                return
        if group.kind in ("staff", "student", "person") and group.count in (None, 1) and group.share is None:
            self._name_group(index, group)
        elif group.kind == "collective":
            self._name_collective(index, group)
        if self.groups_read:
            self.groups, self.groups_read = [], False
        self.groups.append(group)

    def near(self, first: Item, second: Item) -> bool:
        """Nothing but a word or two stands between."""
        between = self.small[first.end : second.start]
        return len(between) <= LONGEST_GAP and not any(sign in between for sign in ",;:()")

    def _name_group(self, index: int, group: Group) -> None:
        stop = self.stop_of_people(index)
        names = find_names(self.passage.text, group.end, stop, self.words.vocabulary)
        named = [name for name in names if name.confidence >= 0.6]
        if named:
            group.names = [name.text for name in named]
            group.sure = min(name.confidence for name in named)
            group.end = named[-1].end
            group.count = group.count if group.count is not None else len(named)

    def stop_of_people(self, index: int) -> int:
        """Where the words behind a receiver end: the next thing that is no name."""
        for item in self.items[index + 1 :]:
            if item.label not in ("receiver", "subject", "grades", "glue", "ordinal", "and") and item.code not in (
                "-",
                ",",
                "(",
            ):
                return item.start
            if item.label == "receiver" or item.code in ("(", ","):
                return item.start
        return self.passage.stop

    def _name_collective(self, index: int, group: Group) -> None:
        """ "Công đoàn", "tổ Toán - Lý": the body as the text names it; plain "tập thể" names nobody."""
        words = " ".join(self.passage.text[self.items[index].start : group.end].split())
        if shadow(words).startswith("tập thể ") and len(words.split()) > 2:
            words = words.split(" ", 2)[2]
        if shadow(words) in ("tập thể", "lượt tập thể"):
            return
        if group.kind == "collective" and shadow(words).split()[-1] in ("tổ", "khối", "đội", "môn", "hội", "lớp"):
            stop = next(
                (
                    item.start
                    for item in self.items[index + 1 :]
                    if item.label not in ("subject", "and", "ordinal", "grades", "contest")
                    and item.code not in ("-", "+")
                ),
                self.passage.stop,
            )
            tail = " ".join(self.passage.text[group.end : stop].split()).strip(" -,:;.")
            if not tail or len(tail) > 40:
                return
            tail = tail.removesuffix(" và").strip()
            pieces = [piece.strip() for piece in tail.split(" và ")] if (group.count or 1) > 1 else [tail]
            group.names = [f"{words} {piece}" for piece in pieces if piece]
            return
        if group.count in (None, 1):
            group.names = [words]


def count_into(group: Group, number: Item) -> None:
    """Give the number before or behind the people to them."""
    if number.label == "percent":
        group.share = number.value
    else:
        group.count = int(number.value or 0)
    number.used = True
    group.start = min(group.start, number.start)


def small_verb(word: str) -> bool:
    """Whether a verb alone says that something was reached ("có" and "được" do not)."""
    return word not in ("có", "được")
