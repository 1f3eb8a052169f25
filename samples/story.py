"""What a sample report tells, before anybody decides how its file looks: lines, tables, ratings, and the gold.

Each fact is made together with the words that state it, so that the gold cannot differ from the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from samples.facts import Facts
from samples.people import joined, people, pick, words

RATED = ("I.1", "I.2", "I.3", "I.4", "III")
CRITERION = ("excellent", "good", "average", "poor")
OVERALL = ("excellent", "good", "completed", "not_completed")
GRADES = {"primary": ("1", "2", "3", "4", "5"), "lower_secondary": ("6", "7", "8", "9"),
          "upper_secondary": ("10", "11", "12"), "preschool": ("3 tuổi", "4 tuổi", "5 tuổi"),
          "primary_lower_secondary": ("5", "6", "7", "8", "9")}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """A table: `head` one path of labels per column, `rows` as written."""

    head: list[list[str]]
    rows: list[list[str]]


@dataclass(frozen=True)
class Boxes:
    """A rating block; `marked` holds none, one or more indices of the four levels."""

    scale: str
    marked: tuple[int, ...]


@dataclass
class Part:
    """One section."""

    path: str
    title: str
    items: list[str | Grid | Boxes] = field(default_factory=list)


@dataclass
class Story:
    """A whole report and its gold in the contract's shape."""

    head: dict[str, Any]
    parts: list[Part]
    gold: dict[str, Any]


def tell(seed: int) -> Story:
    """The story of one report; the same seed tells the same story."""
    chance = Random(seed)
    head = _head(chance)
    gold: dict[str, Any] = {"sections": [], "ratings": [], "tables": [], "statistics": [], "admissions": [],
                            "admission_counts": {}, "awards": [], "findings": []}  # fmt: skip
    parts, facts = [], Facts(chance, head["level"])
    for path, kind in words()["kinds"].items():
        part = Part(path, pick(chance, "sections", path))
        gold["sections"].append({"path": path, "kind": kind, "title": part.title})
        if path not in ("I", "IV", "VII"):
            part.items += chance.sample(words()["prose"]["any"], chance.randint(1, 3))
        for teller in _TELLERS.get(path, ()):
            teller(chance, head, part, gold)
        part.items += facts.of(path, gold)
        if path in RATED or path == "VII":
            _rate(chance, part, gold)
        parts.append(part)
    _head_gold(head, gold)
    return Story(head, parts, gold)


def _head(chance: Random) -> dict[str, Any]:
    level = chance.choice(sorted(words()["schools"]))
    commune = pick(chance, "places", "commune")
    school = pick(chance, "schools", level).format(c=commune)
    cell = f"Chi bộ {chance.randint(2, 40)}" if chance.random() < 0.5 else None
    year = chance.randint(2019, 2024)
    return {
        "level": level,
        "commune": commune,
        "school": school,
        "cell": cell,
        "name": f"{cell} - {school}" if cell else f"Chi bộ {school}",
        "parent": pick(chance, "head", "parents").format(c=commune),
        "year": year,
        "number": f"{chance.randint(1, 40):02}-BC/CB" if chance.random() < 0.7 else None,
        "date": (year, 12, chance.randint(1, 29)),
        "signer": people(chance, 1)[0],
        "on_behalf": pick(chance, "head", "on_behalf"),
        "preamble": pick(chance, "head", "preamble"),
        "under": pick(chance, "head", "under"),
        "closing": pick(chance, "head", "closing"),
    }


def _head_gold(head: dict[str, Any], gold: dict[str, Any]) -> None:
    year, month, day = head["date"]
    gold |= {
        "organisation": {"name": head["name"], "cell": head["cell"], "school": head["school"],
                         "education_level": head["level"], "parent": head["parent"]},
        "title": "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "number": head["number"],
        "year": head["year"],
        "place": head["commune"],
        "date": f"{year}-{month:02}-{day:02}",
        "signatory": {"name": head["signer"], "position": "Bí thư"},
    }  # fmt: skip


# --- admissions ----------------------------------------------------------------------------------------------------


def _admissions(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    if chance.random() < 0.5:
        part.items.append(pick(chance, "prose", "targets"))
    for kind in ("admitted", "introduced", "confirmed"):
        if chance.random() < 0.2:
            continue
        names = people(chance, chance.randint(1, 4))
        title = pick(chance, "people", "titles")
        part.items.append(_say(pick(chance, "admissions", kind), head, names, title))
        gold["admissions"] += [{"name": name, "kind": kind} for name in names]
        gold["admission_counts"][kind] = len(names)
    if "admitted" not in gold["admission_counts"] and chance.random() < 0.7:
        part.items.append(pick(chance, "admissions", "none_admitted").format(**head))
        gold["admission_counts"]["admitted"] = 0


def _say(wording: str, head: dict[str, Any], names: list[str], title: str = "", **more: Any) -> str:
    ways = {f"names_{way}": joined(names, way, title) for way in ("comma", "semicolon", "and")}
    return wording.format(n=len(names), n2=f"{len(names):02}", title=title, year=head["year"], **ways, **more)


# --- awards --------------------------------------------------------------------------------------------------------


def _awards(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    contests = list(words()["contests"][head["level"]])
    for contest in chance.sample(contests, chance.randint(1, len(contests))):
        _prize(chance, contest, part, gold)
    title = chance.choice(sorted(words()["titles"]))
    count = chance.randint(2, 20)
    pieces = [pick(chance, "titles", title).format(n=count, n2=f"{count:02}")]
    gold["awards"].append(_award("title", "staff", title, None, None, count))
    for form, issuer, level in chance.sample(words()["commendations"]["issuers"], chance.randint(1, 2)):
        names = people(chance, chance.randint(1, 3))
        pieces.append(_say(pick(chance, "commendations", "staff"), head, names, form=form, issuer=issuer))
        gold["awards"].append(_award("commendation", "staff", form, level, None, len(names), names))
    part.items.append(f"- {'; '.join(pieces)}.")
    if chance.random() < 0.5:
        form, issuer, level = pick(chance, "commendations", "issuers")
        part.items.append(pick(chance, "commendations", "school").format(form=form, issuer=issuer))
        gold["awards"].append(_award("commendation", "collective", form, level, None, 1))
    if chance.random() < 0.5:
        part.items.append(pick(chance, "prose", "proposals"))


def _prize(chance: Random, contest: str, part: Part, gold: dict[str, Any]) -> None:
    level = chance.choice(sorted(words()["levels"]))
    ranks = [rank for rank in words()["ranks"] if chance.random() < 0.6] or ["second"]
    counts = {rank: chance.randint(1, 9) for rank in ranks}
    parts = [f"{count:02} {words()['ranks'][rank]}" for rank, count in counts.items()]
    total, wrong = sum(counts.values()), chance.random() < 0.06
    shape = "total" if wrong or chance.random() < 0.6 else "parts"
    wording = pick(chance, "prizes", shape)
    wrong = wrong and words()["some"] not in wording  # "trong đó" may leave some untold: no error for certain
    part.items.append(
        wording.format(
            contest=contest,
            level=words()["levels"][level],
            total2=f"{total + wrong:02}",
            **{f"parts_{way}": joined(parts, way) for way in ("comma", "semicolon", "and")},
        )
    )
    if wrong:
        gold["findings"].append({"code": "sum_mismatch"})
    gold["awards"] += [_award("prize", "student", contest, level, rank, count) for rank, count in counts.items()]


def _award(
    category: str, recipient: str, name: str, level: str | None, rank: str | None, count: int, names: Any = ()
) -> dict[str, Any]:
    return {"category": category, "recipient_type": recipient, "name": name, "level": level, "rank": rank,
            "count": count, "recipients": list(names)}  # fmt: skip


# --- statistics ----------------------------------------------------------------------------------------------------


def _enrolment(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    school_year = f"{head['year']}-{head['year'] + 1}"
    rows, totals = [], [0, 0, 0]
    for grade in GRADES[head["level"]]:
        planned = chance.randint(30, 160)
        figures = [max(1, planned // 38), planned, planned - chance.choice((0, 0, 1, 2))]
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        rows.append((grade, figures))
    rows.append(("total", totals))
    metrics = ("students.classes", "students.planned", "students.actual")
    for group, figures in rows:
        for metric, figure in zip(metrics, figures, strict=True):
            gold["statistics"].append(_statistic(metric, figure, school_year, group))
        gold["statistics"].append(
            _statistic("students.actual", _share(figures[2], figures[1]), school_year, group, "percent")
        )
    head_row = chance.choice(_ENROLMENT_HEADS)
    total_label = chance.choice(("Tổng", "Cộng", "Toàn trường"))
    grid = Grid(
        [list(path) for path in head_row],
        [
            [total_label if group == "total" else group, *map(str, figures), _written(_share(figures[2], figures[1]))]
            for group, figures in rows
        ],
    )
    _tabulate(part, gold, pick(chance, "captions", "enrolment").format(school_year=school_year), grid)


_ENROLMENT_HEADS = (
    (("Khối",), ("Số lớp",), ("Số học sinh", "Kế hoạch"), ("Số học sinh", "Thực hiện"), ("Số học sinh", "Tỷ lệ %")),
    (("Khối lớp",), ("Lớp",), ("Học sinh", "KH giao"), ("Học sinh", "Thực hiện"), ("Học sinh", "Đạt %")),
    (("Khối",), ("Số lớp",), ("Kế hoạch giao",), ("Thực hiện",), ("Tỷ lệ (%)",)),
)


def _results(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    if head["level"] not in ("lower_secondary", "upper_secondary"):
        return
    school_year = f"{head['year'] - 1}-{head['year']}"
    for subject, levels in (
        ("conduct", (("good", "Tốt"), ("fair", "Khá"), ("average", "Trung bình"))),
        ("academic", (("excellent", "Giỏi"), ("good", "Khá"), ("average", "TB"), ("weak", "Yếu"))),
    ):
        counts = [chance.randint(40, 200) for _ in levels[:-1]] + [chance.randint(1, 30)]
        total = sum(counts)
        wrong = chance.random() < 0.08
        stated = total + 7 if wrong else total
        if wrong:
            gold["findings"].append({"code": "sum_mismatch"})
        if _statistic("students.total", stated, school_year) not in gold["statistics"]:  # told twice it is one fact
            gold["statistics"].append(_statistic("students.total", stated, school_year))
        count_label, share_label = chance.choice((("SL", "%"), ("TS", "Tỷ lệ %"), ("Số lượng", "Tỷ lệ")))
        header, row = [[chance.choice(("Tổng số HS", "TSHS", "Sĩ số"))]], [str(stated)]
        for (level, text), count in zip(levels, counts, strict=True):
            share = _share(count, total)
            gold["statistics"] += [
                _statistic(f"students.{subject}.{level}", count, school_year),
                _statistic(f"students.{subject}.{level}", share, school_year, unit="percent"),
            ]
            header += [[text, count_label], [text, share_label]]
            row += [str(count), _written(share)]
        _tabulate(part, gold, pick(chance, "captions", subject).format(school_year=school_year), Grid(header, [row]))


def _tabulate(part: Part, gold: dict[str, Any], caption: str, grid: Grid) -> None:
    part.items += [caption, grid]
    gold["tables"].append({"section": part.path, "header": grid.head, "rows": grid.rows})


def _figures(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    base = chance.randint(15, 60)
    a = chance.randint(1, base - 1)
    b = base - a
    say = pick(chance, "statistics", "staff")
    part.items.append(
        "+ " + say.format(a=a, b=b, base=base, pa=_written(_share(a, base)), pb=_written(_share(b, base)))
    )
    for level, count in (("excellent", a), ("good", b)):
        metric = f"staff.classification.{level}"
        gold["statistics"] += [_statistic(metric, count), _statistic(metric, _share(count, base), unit="percent")]
    count = chance.randint(1, 12)
    part.items.append(f"- {pick(chance, 'statistics', 'initiatives').format(n2=f'{count:02}')}")
    gold["statistics"].append(_statistic("initiatives.recognised.district", count))


def _party(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    members, probation, times = chance.randint(8, 45), chance.randint(1, 4), chance.randint(2, 15)
    part.items.append(
        pick(chance, "statistics", "members").format(
            n=members, official2=f"{members - probation:02}", probation2=f"{probation:02}"
        )
    )
    part.items.append(pick(chance, "statistics", "supervisions").format(n2=f"{times:02}"))
    gold["statistics"] += [
        _statistic("party.members", members),
        _statistic("party.members.probationary", probation),
        _statistic("party.supervisions", times, unit="times"),
    ]


def _statistic(
    metric: str, value: float, school_year: str | None = None, group: str | None = None, unit: str = "count"
) -> dict[str, Any]:
    return {"metric": metric, "school_year": school_year, "group": group, "unit": unit, "value": value}


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _written(share: float) -> str:
    return "100" if share == 100 else f"{share:.1f}".replace(".", ",")


# --- the rest ------------------------------------------------------------------------------------------------------


def _plans(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    part.items += [line.format(next=head["year"] + 1) for line in chance.sample(words()["prose"]["plans"], 2)]


def _explanations(chance: Random, head: dict[str, Any], part: Part, gold: dict[str, Any]) -> None:
    part.items.append(pick(chance, "prose", "nothing"))


def _rate(chance: Random, part: Part, gold: dict[str, Any]) -> None:
    scale, levels = ("overall", OVERALL) if part.path == "VII" else ("criterion", CRITERION)
    fate = chance.random()
    count = 0 if fate < 0.06 else 2 if fate < 0.1 else 1
    marked = tuple(sorted(chance.sample(range(4), count))) if count != 1 else (chance.choice((0, 0, 1, 1, 2, 3)),)
    part.items.append(Boxes(scale, marked))
    status = {0: "blank", 1: "marked"}.get(count, "ambiguous")
    level = levels[marked[0]] if count == 1 else None
    gold["ratings"].append({"section": part.path, "scale": scale, "level": level, "status": status})
    if count != 1:
        gold["findings"].append({"code": f"rating_{status}"})


_Teller = Callable[[Random, dict[str, Any], Part, dict[str, Any]], None]
_TELLERS: dict[str, tuple[_Teller, ...]] = {
    "I.2": (_admissions, _enrolment, _results, _awards, _figures),
    "I.3": (_party,),
    "IV": (_explanations,),
    "VI": (_plans,),
}
