"""Old Word files for the tests, made by LibreOffice from Word files that the tests write."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from parsers.readers.office.soffice import office_program

AT_ONCE = 100  # papers: after some hundred LibreOffice ends without a word
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice makes and reads these files")


def saved_as(kind: str, files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each Word file as an old one, by the same name."""
    program = office_program()
    assert program is not None
    given, made = folder / "given", folder / kind
    given.mkdir(parents=True, exist_ok=True)
    names = dict(enumerate(files))
    for place, name in names.items():
        (given / f"{place}.docx").write_bytes(files[name])
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    papers = sorted(given.glob("*.docx"))
    for first in range(0, len(papers), AT_ONCE):
        some = papers[first : first + AT_ONCE]
        subprocess.run([*command, FILTERS[kind], "--outdir", made, *some], check=True, capture_output=True)
    result = {name: (made / f"{place}.{kind}").read_bytes() for place, name in names.items()}
    shutil.rmtree(folder / "profile")
    return result
