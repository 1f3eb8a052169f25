"""The share of the long proofs: whole when asked, else the same few each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = "import soak; print(soak.soak_share(range(100), 5), soak.soak_examples(3, 40))"


def answer(**environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIEMDIEM_SOAK")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=Path(__file__).parent,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_whole_is_all_of_it_in_order() -> None:
    assert answer(KIEMDIEM_SOAK="whole") == f"{list(range(100))} 40\n"


@pytest.mark.parametrize("environment", [{}, {"KIEMDIEM_SOAK_SEED": "7"}], ids=["no seed", "a seed"])
def test_a_share_is_the_same_each_time(environment: dict[str, str]) -> None:
    shown = answer(**environment)
    assert shown == answer(**environment)
    assert shown.endswith(" 3\n") and shown.count(",") == 4


def test_another_seed_draws_another_share() -> None:
    assert answer() != answer(KIEMDIEM_SOAK_SEED="7")
