"""`kiemdiem evaluate DIR`: how well the reports of a folder were read, held against gold beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.shared import as_json, echo_json, vocabulary
from models.errors import InputError

if TYPE_CHECKING:
    from pipeline.evaluate import Evaluation


@click.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Measure this file (a line a report, as `parse --jsonl` prints) instead of parsing.",
)
@click.option("--show", metavar="FIELD", help="List what was missed and what was invented of a field, or of `all`.")
@as_json
def command(folder: Path, predictions: Path | None, show: str | None, as_json: bool) -> None:
    """Hold parsed reports against NAME.gold.json beside them: precision, recall, F1 by field, and calibration.

    Gold is the same JSON as `kiemdiem parse` prints, mended by hand; a gold file scores only the fields it contains.
    """
    evaluation = _evaluation(folder, predictions)
    if as_json:
        echo_json(_as_json(evaluation))
    elif show:
        for line in _differences(evaluation, show):
            click.echo(line)
    else:
        for line in _table(evaluation):
            click.echo(line)


def _evaluation(folder: Path, predictions: Path | None) -> Evaluation:
    from pipeline.evaluate import evaluate, evaluate_folder

    if predictions is not None:
        return evaluate(folder, _read(predictions))
    from pipeline.parse import parse

    words = vocabulary()
    return evaluate_folder(folder, lambda file: parse(file, words).model_dump(mode="json"))


def _read(predictions: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise InputError("predictions_unreadable", file=predictions.name) from error


def _table(evaluation: Evaluation) -> list[str]:
    lines = [
        f"{evaluation.documents} documents, {len(evaluation.unpredicted)} without a prediction",
        f"{'field':<12}{'right':>7}{'missed':>8}{'invented':>10}{'P':>8}{'R':>8}{'F1':>8}",
    ]
    for name, score in evaluation.scores.items():
        counts = f"{score.right:>7}{score.missed:>8}{score.invented:>10}"
        lines.append(f"{name:<12}{counts}{score.precision:>8.3f}{score.recall:>8.3f}{score.f1:>8.3f}")
    share = f"{100 * evaluation.sure_right_share:.1f} % of them right (98 asked)"
    lines.append(f"confidence 0.9 or more: {evaluation.sure} of {evaluation.facts} facts, {share}")
    macro = evaluation.macro_f1
    lines.append("nothing scored" if macro is None else f"macro-F1 {macro:.4f}")
    return lines


def _differences(evaluation: Evaluation, show: str) -> list[str]:
    shown = evaluation.differences if show == "all" else {show: evaluation.differences.get(show, [])}
    return [
        " ".join([*([name] if show == "all" else []), document, how, repr(item)])
        for name, listed in shown.items()
        for document, how, item in listed
    ]


def _as_json(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "documents": evaluation.documents,
        "without_prediction": evaluation.unpredicted,
        "fields": {
            name: {
                "right": score.right,
                "missed": score.missed,
                "invented": score.invented,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }
            for name, score in evaluation.scores.items()
        },
        "calibration": {
            "sure": evaluation.sure,
            "facts": evaluation.facts,
            "sure_right": round(evaluation.sure_right_share, 4),
        },
        "macro_f1": None if evaluation.macro_f1 is None else round(evaluation.macro_f1, 4),
        "differences": [
            {"field": name, "document": document, "how": how, "item": list(item)}
            for name, listed in evaluation.differences.items()
            for document, how, item in listed
        ],
    }
