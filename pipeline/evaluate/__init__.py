"""How well reports were read: parsed reports held against gold, field by field.

`items` says what is compared of each field, `matching` when two items are the same, `scores` adds up. All of it works
on the contract's JSON, so that predictions of any make can be measured.
"""

from pipeline.evaluate.scores import Evaluation, FieldScore, evaluate, evaluate_folder

__all__ = ["Evaluation", "FieldScore", "evaluate", "evaluate_folder"]
