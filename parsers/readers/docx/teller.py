"""What tables and drawings, which hold stories of their own, ask of the story that they stand in."""

from __future__ import annotations

from typing import Protocol

from models.document import Block
from parsers.readers.docx.builder import Builder
from parsers.readers.docx.context import Context
from parsers.readers.docx.package import Relationship
from parsers.readers.docx.styles import Look
from parsers.readers.xml import Element


class Teller(Protocol):
    """The story that is being read: see `story.Story`, which is one."""

    context: Context
    table_style: str
    shaded: bool
    lost: dict[str, list[str]]
    builder: Builder

    def blocks(self, container: Element) -> list[Block]:
        """The blocks of a cell or a text box."""

    def inside(self, *, shaded: bool) -> Teller:
        """The story of a text box that is anchored in this one."""

    def plain(self, element: Element) -> str:
        """The text of something that is left out."""

    def in_contents(self) -> bool:
        """Whether a table of contents is being read."""

    def why_not_shown(self, look: Look) -> str | None:
        """Why a text of this look is not seen; None where it is."""

    def relationship(self, identifier: str | None) -> Relationship | None:
        """What a relationship of this part leads to."""
