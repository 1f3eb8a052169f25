"""The pages that are made from the code: `make docs` writes them, a test holds them current.

limits.md    from the constants and their comments in `parsers/readers/limits.py`, `pipeline/workers/limits.py` and
             `pipeline/limits.py`
errors.md    from the catalogue and from where each code is raised
design/      the index of the notes, from their titles
"""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import models.errors
from models.errors import KiemdiemError

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("models", "parsers", "pipeline", "commands")
KIB, MIB = 1024, 1024 * 1024
FAMILIES: dict[str, type[KiemdiemError]] = {
    name: kind
    for name, kind in vars(models.errors).items()
    if isinstance(kind, type) and issubclass(kind, KiemdiemError)
}


def pages() -> dict[Path, str]:
    """Each generated page with what it must hold."""
    return {
        ROOT / "docs" / "limits.md": limits(),
        ROOT / "docs" / "errors.md": errors(),
        ROOT / "docs" / "design" / "README.md": design(),
    }


# --- limits ------------------------------------------------------------------------------------------------------

LIMITS_HEAD = """# Limits

What one file may cost, so that no file can stop the others, and what an archive or a batch may. Past a limit the file
has an error that names it, or the part that was not read is listed (`source.skipped`): a cut report never looks whole.
Each can be set, as a whole number of its unit: `KIEMDIEM_LIMIT_PAGES=500`; `kiemdiem doctor --limits` shows those in
force. Two are libxml2's own and fixed: XML 256 elements deep, and 10 MB of text in one of them. This page is generated
from the code (`make docs`).
"""


def limits() -> str:
    """A table for each class of limits: name, value, reason."""
    lines = [LIMITS_HEAD]
    for title, module in (
        ("Reading one file", "parsers/readers/limits.py"),
        ("Working on one file", "pipeline/workers/limits.py"),
        ("Folders, archives and batches", "pipeline/limits.py"),
    ):
        path = ROOT / module
        if path.exists():
            lines += [f"## {title}", "", "| Limit | Value | Why |", "|---|---|---|"]
            lines += [f"| `{name}` | {value} | {why} |" for name, value, why in _fields(path.read_text("utf-8"))]
            lines += ["", f"In `{module}`.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _fields(source: str) -> Iterator[tuple[str, str, str]]:
    """The fields of the module's dataclasses with their default and the comment beside it."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            for field in node.body:
                if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.value):
                    continue
                number = _number(field.value)
                if number is not None:
                    yield field.target.id, _shown(number), comments.get(field.lineno, "")


def _number(node: ast.expr) -> float | None:
    """What a default comes to; None for one that is no number and so no limit."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = _number(node.left), _number(node.right)
        return None if left is None or right is None else left * right
    if isinstance(node, ast.Name):
        return {"KIB": KIB, "MIB": MIB}.get(node.id)
    return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None


def _shown(number: float) -> str:
    if number >= MIB and number % MIB == 0:
        return f"{number / MIB:,.0f} MiB"
    return f"{number:,.10g}"


# --- errors ------------------------------------------------------------------------------------------------------

ERRORS_HEAD = """# Errors

What can go wrong, in the words that the program says it in, and what to do. The code is what `parse --jsonl` prints
and the database keeps; the exit code is what the command ends with. This page is generated from the code (`make docs`).

| Exit code | Meaning |
|---|---|
| 0 | done, everything was read |
| 1 | something that nobody foresaw |
| 2 | the call cannot be carried out as given |
| 3 | a file cannot be read |
| 4 | a file may not be read: a secrecy stamp |
| 5 | a file goes past a [limit](limits.md) |
| 6 | a program or package is missing: `kiemdiem doctor` says which |
| 7 | the database cannot do it |
| 8 | the vocabulary holds a mistake |

Of several files that fail, the first one's error gives the exit code.
"""


def errors() -> str:
    """Every code of the catalogue by its exit code: sentence and next step, in both languages."""
    catalogue = _catalogue()
    codes = exit_codes()
    lines = [ERRORS_HEAD]
    for exit_code in sorted(set(codes.values())):
        lines += [f"## Exit code {exit_code}", ""]
        for code in sorted(name for name in catalogue if codes.get(name) == exit_code):
            entry = catalogue[code]
            lines += [f"### `{code}`", ""]
            for tongue in ("en", "vi"):
                step = entry.get(f"next_{tongue}", "")
                lines.append(f"- {entry[tongue]}" + (f" *{step}*" if step else ""))
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def exit_codes() -> dict[str, int]:
    """Every code that the source raises, with its exit code.

    Those of `XError("code", …)`; those that begin as an f-string says (`XError(f"work_{limit}", …)`); and those that a
    module names elsewhere and raises through a variable.
    """
    catalogue, found, elsewhere = _catalogue(), dict[str, int](), dict[str, int]()
    for path in sorted([ROOT / "cli.py", *(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))]):
        tree = ast.parse(path.read_text("utf-8"))
        for family, code in _raised(tree):
            if isinstance(code, ast.JoinedStr):
                start = next(_constants(code))
                found |= {name: family.exit_code for name in catalogue if name.startswith(start)}
            elif isinstance(code, ast.Constant | ast.IfExp):
                found |= dict.fromkeys(_constants(code), family.exit_code)
            else:
                elsewhere |= {name: family.exit_code for name in _constants(tree) if name in catalogue}
    return elsewhere | found


def _raised(tree: ast.Module) -> Iterator[tuple[type[KiemdiemError], ast.expr]]:
    """Each error that is made: its family, and the expression of its code."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FAMILIES and call.args:
            yield FAMILIES[call.func.id], call.args[0]


def _constants(node: ast.AST) -> Iterator[str]:
    """The strings in a tree."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "models" / "catalogue" / "errors.toml").read_text("utf-8"))


# --- design notes ------------------------------------------------------------------------------------------------

DESIGN_HEAD = """# Design notes

One note for each hard part, written before its code: the data, the cases, what was rejected and why. How the parts fit
together is in [developing](../developing.md). This index is made from the notes' titles (`make docs`).
"""


def design() -> str:
    """The index of the design notes."""
    notes = sorted(path for path in (ROOT / "docs" / "design").glob("*.md") if path.name != "README.md")
    titles = (path.read_text("utf-8").split("\n", 1)[0].lstrip("# ").strip() for path in notes)
    return (
        "\n".join([DESIGN_HEAD, *(f"- [{title}]({note.name})" for note, title in zip(notes, titles, strict=True))])
        + "\n"
    )


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
        print(page.relative_to(ROOT))
