"""The sub-heading lines that a line stands under: "Đối với học sinh:", "* Kết quả cụ thể như sau:", "Thi đua:"."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.document import Paragraph
from parsers.extractors.headings import bullet, is_bold, read_label
from parsers.extractors.layout.parts import Line
from parsers.text import last_sentence

CAPTION_WORDS = 12  # the longest sub-heading that does not end in a colon
DEEPEST = 6  # sub-headings kept above a line


@dataclass(slots=True)
class Context:
    """A stack of sub-headings, each with the sign its line begins with; an equal sign ends what stands at it."""

    _stack: list[tuple[str, str]] = field(default_factory=list)
    _listing: bool = False  # the innermost has no sign and stands over a list of items that have one
    _announced: bool = False  # the innermost stood over a table, and says nothing of the prose behind that

    @classmethod
    def beneath(cls, lines: tuple[str, ...]) -> Context:
        """The stack that begins with `lines`, which no line of the section ends."""
        return cls([("title", line) for line in lines])

    @property
    def lines(self) -> tuple[str, ...]:
        """The sub-headings in force, outermost first."""
        return tuple(text for _, text in self._stack)

    def before(self, line: Line, beneath: Paragraph | None) -> tuple[str, ...]:
        """The sub-headings above `line`; the line becomes one itself where it opens what follows."""
        sign, text = _sign(line.paragraph), line.text.strip()
        opens = _opens(line.paragraph, sign)
        if self._announced:
            self._stack.pop()
        self._announced = False
        if sign or opens or self._is_sibling(text):
            self._leave(sign)
            opens = opens or (not sign and ":" in text)
        elif self._listing:
            self._stack.pop()  # prose behind the list stands under it no more
        self._listing = bool(sign) and bool(self._stack) and not self._stack[-1][0]
        above = self.lines
        if (opens and beneath is not None) or (opens and text.endswith(":")):
            self._stack.append((sign, last_sentence(text)))
            del self._stack[:-DEEPEST]
        return above

    def table(self, above: str) -> None:
        """A table stands here, `above` the line right over it: a plain line with a colon announces the table alone."""
        sign, text = self._stack[-1] if self._stack else ("", "")
        self._announced = bool(text) and not sign and text.endswith(":") and above.endswith(text)

    def _is_sibling(self, text: str) -> bool:
        """Whether a plain line opens like a plain sub-heading above: "Đối với đội ngũ: …" after "Đối với học sinh:"."""
        if not self._stack or ":" not in text:
            return False
        words = text.split(None, 2)[:2]
        return any(not sign and above.split(None, 2)[:2] == words for sign, above in self._stack)

    def _leave(self, sign: str) -> None:
        for place, (other, _) in enumerate(self._stack):
            if other == sign:
                del self._stack[place:]
                return


def _sign(paragraph: Paragraph) -> str:
    """The kind of list that a line is an item of, empty for none."""
    label = read_label(paragraph.text) or (read_label(paragraph.number + " ") if paragraph.number else None)
    if label is not None and label.signed:
        return f"{label.family}{len(label.numbers)}"
    return bullet(paragraph.text) or (bullet(paragraph.number + " ") if paragraph.number else "")


def _opens(paragraph: Paragraph, sign: str) -> bool:
    text = paragraph.text.strip()
    if text.endswith(":"):
        return True
    if len(text.split(None, CAPTION_WORDS)) > CAPTION_WORDS:
        return False
    if any(map(str.isdigit, text.lstrip("0123456789.)/ -"))):
        return False
    return (
        is_bold(paragraph)
        or (sign != "" and sign not in "-+•·" and not text.endswith((".", ";", ",")))
        or (sign == "*" and not text.endswith((";", ",")))
    )
