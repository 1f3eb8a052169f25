"""Layers of a typed PDF: text on one that is switched off is not read, and is named."""

from __future__ import annotations

import re

import pytest
from pdf_builder import LEFT, Sheet, read_pdf, texts


def layered(*, off: bool) -> bytes:
    """Two lines, the second on a layer."""
    sheet = Sheet().text(LEFT, 100, "Chi bộ kết nạp 02 đảng viên.")
    sheet.pen._code.append("/OC /Draft BDC")
    sheet.text(LEFT, 140, "Chi bộ kết nạp 09 đảng viên.")
    sheet.pen._code.append("EMC")
    data = sheet.pdf()
    state = b"/OFF [99 0 R]" if off else b"/ON [99 0 R]"
    catalog = b"/Type /Catalog /OCProperties << /OCGs [99 0 R] /D << " + state + b" >> >>"
    data = data.replace(b"/Type /Catalog", catalog)
    data = re.sub(rb"(/Resources <<)", rb"\1 /Properties << /Draft 99 0 R >>", data, count=1)
    layer = b"99 0 obj\n<< /Type /OCG /Name (Draft) >>\nendobj\n"
    return data[: data.index(b"xref\n")] + layer + data[data.index(b"trailer") :]  # without a table: it is mended


@pytest.mark.parametrize("off", [True, False], ids=["switched off", "shown"])
def test_a_layer_is_read_where_it_is_shown(*, off: bool) -> None:
    document = read_pdf(layered(off=off))
    shown = ["Chi bộ kết nạp 02 đảng viên."]
    assert texts(document) == (shown if off else [*shown, "Chi bộ kết nạp 09 đảng viên."])
    assert [(part.reason, part.text) for part in document.skipped] == (
        [("hidden_text", "Chi bộ kết nạp 09 đảng viên.")] if off else []
    )
