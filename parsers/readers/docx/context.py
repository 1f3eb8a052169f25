"""What the parts of one document share while they are read: styles, numbering, limits, what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from models.document import Skipped
from models.errors import LimitError
from parsers.readers.docx.names import W
from parsers.readers.docx.numbering import Numbering
from parsers.readers.docx.package import Package
from parsers.readers.docx.styles import Styles
from parsers.readers.legacy_encodings import Votes
from parsers.readers.limits import Limits


@dataclass(slots=True)
class Context:
    """One reading of one document."""

    package: Package
    styles: Styles
    numbering: Numbering
    limits: Limits
    votes: Votes
    skipped: list[Skipped] = field(default_factory=list)
    blocks: int = 0
    tables: int = 0  # that are open, one within another
    open_reason: str = ""  # reason of the last skipped text, while texts of one reason follow each other

    def skip(self, what: str, reason: str, text: str = "") -> None:
        """Note what the blocks do not hold."""
        text = text.strip()
        if text and self.skipped and self.open_reason == reason:
            last = self.skipped[-1]
            self.skipped[-1] = Skipped(last.what, last.reason, f"{last.text}\n{text}")
        else:
            self.skipped.append(Skipped(what, reason, text))
        self.open_reason = reason if text else ""

    def close_skip(self) -> None:
        """What follows is another place: no longer part of the last skipped text."""
        self.open_reason = ""

    def count_block(self) -> None:
        """Raises LimitError (blocks)."""
        self.blocks += 1
        if self.blocks > self.limits.blocks:
            raise LimitError("blocks", file=self.package.archive.filename, limit=self.limits.blocks)

    def balanced_fields(self, part: str) -> bool:
        """Whether every field of a part that begins also ends."""
        kinds = Counter(element.get(f"{W}fldCharType") for element in self.package.root(part).iter(f"{W}fldChar"))
        return kinds["begin"] == kinds["end"]
