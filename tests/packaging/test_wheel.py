"""The wheel installs as an application: built, put into an empty environment, and run there."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).parents[2]
UV = shutil.which("uv")

pytestmark = pytest.mark.skipif(UV is None, reason="uv builds the wheel and the environment")


def uv(*arguments: str | Path, cwd: Path = ROOT) -> None:
    assert UV is not None
    done = subprocess.run([UV, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--wheel", "--out-dir", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `kiemdiem` of an environment that holds nothing but the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("application") / "environment"
    uv("venv", environment)
    uv("pip", "install", "--python", environment / "bin" / "python", wheel)
    return environment / "bin" / "kiemdiem"


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    floors = ("models", "parsers", "pipeline", "commands")
    sources = {
        path.relative_to(ROOT).as_posix()
        for floor in floors
        for path in (ROOT / floor).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sources | {"cli.py"} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "samples/", "docs/", "benchmarks/"))]
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_it_parses_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023", "I. Ưu điểm, kết quả đạt được", "Chi bộ đoàn kết."):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    done = subprocess.run([installed, "parse", "a.docx"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["year"] == 2023


def test_it_knows_its_version_and_its_parts(installed: Path, tmp_path: Path) -> None:
    version = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith("kiemdiem, version ")
    parts = json.loads(subprocess.run([installed, "doctor", "--json"], cwd=tmp_path, capture_output=True).stdout)
    assert [part["name"] for part in parts if part["key"] == "package" and part["state"] != "there"] == []
