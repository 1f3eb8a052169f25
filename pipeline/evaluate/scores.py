"""Adding up: precision, recall and F1 by field, calibration, and what was missed or invented where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import InputError, KiemdiemError
from models.report import SURE
from pipeline.evaluate.items import FIELDS, Item, Json, items
from pipeline.evaluate.matching import Match, match

GOLD = ".gold.json"
CALIBRATED = ("ratings", "statistics", "admissions", "awards")  # fields whose confidence is held to its word
_GOLD_KEYS = {"head": "organisation", "counts": "admission_counts"}  # a gold file scores only what it tells


@dataclass(slots=True)
class FieldScore:
    """One field over all documents."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        told = 2 * self.right + self.missed + self.invented
        return 2 * self.right / told if told else 1.0


@dataclass(slots=True)
class Evaluation:
    """The figures of a whole folder; `differences` lists (document, "missed" | "invented", item) by field."""

    documents: int = 0
    unpredicted: list[str] = field(default_factory=list)
    scores: dict[str, FieldScore] = field(default_factory=dict)
    differences: dict[str, list[tuple[str, str, Item]]] = field(default_factory=dict)
    sure_right: int = 0
    sure_wrong: int = 0
    facts: int = 0  # of the calibrated fields, whatever their confidence

    @property
    def macro_f1(self) -> float | None:
        """The mean of the fields' F1; None where nothing was scored."""
        return sum(score.f1 for score in self.scores.values()) / len(self.scores) if self.scores else None

    @property
    def sure(self) -> int:
        """The facts that carry a confidence of 0.9 or more."""
        return self.sure_right + self.sure_wrong

    @property
    def sure_right_share(self) -> float:
        """Of the sure facts, the share that is right: 0.98 asked."""
        return self.sure_right / (self.sure or 1)

    def add(self, document: str, gold: Json, predicted: Json) -> None:
        """Counts one document in."""
        self.documents += 1
        for name in FIELDS:
            if _GOLD_KEYS.get(name, name) in gold:
                self._add_field(name, document, gold, predicted)

    def _add_field(self, name: str, document: str, gold: Json, predicted: Json) -> None:
        wanted, found = items(gold, name), items(predicted, name)
        if name == "counts":
            found = [item for item in found if item[0] in gold["admission_counts"]]
        if name in CALIBRATED:
            self._calibrate(name, wanted, predicted, len(found))
        result = match(wanted, found, name)
        self._count(name, document, result)

    def _calibrate(self, name: str, wanted: list[Item], predicted: Json, facts: int) -> None:
        sure = [fact for fact in predicted.get(name) or [] if (fact.get("confidence") or 0) >= SURE]
        result = match(wanted, items({name: sure}, name), name)
        self.sure_right += result.right
        self.sure_wrong += len(result.invented)
        self.facts += facts

    def _count(self, name: str, document: str, result: Match) -> None:
        score = self.scores.setdefault(name, FieldScore())
        score.right += result.right
        score.missed += len(result.missed)
        score.invented += len(result.invented)
        listed = self.differences.setdefault(name, [])
        listed += [(document, "missed", item) for item in result.missed]
        listed += [(document, "invented", item) for item in result.invented]


def evaluate(folder: Path, predictions: Iterable[Json]) -> Evaluation:
    """Holds predictions (the contract's JSON) against every NAME.gold.json of `folder`, matched by the file's name.

    A document without a prediction counts as one in which nothing was found. Raises InputError ("gold_missing",
    "gold_unreadable").
    """
    by_name = {report["source"]["filename"]: report for report in predictions if report.get("source")}
    by_stem: dict[str, Json] = {}
    for name, report in by_name.items():
        by_stem.setdefault(Path(name).stem, report)
    evaluation = Evaluation()
    for document, gold in _gold(folder):
        if document not in by_stem:
            evaluation.unpredicted.append(document)
        evaluation.add(document, gold, by_stem.get(document, {}))
    return evaluation


def evaluate_folder(folder: Path, parse: Callable[[Path], Json]) -> Evaluation:
    """Parses the file beside each NAME.gold.json of `folder` with `parse` and holds it against the gold.

    A file that cannot be read counts as one in which nothing was found.
    """
    predictions = []
    for file in sorted(folder.rglob("*" + GOLD)):
        source = _source_beside(file)
        if source is None:
            continue
        try:
            predictions.append(parse(source))
        except KiemdiemError as error:
            predictions.append({"source": {"filename": source.name}, "error": {"code": error.code}})
    return evaluate(folder, predictions)


def _gold(folder: Path) -> Iterator[tuple[str, Json]]:
    files = sorted(folder.rglob("*" + GOLD))
    if not files:
        raise InputError("gold_missing", folder=str(folder))
    for file in files:
        try:
            yield file.name.removesuffix(GOLD), json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError("gold_unreadable", file=file.name, reason=type(error).__name__) from error


def _source_beside(gold: Path) -> Path | None:
    stem = gold.name.removesuffix(GOLD)
    return next((file for file in sorted(gold.parent.glob(stem + ".*")) if file.suffix != ".json"), None)
