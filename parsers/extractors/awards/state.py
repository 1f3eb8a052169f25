"""What the reading of a passage has in hand: the sentence so far, what the headings say, the awards found."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.extractors.awards.draft import Contest, Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import Passage

_LOWEST = ("consolation", "c", "bronze")  # a list of ranks that ends with one of these tells all


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
class State:
    """The state of the reading. Offsets are those of `passage.text`."""

    passage: Passage
    items: list[Item]
    words: AwardWords
    setting: Setting
    small: str = ""
    drafts: list[Draft] = field(default_factory=list)
    # the sentence so far
    sentence: int = 0  # where it starts
    clause: int = 0  # where the clause starts
    segment: int = 0  # where the comma-free part starts
    depth: int = 0
    planned: bool = False
    proposed: bool = False  # it is a proposal among results: "…; 02 đ/c đề nghị tặng Bằng khen; …"
    plan_end: int = 0
    negated: bool = False
    elsewhen: bool = False  # told of another year, for comparison
    reached: bool = False  # a verb of reaching or giving was read
    given: int = -1  # index of the last verb of giving
    keeping: bool = False
    partial: bool = False  # "trong đó"
    subset: bool = False  # "trong đó" behind ranks: what follows is a part of them
    level: str | None = None
    level_at: int = -1  # where the level was told
    outside: str | None = None  # the level before the bracket
    contest: Contest | None = None
    subject: str | None = None
    grades: list[str] | None = None  # "lớp 8: 4 giải; lớp 9: …": the class that the prizes are told of
    contest_behind: bool = False  # the contest stood behind its prizes: one that follows replaces it
    issuer: Item | None = None
    givers: list[Item] = field(default_factory=list)  # bodies beside one another: "Tỉnh đoàn, Huyện đoàn tặng …"
    former: Item | None = None  # who gave in the clause before
    groups: list[Group] = field(default_factory=list)
    groups_read: bool = False  # the groups have had an award: new people replace them
    guide: Group | None = None  # who led the pupils that stand behind them: "thầy A hướng dẫn 02 học sinh đạt giải"
    label_kind: str = ""  # "Về tập thể: …": the kind of who has all that follows
    entered: int = -1  # where "tham gia" was read
    total: Draft | None = None
    open: list[Draft] = field(default_factory=list)  # prizes of this sentence, for a contest or level that follows
    honour: tuple[str, str] | None = None  # label and code, for "…; cấp tỉnh: 01 đ/c"
    year: int | None = None
    school_year: str | None = None

    def close_total(self) -> None:
        """A total that its ranks make up is no award of its own; one without ranks is."""
        total, self.total = self.total, None
        self.partial = False
        if total is None:
            return
        total.parts = [part for part in total.parts if _is_part(part, total)]
        if not total.parts:
            return
        if not total.partial or _tells_all(total):
            evidence = self.passage.evidence(total.start, total.end)
            total.parts[0].also.append(evidence)
            self.drafts.remove(total)
        else:
            total.doubt *= 0.7

    def touches(self, end: int, place: int, *labels: str, gap: str = " ") -> bool:
        """Whether the item at `place` has one of the labels and nothing but `gap` stands between `end` and it."""
        if not 0 <= place < len(self.items) or self.items[place].label not in labels:
            return False
        return not self.small[end : self.items[place].start].strip(gap)


def _is_part(part: Draft, total: Draft) -> bool:
    """Not what turned out to be another contest's: "17 em đạt giải HSG; 01 sản phẩm đạt giải Nhì cuộc thi …"."""
    return part.contest is None or total.contest is None or part.contest is total.contest


def _tells_all(total: Draft) -> bool:
    """Whether the ranks behind "trong đó" are all of the total: they make it up, go down to the lowest, or pass it.

    The last two do not add up: a finding of the checks, and no prizes of an unknown rank.
    """
    told = [part.count for part in total.parts]
    if None in told or total.count is None:
        return False
    single = [part.count or 0 for part in total.parts if not (part.rank or "").startswith("overall_")]
    whole = sum(count or 0 for count in told)
    return total.count in (whole, sum(single)) or sum(single) > total.count or total.parts[-1].rank in _LOWEST
