"""Documents hold: each command shown is run, each command and option is told, made pages are current."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli
from docs.generate import exit_codes, pages
from models.messages import has_message

ROOT = Path(__file__).parents[1]
TOLD = [ROOT / "README.md", ROOT / "docs" / "guide.md", ROOT / "docs" / "huong-dan.md"]
MARKDOWN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MORE = "…"  # a line that stands for others
VARIES = re.compile(r"\d+(?:[.,]\d+)*")  # versions and figures of the machine
LENIENT = {"doctor"}  # its output is of the machine: figures are not compared, nor is its exit code


@dataclass(slots=True)
class Shown:
    """A command as a document shows it, with the lines below it."""

    words: list[str]
    lines: list[str] = field(default_factory=list)


def consoles(text: str) -> Iterator[Shown]:
    """The commands of the fenced console blocks, in order."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        shown: Shown | None = None
        for line in block.splitlines():
            if line.startswith("$ "):
                if shown is not None:
                    yield shown
                shown = Shown(shlex.split(line[2:]))
            elif shown is not None:
                shown.lines.append(line)
        if shown is not None:
            yield shown


def folded(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.parametrize("document", TOLD, ids=lambda path: path.name)
def test_what_is_shown_is_what_comes(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples" / "reports", tmp_path / "samples" / "reports")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIEMDIEM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("KIEMDIEM_DATABASE_URL", "KIEMDIEM_VOCABULARY_DIR", "KIEMDIEM_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for shown in consoles(document.read_text(encoding="utf-8")):
        program, *arguments = shown.words
        if program == "export":
            name, _, value = arguments[0].partition("=")
            monkeypatch.setenv(name, value)
        elif program == "make":
            assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        elif program == "kiemdiem":
            compare(shown, arguments)
        else:
            assert program == "uv", f"a program that no test knows: {program}"


def compare(shown: Shown, arguments: list[str]) -> None:
    """The lines shown come in that order, whatever white space is between words."""
    result = CliRunner().invoke(cli.main, arguments)
    lenient = arguments[0] in LENIENT
    assert lenient or result.exit_code == 0, (arguments, result.output, result.exception)
    came = iter([folded(line) for line in result.stdout.splitlines()])
    for line in map(folded, shown.lines):
        if line == MORE or not line:
            continue
        stable = VARIES.split(line) if lenient else line.split(MORE)
        found = next((other for other in came if all(part in other for part in stable)), None)
        assert found is not None, (arguments, line, result.stdout)


def options(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each command and its options by their long names."""
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            assert inner is not None
            yield from options(inner, (*path, name))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield " ".join(path), max(parameter.opts, key=len)
    yield " ".join(path), " ".join(path)


EVERYTHING = sorted(set(options(cli.main, ("kiemdiem",))))


@pytest.mark.parametrize(("command", "option"), EVERYTHING, ids=[f"{a} {b}" for a, b in EVERYTHING])
def test_the_guide_tells_of_every_command_and_option(command: str, option: str) -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert command in guide or command == "kiemdiem"
    assert option in guide, "tell in docs/guide.md what it does"


@pytest.mark.parametrize("page", pages().items(), ids=lambda item: item[0].name)
def test_the_made_pages_are_current(page: tuple[Path, str]) -> None:
    path, text = page
    assert path.read_text(encoding="utf-8") == text, "write them anew: make docs"


@pytest.mark.parametrize("code", sorted(exit_codes()))
def test_every_error_that_is_raised_has_its_sentence(code: str) -> None:
    assert has_message(f"errors.{code}")


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target
