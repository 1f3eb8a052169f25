"""Rating blocks → ratings: which level is marked, or that none is, two are, or it cannot be seen.

A wrong level is the worst outcome of all: a level is given only where one option stands out by evidence that is plain,
and evidence of two sorts that disagrees gives none. docs/design/ratings.md has the order of evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.document import DOUBT, SCANNED, Document, Paragraph, Run
from models.report import Evidence, Rating, Status
from parsers.extractors.passages import Layout, RatingBlock
from parsers.extractors.ratings.places import ROUND_LABEL, Assignment, assign
from parsers.extractors.ratings.scores import find_score
from parsers.extractors.ratings.signs import Option, Rows, Sign, evidence, has_scraps, read_rows
from parsers.extractors.ratings.words import PROMPTS, Words, rating_words
from parsers.text import read_decimal, shadow
from parsers.vocabulary import Vocabulary

# How sure a reading is, by what it rests on.
SURENESS = {
    "control": 0.99, "field": 0.99, "symbol": 0.98, "glyph": 0.98, "annotation": 0.95, "bracket": 0.97,
    "shape": 0.97, "border": 0.95, "letter": 0.95, "leader": 0.93, "picture": 0.9, "contrast": 0.9, "look": 0.86,
    "strike": 0.9, "words": 0.96, "only": 0.94,
}  # fmt: skip
BLANK, AMBIGUOUS, UNKNOWN = 0.94, 0.94, 0.6
LEARNED = 0.86  # by what the glyphs of other blocks mean
LEVELS, MARKED_LEVELS = 4, 3  # of a scale: where fewer stand beside boxes in a picture, others were not read
LISTED, SHORT_LINE = 4, 40  # lines below a level in which its list may go on, and letters of the longest
TYPO = 0.04  # taken off for a label that is misspelt

Look = dict[str, object]
_LOOKS = ("underline", "highlight", "bold", "colour", "italic", "size")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the block says: the options marked (by index), how sure, and which signs say so."""

    status: Status
    marked: tuple[int, ...] = ()
    confidence: float = UNKNOWN
    signs: tuple[Sign, ...] = field(default=())


def extract_ratings(document: Document, layout: Layout, vocabulary: Vocabulary) -> list[Rating]:
    """The ratings in the order of `layout.ratings`; what follows the signature gives none."""
    words = rating_words(vocabulary)
    blocks = [block for block in layout.ratings if not block.annex]
    ratings = [read_rating(document, block, words) for block in blocks]
    if all(rating.status != "unknown" for rating in ratings):
        return ratings
    known = _nameless_glyphs(document, blocks, words)
    return [
        read_rating(document, block, words, known) if known and rating.status == "unknown" else rating
        for block, rating in zip(blocks, ratings, strict=True)
    ]


def read_rating(
    document: Document, block: RatingBlock, words: Words, known: Mapping[str, bool] | None = None
) -> Rating:
    """One block's rating. A block always yields one, whatever its status. `known`: what other blocks' glyphs mean."""
    rows = read_rows(document, block, words)
    options = rows.options
    verdict = _judge(rows, assign(rows), words, known or {})
    verdict = _with_words(verdict, rows)
    if verdict.status == "marked" and _goes_on(document, block, rows, words):
        verdict = Verdict("unknown")
    if known and verdict.status != "unknown":
        verdict = replace(verdict, confidence=min(verdict.confidence, LEARNED))
    chosen = [options[index] for index in verdict.marked]
    level = chosen[0].level if verdict.status == "marked" else None
    return Rating(
        section=block.section,
        scale=block.scale,
        level=level,
        status=verdict.status,
        marks=list(dict.fromkeys(option.level for option in chosen)),
        score=_score(rows.text),
        evidence=_evidence(document, block, rows, chosen, verdict),
        confidence=round(verdict.confidence - (TYPO if any(option.typo for option in chosen) else 0.0), 2),
    )


# --- judging -------------------------------------------------------------------------------------------------------


def _judge(rows: Rows, joined: Assignment, words: Words, known: Mapping[str, bool]) -> Verdict:
    """Marks first; looks only where no mark speaks; then whether boxes can be seen at all."""
    options = joined.options
    if not options:
        return Verdict("unknown")
    signs = [[_as_known(sign, known) for sign in own] for own in _telling(joined.signs, words)]
    marked = [place for place, own in enumerate(signs) if any(sign.state for sign in own)]
    doubt = any(sign.code == DOUBT for own in [*joined.signs, joined.loose] for sign in own)
    loose = any(sign.state or (sign.state is None and not sign.box) for sign in joined.loose)
    levels = {option.level for option in options}
    if doubt or loose or _crowded(signs) or any(sign.kind in ("struck", "lost") for own in signs for sign in own):
        return Verdict("unknown")
    if marked and any(sign.code.startswith("over:") and sign.state is None for own in signs for sign in own):
        return Verdict("unknown")  # a box that slid over a label may be another's
    if _overlooked(signs, len(levels)):
        return Verdict("unknown")
    if any(sign.kind == "letter" for place in marked for sign in signs[place]) and _misread(options):
        return Verdict("unknown")
    if not marked:
        marked, sure = _by_contrast(signs, len(levels))
        if len(marked) == 1:
            return _against_looks(Verdict("marked", tuple(marked), sure, tuple(signs[marked[0]])), options)
    if len({options[place].level for place in marked}) > 1:
        return Verdict("ambiguous", tuple(marked), AMBIGUOUS, tuple(s for place in marked for s in signs[place]))
    if marked:
        telling = [sign for sign in signs[marked[0]] if sign.state]
        sure = max(SURENESS.get(sign.kind, 0.9) for sign in telling)
        return _against_looks(Verdict("marked", (marked[0],), sure, tuple(telling)), options)
    if len(levels) == 1:
        refused = any(sign.state is False and sign.kind != "leader" for sign in signs[0])
        return (
            Verdict("unknown")
            if refused or rows.levels - levels
            else Verdict("marked", (0,), SURENESS["words" if rows.prompt else "only"])
        )
    return _unmarked(rows, signs, options)


def _goes_on(document: Document, block: RatingBlock, rows: Rows, words: Words) -> bool:
    """Whether a level that stands alone in a picture is the first of a list: short lines below it, one with another."""
    told = {option.level for option in rows.options}
    if len(told) != 1 or not rows.options[0].paragraph.is_recognised:
        return False
    for below in document.blocks[block.blocks[-1] + 1 :][:LISTED]:
        if not isinstance(below, Paragraph) or len(below.text) > SHORT_LINE:
            return False
        line = words.read(below.text)
        if line.has(*PROMPTS):
            return False
        if any(label.levels and label.levels.get(block.scale, "") not in ("", *told) for label in line.labels):
            return True
    return False


def _telling(signs: list[list[Sign]], words: Words) -> list[list[Sign]]:
    """The signs without those that stand alike beside every option: bullets say nothing, an unknown glyph is a box."""
    if len(signs) < 3:
        return signs
    shared = {
        code for code in (sign.code for sign in signs[0]) if all(any(s.code == code for s in own) for own in signs)
    }
    bullets = words.marks["solid"] | {"+", "*", "v"}
    result: list[list[Sign]] = []
    for own in signs:
        kept = []
        for sign in own:
            name = sign.code.rsplit(":", 1)[-1]
            if sign.code in shared and (name in bullets or _solid(sign, words)):
                continue
            alike = sign.code in shared and sign.state is None and sign.kind != "control"
            kept.append(_as_box(sign) if alike else sign)
        result.append(kept)
    return result


def _nameless_glyphs(document: Document, blocks: Sequence[RatingBlock], words: Words) -> dict[str, bool]:
    """What glyphs without a name mean by the blocks where one differs from the rest: marked (True) or empty.

    Two blocks at least must say so, and none the contrary: a font may be cut anew for each page.
    """
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    for block in blocks:
        signs = _telling(assign(read_rows(document, block, words)).signs, words)
        marked, _ = _by_contrast(signs, len(signs))
        alone = all(len(own) == 1 and own[0].state is None for own in signs)
        if alone and len(marked) == 1:
            for code, meaning in {(own[0].code, place in marked) for place, own in enumerate(signs)}:
                told[code][meaning] += 1
    agreed = all(len(meanings) == 1 for meanings in told.values())
    return {code: min(meanings) for code, meanings in told.items() if agreed and meanings.total() > 1}


def _as_known(sign: Sign, known: Mapping[str, bool]) -> Sign:
    if sign.state is not None or sign.code not in known:
        return sign
    return replace(sign, state=known[sign.code], kind="contrast")


def _solid(sign: Sign, words: Words) -> bool:
    if sign.kind not in ("glyph", "symbol"):
        return False
    code = sign.code.removeprefix("U+")
    return (
        len(code) in (4, 5) and code.isalnum() and chr(int(code, 16)) in words.marks["solid"]
        if (sign.code.startswith("U+"))
        else sign.code.casefold()
        in ("wingdings:6e", "wingdings:6c", "wingdings 2:a2", "wingdings 2:97", "wingdings 2:98")
    )


def _as_box(sign: Sign) -> Sign:
    return Sign(sign.kind, False, True, sign.code, sign.place)


def _by_contrast(signs: list[list[Sign]], levels: int) -> tuple[list[int], float]:
    """The one option whose sign differs from the others': another glyph, another picture, the only one to have any."""
    unsure = [place for place, own in enumerate(signs) if any(sign.state is None for sign in own)]
    if levels < 3 or not unsure:
        return [], 0.0
    codes = [tuple(sorted(sign.code for sign in own)) for own in signs]
    counts = Counter(codes)
    if 1 < len(unsure) < len(signs) - 1 and all(signs[place] for place in range(len(signs))):
        return unsure, SURENESS["contrast"]  # several differ from the empty ones
    singles = [place for place, code in enumerate(codes) if counts[code] == 1]
    if len(singles) != 1 or len(counts) != 2:
        return [], 0.0
    place = singles[0]
    telling = [sign for sign in signs[place] if sign.state is None]
    alone = not any(own for other, own in enumerate(signs) if other != place)
    if telling and (not alone or any(not sign.box or sign.kind in ("symbol", "picture") for sign in telling)):
        return [place], SURENESS["contrast"]
    return [], 0.0  # a lone drawn box: those of the others were not seen


def _crowded(signs: list[list[Sign]]) -> bool:
    """Several boxes at one option and none at another: they were not joined as they stand on the page.

    In a picture two at one option say as much: one of them is no box, and may be all that is marked.
    """
    boxes = [[sign for sign in own if sign.box and sign.kind not in ("leader", "bracket")] for own in signs]
    several = [own for own in boxes if len(own) > 1]
    pictured = any(sum(sign.code == SCANNED for sign in own) > 1 for own in several)
    return len(boxes) > 1 and bool(several) and (pictured or not all(boxes))


def _overlooked(signs: list[list[Sign]], levels: int) -> bool:
    """An option without a box while others have some, in a picture: what was not seen may be marked too.

    Likewise levels that were not read at all. In a table's cells a mark needs no box.
    """
    seen = [[sign for sign in own if sign.code == SCANNED] for own in signs]
    boxes = [sign for own in seen for sign in own if sign.state is False or sign.place.cell is None]
    least = MARKED_LEVELS if any(sign.state for sign in boxes) else LEVELS
    return bool(boxes) and (levels < least or not all(seen))


def _misread(options: Sequence[Option]) -> bool:
    """Whether a label in a picture has a letter too many or too few, or beside it a sign that was hardly read.

    Another option's mark may be in it.
    """
    return any(option.paragraph.is_recognised and (option.typo or has_scraps(option.paragraph)) for option in options)


def _unmarked(rows: Rows, signs: list[list[Sign]], options: Sequence[Option]) -> Verdict:
    """No mark beside any option: one may be circled or stand out by its look; else empty boxes, or nothing to see."""
    round_one = [place for place, own in enumerate(signs) if any(_round(sign) for sign in own)]
    if len(round_one) == 1 and not any(own for place, own in enumerate(signs) if place != round_one[0]):
        return _against_looks(Verdict("marked", (round_one[0],), 0.88, tuple(signs[round_one[0]])), options)
    boxed = all(any(sign.state is False and sign.box for sign in own) for own in signs)
    chosen = _chosen_by_look(options, [_looks(option) for option in options])
    if chosen is not None:
        place, sure = chosen
        if not any(signs):
            return Verdict("marked", (place,), sure)
        return Verdict("unknown")
    if boxed or (not any(signs) and rows.frames >= len(options)):
        return Verdict("blank", (), BLANK)
    return Verdict("unknown")


def _round(sign: Sign) -> bool:
    return sign.kind == "shape" and sign.box and (sign.width >= ROUND_LABEL or "ellipse" in sign.code)


# --- looks ---------------------------------------------------------------------------------------------------------


def _chosen_by_look(options: Sequence[Option], looks: Sequence[Look]) -> tuple[int, float] | None:
    """The option that stands out: the only one not struck out, or the only one that is underlined, bold, …"""
    if len({option.level for option in options}) < 3:
        return None
    chosen: set[int] = set()
    struck = [place for place, look in enumerate(looks) if look["strike"]]
    if len(struck) == len(options) - 1:
        left = next(place for place in range(len(options)) if place not in struck)
        return left, SURENESS["strike"]
    if struck:
        return None
    for name in _LOOKS:
        values = Counter(look[name] for look in looks)
        if len(values) == 1:
            continue
        rare = next((value for value, count in values.items() if count == 1), None)
        if len(values) > 2 or (rare is None and 1 not in values.values()):
            return None
        if rare and not _smaller(rare, values):
            chosen.add(next(place for place, look in enumerate(looks) if look[name] == rare))
    return (chosen.pop(), SURENESS["look"]) if len(chosen) == 1 else None


def _smaller(rare: object, values: Counter[object]) -> bool:
    """A label in smaller type than the others is not the one set off."""
    return isinstance(rare, float) and any(isinstance(value, float) and value > rare for value in values)


def _looks(option: Option) -> Look:
    """Each look over most of the label's characters."""
    start, end = option.place.start - option.offset, option.place.end - option.offset
    runs = [
        (run, min(run.end, end) - max(run.start, start))
        for run in option.paragraph.runs if run.start < end and run.end > start
    ]  # fmt: skip
    rest = end - start - sum(letters for _, letters in runs)
    bordered = any(mark.kind == "border" and mark.start <= start and mark.end >= end for mark in option.paragraph.marks)
    found = {name: _most(runs, rest, name) for name in (*_LOOKS, "strike")}
    found["highlight"] = found["highlight"] or bordered
    return found


def _most(runs: list[tuple[Run, int]], rest: int, name: str) -> object:
    """The value of most letters: those of `runs`, each with its number, and `rest` without a look."""
    if len(runs) == 1 and rest <= 0:
        return getattr(runs[0][0], name)
    weight: dict[object, int] = {}
    for run, letters in runs:
        value = getattr(run, name)
        weight[value] = weight.get(value, 0) + letters
    if rest > 0:
        value = None if name in ("colour", "size") else False
        weight[value] = weight.get(value, 0) + rest
    return max(weight, key=weight.__getitem__)


def _against_looks(verdict: Verdict, options: Sequence[Option]) -> Verdict:
    """A mark beside a label that is struck out contradicts itself; another look elsewhere only takes some certainty."""
    place = verdict.marked[0]
    looks = [_looks(option) for option in options]
    if looks[place]["strike"] and not all(look["strike"] for look in looks):
        return Verdict("unknown")
    chosen = _chosen_by_look(options, looks)
    if chosen is None or chosen[0] == place:
        return verdict
    sure = verdict.confidence - 0.05 if verdict.confidence >= 0.93 else 0.0
    return Verdict("marked", verdict.marked, sure, verdict.signs) if sure else Verdict("unknown")


# --- words and evidence --------------------------------------------------------------------------------------------


def _with_words(verdict: Verdict, rows: Rows) -> Verdict:
    """A statement in words beside the boxes: it fills what they leave open, and must not contradict them."""
    if not rows.stated:
        return verdict
    said = {option.level for option in rows.stated}
    options = rows.options
    places = [place for place, option in enumerate(options) if option.level in said]
    if verdict.status == "ambiguous" or len(said) > 1 or not places:
        return verdict if verdict.status == "ambiguous" else Verdict("unknown")
    if verdict.status == "marked":
        if options[verdict.marked[0]].level in said:
            return verdict
        return Verdict("ambiguous", tuple(sorted({*verdict.marked, *places})), AMBIGUOUS, verdict.signs)
    return Verdict("marked", (places[0],), 0.91)


def _score(text: str) -> float | None:
    match = find_score(shadow(text))
    value = read_decimal(match[match.lastindex or 0]) if match else None
    return value if value is not None and 0 <= value <= 100 else None


def _evidence(document: Document, block: RatingBlock, rows: Rows, chosen: list[Option], verdict: Verdict) -> Evidence:
    also = list(rows.prompt)
    shown = chosen if chosen else rows.options
    if not shown:
        first = document.blocks[block.blocks[0]]
        return Evidence(block=block.blocks[0], start=0, end=len(first.text), text=first.text.strip(), also=also)
    also += [evidence(option.paragraph, option.place, option.offset) for option in shown[1:]]
    main = evidence(shown[0].paragraph, shown[0].place, shown[0].offset)
    for sign in verdict.signs:
        paragraph, offset = _owner(document, sign)
        if paragraph is not None:
            also.append(evidence(paragraph, sign.place, offset))
    main.also = also
    return main


def _owner(document: Document, sign: Sign) -> tuple[Paragraph | None, int]:
    """The paragraph that a sign stands in, and its offset in its cell."""
    block = document.blocks[sign.place.block]
    return (block, 0) if isinstance(block, Paragraph) else (None, 0)
