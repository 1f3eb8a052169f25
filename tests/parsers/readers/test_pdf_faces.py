"""What a font's name and weight say of its letters."""

from __future__ import annotations

import pytest

from parsers.readers.pdf.faces import make_face


@pytest.mark.parametrize(
    ("full", "heavy", "bold"),
    [
        pytest.param("ABCDEF+TimesNewRomanPS-BoldMT", False, True, id="the name says bold"),
        pytest.param("LiberationSerif", True, False, id="a family's own name, whatever the weight"),
        pytest.param("", True, True, id="no name"),
        pytest.param("CIDFont+F2", True, True, id="a name that says nothing"),
        pytest.param("ABCDEF+T3_0", True, True, id="another"),
        pytest.param("F1", False, False, id="neither"),
    ],
)
def test_bold(full: str, heavy: bool, bold: bool) -> None:
    assert make_face(full, heavy).bold is bold
