"""Classes in the heads of tables, told by those beside them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from scanned import document, scanned_table

from models.document import Table
from parsers.repair import repair
from parsers.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        pytest.param(["Lớp", "TL~0.4", "K", "Đ", "CĐ"], ["Lớp", "T", "K", "Đ", "CĐ"], id="the first of four"),
        pytest.param(
            ["Lớp", "TL~0.4", "K", "Đ", "CĐ", "và~0.6", "K", "Đ", "CĐ"],
            ["Lớp", "T", "K", "Đ", "CĐ", "T", "K", "Đ", "CĐ"],
            id="in two groups",
        ),
        pytest.param(["T", "K", "lồ)~0.5", "CĐ"], ["T", "K", "Đ", "CĐ"], id="within"),
        pytest.param(["Lớp", "TL~0.95", "K", "Đ", "CĐ"], ["Lớp", "TL", "K", "Đ", "CĐ"], id="surely read"),
        pytest.param(["w~0.4", "K", "TB", "Y"], ["w", "K", "TB", "Y"], id="G or T: nobody knows"),
        pytest.param(["TL~0.4", "K", "w~0.4", "CĐ"], ["TL", "K", "w", "CĐ"], id="two are missing"),
        pytest.param(["K", "Đ", "CĐ"], ["K", "Đ", "CĐ"], id="nothing stands in its place"),
    ],
)
def test_a_class_in_a_head(head: Sequence[str], wanted: Sequence[str]) -> None:
    table = scanned_table([head, ["1"] * len(head)])
    after = repair(document("Kết quả", table), load_vocabulary()).blocks[-1]
    assert isinstance(after, Table)
    assert [cell.text for cell in after.cells if cell.row == 0] == wanted
