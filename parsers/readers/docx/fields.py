"""Fields: what of them is seen is their result; a few are marks themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.readers.docx.builder import RawMark
from parsers.readers.docx.names import VAL, W, switched_on, whole
from parsers.readers.symbols import unicode_marks
from parsers.readers.xml import Element

_EQ_BOX = re.compile(r"\\x\b|\\x(?=[ (\\])", re.IGNORECASE)
_EQ_OVERSTRIKE = re.compile(r"\\o\b|\\o(?=[ (\\])", re.IGNORECASE)
_EQ_SWITCH = re.compile(r"\\[a-z]+[0-9]*", re.IGNORECASE)
_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]+|\d+)", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"\\f\s+\"?([^\"\\]+)", re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """A field being read. `instruction` is its code, complete when `shown` (between separate and end) begins."""

    form: Element | None = None  # w:ffData
    instruction: str = ""
    shown: bool = False
    start: int = 0  # raw offset of its result
    kept: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's kind: TOC, EQ, FORMCHECKBOX …"""
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""

    @property
    def check_box(self) -> Element | None:
        """The form's check box, if the field is one."""
        return None if self.form is None else self.form.find(f"{W}checkBox")

    @property
    def is_check_box(self) -> bool:
        """Whether the field draws a check box."""
        return self.check_box is not None or self.name == "FORMCHECKBOX"


def check_box_state(box: Element | None) -> bool | None:
    """`w:checked` without a value or with a true one is checked; else `w:default` by the same rule; none is unchecked.

    An explicit false `w:checked` beats a true `w:default`.
    """
    if box is None:
        return None
    for name in ("checked", "default"):
        state = box.find(f"{W}{name}")
        if state is not None:
            return switched_on(state)
    return False


def equation_mark(instruction: str) -> RawMark | None:
    r"""The box that an EQ field draws: `\x(x)` frames its content, `\o\ac(□,x)` prints one sign over another."""
    over = _EQ_OVERSTRIKE.search(instruction)
    if not over and not _EQ_BOX.search(instruction):
        return None
    body = _EQ_SWITCH.sub("", instruction.split(maxsplit=1)[1] if " " in instruction.strip() else "")
    parts = [part.strip() for part in re.split(r"[(),;]", body) if part.strip()]
    boxes = [part for part in parts if any(mark.box and mark.checked is False for mark in unicode_marks(part))]
    if over and not boxes and not _EQ_BOX.search(instruction):
        return None
    content = "".join(part for part in parts if part not in boxes)
    return RawMark(0, 0, "border", None, True, content, "eq") if len(content) <= 3 else None


def symbol_of(instruction: str) -> tuple[int, str] | None:
    """Code and font of a SYMBOL field."""
    code, font = _SYMBOL.search(instruction), _SYMBOL_FONT.search(instruction)
    if code is None:
        return None
    return int(code[1], 0) & 0xFF, font[1].strip() if font else "Symbol"


def chosen_entry(form: Element | None) -> str:
    """The entry that a drop-down form field shows; it stands nowhere else in the file."""
    choices = None if form is None else form.find(f"{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iter(f"{W}listEntry")]
    picked = choices.find(f"{W}result")
    if picked is None:
        picked = choices.find(f"{W}default")
    index = 0 if picked is None else whole(picked.get(VAL))
    return entries[index] if 0 <= index < len(entries) else ""
