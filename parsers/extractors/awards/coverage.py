"""What of its stretch a fact leaves unexplained: an award is sure only where all words around it have a role.

A grammar that carries levels, contests and people along reads something in any sentence. Whether it read the sentence
shows in what is left over: a number that nothing took, a name that nobody has, a rank, level or honour that is in no
award, a year that is no award's, a word between the parts that the vocabulary does not know.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parsers.extractors.awards.contests import GRADE
from parsers.extractors.awards.draft import Contest, Draft
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.text import shadow

LEFT_OVER = 0.91  # what is left of the confidence beside something unexplained: below the line of what is sure
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_TELLING = (
    "count", "percent", "level", "rank", "bare_rank", "form", "title", "flag", "medal", "standard", "overall",
    "contest", "prize", "placing", "issuer",
)  # fmt: skip
_NAMED = ("rank", "bare_rank", "form", "title", "flag", "medal", "standard", "overall", "contest")
# Which time it is held, a class in brackets, the paper that says so, what a quote holds, a place among others.
# Each with the words that one of must stand in the passage: most passages need not be searched.
_ROLES = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        (("lần",), r"lần (?:thứ )?(?:\d+|[ivx]+)(?!\w)"),
        (("(", "- ", ", "), r"(?:\(|[-,] )(?:lớp )?\d{1,2}[a-h]\d?(?!\w)"),
        (
            ("chào mừng", "kỷ niệm", "nhân dịp", "nhân ngày"),
            r"(?:chào mừng|kỷ niệm|nhân dịp|nhân ngày)(?!\w)[^,;:()]{0,80}?"
            r"(?= (?:đạt|đoạt|giành|có|được|do|cấp)(?!\w)|[,;:()]|\Z)",
        ),
        (("/",), r"(?:tháng )?\d{1,2}/(?:20)?\d{1,2}(?!\w)"),
        (("quyết định", "qđ", "ngày"), r"(?:theo )?(?:quyết định|qđ)(?: số)?(?!\w)(?: ngày(?!\w))?|ngày(?= \d)"),
        (('"', "“", "«"), r"[\"“«][^\"”»“«\d]{3,90}[\"”»]"),
        (("thứ ",), r"(?:xếp|đứng)? ?(?:vị )?thứ (?:nhất|nhì|ba|tư|hai|\d+)(?:/\d+)?(?!\w)"),
    )
)
_MOST = 100  # awards in one passage: no hand writes more, and each is held against all
_BESIDE = 3  # characters between a contest and the level right behind it: a quote, a bracket, a space
_PEOPLE = ("staff", "student", "person")
_BLOCKS = ("plan", "submit", "negator", "before")


@dataclass(slots=True)
class Stretch:
    """A clause: the words between two full stops, line ends or semicolons. Offsets are those of the passage."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    left: list[tuple[int, int]] = field(default_factory=list)  # what nothing explains

    @property
    def blocks(self) -> list[Item]:
        """Its words of plans and denials."""
        return [item for item in self.items if item.label in _BLOCKS]


def weigh_what_is_left(state: State) -> None:
    """Lower the confidence of the awards of `state` that stand beside something unexplained."""
    if not state.drafts:
        return
    if len(state.drafts) > _MOST:
        for draft in state.drafts:
            draft.doubt *= LEFT_OVER
        return
    found = _stretches(state)
    roles = [pattern for signs, pattern in _ROLES if any(map(state.small.__contains__, signs))]
    for stretch in found:
        stretch.left = _left_over(state, stretch, (state.words.passing, *roles)) if stretch.drafts else []
    starts = [stretch.start for stretch in found]
    list_givers = _list_givers(state)
    for draft in state.drafts:
        own = [stretch for stretch in found if draft.start < stretch.end and draft.end > stretch.start]
        carriers = [*own, *_carriers(draft, found, starts)]
        if (
            any(stretch.left for stretch in carriers)
            or any(_is_blocked(draft, stretch) or _has_another_holder(draft, stretch) for stretch in own)
            or _is_given_above(draft, state, list_givers)
            or _has_no_level_of_its_own(draft, carriers, state)
            or _has_the_level_of_another(draft, state)
            or _is_of_another_matter(draft, own, carriers)
        ):
            draft.doubt *= LEFT_OVER


def _stretches(state: State) -> list[Stretch]:
    """The clauses of the passage, each with its items and the awards that were read from it."""
    found, depth = [Stretch(state.passage.start, state.passage.stop)], 0
    for item in state.items:
        found[-1].items.append(item)
        if item.label != "sign":
            continue
        depth = max(0, depth + (item.code == "(") - (item.code == ")"))
        if item.code in (".", "\n") or (item.code == ";" and not depth):
            found[-1].end, depth = item.start, 0
            found.append(Stretch(item.end, state.passage.stop))
    for stretch in found:
        stretch.drafts = [draft for draft in state.drafts if draft.start < stretch.end and draft.end > stretch.start]
    return found


def _carriers(draft: Draft, found: list[Stretch], starts: list[int]) -> Iterator[Stretch]:
    """The stretch that an award has its contest from."""
    if draft.contest is not None and draft.contest.evidence is not None:
        yield found[max(0, bisect.bisect_right(starts, draft.contest.start) - 1)]


def _has_the_level_of_another(draft: Draft, state: State) -> bool:
    """The level stands only among the words of another contest: "hội thi A cấp huyện …, hội thi B …"."""
    if draft.category != "prize" or draft.level is None or draft.contest is None or draft.contest.start < 0:
        return False
    own = _hull(draft.contest, state.drafts)
    others = {draft.contest.start: own} | {
        other.contest.start: _hull(other.contest, state.drafts)
        for other in state.drafts
        if other.contest is not None and other.contest.start >= 0
    }
    levels = [item for item in state.items if item.level == draft.level and item.label in ("level", "issuer")]
    hulls = [hull for hull in others.values() if hull != own]
    return bool(levels) and not any(
        own[0] <= item.start < own[1] or not any(start <= item.start < end for start, end in hulls) for item in levels
    )


def _is_of_another_matter(draft: Draft, own: list[Stretch], carriers: list[Stretch]) -> bool:
    """The contest is one that nothing announced, of a clause before that told no prize: "học sinh giỏi 65 em; …"."""
    if draft.contest is None or draft.contest.led:
        return False
    return any(stretch not in own and stretch.end <= own[0].start and not stretch.drafts for stretch in carriers)


def _list_givers(state: State) -> list[Item]:
    """The bodies that a list of honours begins with: "UBND huyện công nhận: …; …", "(QĐ của UBND huyện): …"."""
    items = state.items
    return [
        items[place]
        for place in range(len(items) - 2)
        if items[place].label == "issuer" and items[place + 1].code in ("give", ")") and items[place + 2].code == ":"
    ]


def _is_given_above(draft: Draft, state: State, givers: list[Item]) -> bool:
    """Whether a body gives a list by semicolons, and the title's own clause names nobody."""
    if draft.category != "title" or draft.issuer is not None:
        return False
    return any(";" in state.small[item.end : draft.start] for item in givers if item.end < draft.start)


def _has_no_level_of_its_own(draft: Draft, stretches: list[Stretch], state: State) -> bool:
    """The level stands neither in its clause nor in that of its contest, nor above: it was carried along."""
    setting = state.setting
    above = {setting.level, setting.issuer.level if setting.issuer is not None else None}
    if draft.level is None or draft.level in above or draft.name in state.words.title_levels:
        return False
    if draft.contest is not None and (draft.contest.level == draft.level or draft.contest.start < 0):
        return False
    return not any(item.level == draft.level for stretch in stretches for item in stretch.items)


def _has_another_holder(draft: Draft, stretch: Stretch) -> bool:
    """Nobody is said to have it where the clause speaks of people, or a body of the clause before has it."""
    group = draft.group
    if group is None or draft.category == "prize":
        return False
    people = any(item.label == "receiver" and item.code in _PEOPLE for item in stretch.items)
    if not group.kind and not group.names and draft.kind == "collective" and people:
        return True
    bodies = any(item.label == "title" and item.start >= stretch.start for item in stretch.items)
    return draft.category == "title" and bool(group.names) and group.end <= stretch.start < draft.end and bodies


def _hull(contest: Contest, drafts: list[Draft]) -> tuple[int, int]:
    """From the first to the last of the words of a contest and its prizes."""
    own = [draft for draft in drafts if draft.contest is contest]
    end = max(contest.end, *(d.end for d in own), 0)
    return min(contest.start, *(d.start for d in own), contest.start), end + _BESIDE


def _is_blocked(draft: Draft, stretch: Stretch) -> bool:
    """A plan or a denial stands before the award, and no result between them."""
    results = [item.start for item in stretch.items if item.label == "result"]
    before = [item for item in stretch.blocks if item.end <= draft.start]
    return bool(before) and not any(before[-1].start < result <= draft.end for result in results)


def _left_over(state: State, stretch: Stretch, roles: Iterable[re.Pattern[str]]) -> list[tuple[int, int]]:
    """The places of the numbers, names, terms and words of the stretch that no award and none of `roles` explains."""
    first = min(draft.start for draft in stretch.drafts)
    blocked = next((item.start for item in stretch.blocks if item.start > first), stretch.end)
    telling = [item for item in stretch.items if item.label in _TELLING and item.start < blocked]
    sums = _running_totals(stretch)
    left = [
        (item.start, item.end)
        for item in telling
        if not (_is_told(item, stretch.drafts) or item in sums or _is_kept(item, stretch))
    ]
    years = [item for item in stretch.items if item.label in ("year", "school_year")]
    left += [(item.start, item.end) for item in years if _is_other_year(item, stretch)]
    left += [(item.start, item.end) for item in _lone_grades(state, stretch) if not _is_told(item, stretch.drafts)]
    spans = [(item.start, item.end) for item in stretch.items] + list(_taken(state, stretch))
    spans += [found.span() for role in roles for found in role.finditer(state.small, stretch.start, stretch.end)]
    covered = bytearray(len(state.small))
    for start, end in spans:
        if start >= 0:  # not the contest of a line above
            covered[start:end] = b"\1" * (end - start)
    inner = min((item.start for item in telling), default=first), max((item.end for item in telling), default=first)
    opening = _TOKEN.search(state.passage.text, stretch.start, stretch.end)
    for token in _TOKEN.finditer(state.passage.text, stretch.start, min(stretch.end, blocked)):
        start, end = token.span()
        if covered.find(1, start, end) >= 0:
            continue
        plain = token[0].islower() or (opening is not None and start == opening.start())
        if not plain or inner[0] <= start < inner[1]:
            left.append((start, end))
    return left


def _running_totals(stretch: Stretch) -> list[Item]:
    """The numbers in front of a bracket or colon that the awards behind them make up."""
    sums = []
    number: Item | None = None
    for item, sign in itertools.pairwise(stretch.items):
        number = item if item.label == "count" else number
        if number is not None and sign.code == "(" and any(d.start <= number.start < d.end for d in stretch.drafts):
            close = next((x.start for x in stretch.items if x.code == ")" and x.start > sign.start), stretch.end)
            sums += _shares_of_it(stretch, number, sign, close)
        if item.label == "count" and sign.code in ("(", ":"):
            close = next((x.start for x in stretch.items if x.code == ")" and x.start > sign.start), stretch.end)
            told = [draft.count or 0 for draft in stretch.drafts if sign.end <= draft.start < close]
            sums += [item] if told and sum(told) == item.value else []
    return sums


def _shares_of_it(stretch: Stretch, item: Item, sign: Item, close: int) -> list[Item]:
    """ "4 giải Ba (Ngữ văn 2, Lịch sử 1, GDCD 1)": numbers of subjects that make up the award's own."""
    inside = [other for other in stretch.items if sign.end <= other.start < close]
    numbers = [other for other in inside if other.label == "count"]
    plain = all(other.label in ("count", "subject", "sign", "receiver", "prize") for other in inside)
    return numbers if plain and len(numbers) > 1 and sum(n.value or 0 for n in numbers) == item.value else []


def _is_kept(item: Item, stretch: Stretch) -> bool:
    """A standard or title that the clause says is kept up: no award of this year."""
    if item.label not in ("standard", "title"):
        return False
    keeps = [other.end for other in stretch.items if other.label == "keep" and other.end <= item.start]
    return bool(keeps) and not any(keeps[-1] < draft.start < item.start for draft in stretch.drafts)


def _lone_grades(state: State, stretch: Stretch) -> Iterator[Item]:
    """Classes that say nothing of the person or contest right before them: who has a prize, or what it is for."""
    for before, item in itertools.pairwise([Item("sign", "", stretch.start, stretch.start), *stretch.items]):
        if item.label != "grades":
            continue
        opens = before.code == "collective" or (
            before.label in ("sign", "and", "glue") and before.code not in ("(", "-")
        )
        if opens and not state.small[before.end : item.start].strip(" -+*"):
            yield item


def _taken(state: State, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The places of contests, standards, people and givers of the awards."""
    for draft in stretch.drafts:
        if draft.contest is not None:
            yield draft.contest.start, draft.contest.end
        if draft.fallback is not None:
            yield draft.fallback.start, draft.fallback.end
        if draft.category == "recognition" or draft.placing is not None:
            yield draft.start, draft.end
        names = draft.group.names if draft.group is not None else []
        yield from _places(state.passage.text, (*names, draft.issuer or "", draft.name), stretch)


def _places(text: str, names: Iterable[str], stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Where the names stand in the stretch, whatever spaces part their words."""
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        for found in re.finditer(words, text[stretch.start : stretch.end]) if words else ():
            yield stretch.start + found.start(), stretch.start + found.end()


def _is_told(item: Item, drafts: list[Draft]) -> bool:
    """Whether the item is a part of an award, or was read and found to be none."""
    if item.used:
        return True
    match item.label:
        case "count":
            return not item.value
        case "grades":
            named = any(shadow(name).endswith(item.code) for d in drafts if d.group for name in d.group.names)
            return named or any(set(GRADE.findall(item.code)) <= set(draft.grades or ()) for draft in drafts)
        case "percent":
            return any(item.value in (draft.share, draft.group and draft.group.share) for draft in drafts)
        case "level":
            return any(item.level == draft.level or draft.category == "title" for draft in drafts) or any(
                _within(item, draft.contest) for draft in drafts
            )
        case "issuer":
            told = any(draft.issuer is not None or item.level == draft.level for draft in drafts)
            return told or any(_within(item, draft.contest) for draft in drafts)
        case label if label in _NAMED:
            return any((item.start < d.end and item.end > d.start) or _within(item, d.contest) for d in drafts)
        case _:
            return True


def _within(item: Item, contest: Contest | None) -> bool:
    return contest is not None and contest.start <= item.start < contest.end


def _is_other_year(item: Item, stretch: Stretch) -> bool:
    """A year that is none of the awards'."""
    if item.label == "year":
        return all(str(draft.year) != item.code for draft in stretch.drafts)
    return item.label == "school_year" and bool(item.code) and all(d.school_year != item.code for d in stretch.drafts)
