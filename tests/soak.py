"""The long proofs: whole with KIEMDIEM_SOAK=whole (`make soak`), a share of them in every other run.

Tests that use these are marked `soak`, so that `make soak` runs them alone. The share is drawn by a seed: the same
every time, another with KIEMDIEM_SOAK_SEED=N.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from random import Random
from typing import TypeVar

Case = TypeVar("Case")

WHOLE = os.environ.get("KIEMDIEM_SOAK") == "whole"
SEED = int(os.environ.get("KIEMDIEM_SOAK_SEED", "0"))


def soak_share(cases: Iterable[Case], kept: int) -> list[Case]:
    """All cases, in their order; `kept` of them where this is no soak."""
    every = list(cases)
    if WHOLE or kept >= len(every):
        return every
    chosen = sorted(Random(SEED).sample(range(len(every)), kept))
    return [every[index] for index in chosen]


def soak_examples(usual: int, whole: int) -> int:
    """How many examples hypothesis writes: `usual`, or `whole` in a soak."""
    return whole if WHOLE else usual
