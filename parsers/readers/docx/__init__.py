"""The reader of Word files (.docx, .docm, .dotx, strict or not): the package, its shared parts, then each story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.document import Block, Document, Role, Source
from parsers.readers.archive import Archive
from parsers.readers.docx.context import Context
from parsers.readers.docx.drawings import plain_text
from parsers.readers.docx.names import W, whole
from parsers.readers.docx.numbering import Numbering
from parsers.readers.docx.package import Package
from parsers.readers.docx.story import Story
from parsers.readers.docx.styles import Styles
from parsers.readers.legacy_encodings import Votes
from parsers.readers.limits import MIB, Limits

if TYPE_CHECKING:
    from parsers.readers import Input

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES: tuple[tuple[str, str, Role], ...] = (
    ("footnotes", "footnote", "footnote"),
    ("endnotes", "endnote", "endnote"),
)
_NEVER_OPENED = {
    "vbaProject": ("macro", "macro"),
    "oleObject": ("embedded_object", "embedded_object"),
    "package": ("embedded_object", "embedded_object"),
    "attachedTemplate": ("external_reference", "external_template"),
    "subDocument": ("external_reference", "external_document"),
    "frame": ("external_reference", "external_document"),
}


_STYLES: dict[tuple[bytes, ...], Styles] = {}
_STYLES_KEPT = 4


def read(source: Input, limits: Limits) -> Document:
    """The Document of a Word file. Raises InputError and LimitError as `parsers.readers.read` says."""
    package = Package(Archive(source.data, source.filename, limits))
    votes = Votes()
    context, blocks = _read_stories(package, limits, votes)
    if votes.unsettled:  # texts in old fonts that only later ones told the encoding of
        votes.again()
        context, blocks = _read_stories(package, limits, votes)
    return Document(
        Source(source.filename, source.sha256, MEDIA_TYPE, "docx", len(source.data)),
        tuple(blocks),
        tuple(context.skipped),
    )


def _read_stories(package: Package, limits: Limits, votes: Votes) -> tuple[Context, list[Block]]:
    context = _context(package, limits, votes)
    body = package.root(package.main).find(f"{W}body")
    blocks = Story(context, package.main).blocks(body) if body is not None else []
    for kind, name, role in _NOTES:
        for part in package.related(package.main, kind):
            blocks += _read_notes(context, part, name, role)
    _skip_parts(context)
    return context, blocks


def _context(package: Package, limits: Limits, votes: Votes) -> Context:
    parts = {kind: next(iter(package.related(package.main, kind)), "") for kind in ("styles", "theme", "numbering")}
    styles = _styles(package, parts["styles"], parts["theme"])
    numbering = Numbering(package.root(parts["numbering"]) if parts["numbering"] else None, styles)
    return Context(package, styles, numbering, limits, votes)


def _styles(package: Package, part: str, theme: str) -> Styles:
    """The document's styles. Offices write from one template: the last few are kept by their bytes."""
    key = tuple(package.archive.read(name) if name else b"" for name in (part, theme))
    if key not in _STYLES:
        styles = Styles(package.root(part) if part else None, package.root(theme) if theme else None)
        if sum(map(len, key)) > MIB:
            return styles
        while len(_STYLES) >= _STYLES_KEPT:
            _STYLES.pop(next(iter(_STYLES)), None)
        _STYLES[key] = styles
    return _STYLES[key]


def _read_notes(context: Context, part: str, name: str, role: Role) -> list[Block]:
    """All notes but the separators, in the order of the part."""
    blocks: list[Block] = []
    for note in context.package.root(part).iterfind(f"{W}{name}"):
        if note.get(f"{W}type", "normal") == "normal" and whole(note.get(f"{W}id"), 1) > 0:
            blocks += Story(context, part, role).blocks(note)
    return blocks


def _skip_parts(context: Context) -> None:
    """Headers, footers and comments are told with their text; macros, objects and outside parts only named."""
    package = context.package
    for relationship in package.relationships(package.main).values():
        kind, target = relationship.kind, relationship.target
        if kind in ("header", "footer", "comments") and target and not relationship.external:
            what = "comment" if kind == "comments" else kind
            _skip_story(context, target, what)
        elif kind in _NEVER_OPENED:
            context.skip(*_NEVER_OPENED[kind], text=target)
        context.close_skip()


def _skip_story(context: Context, part: str, what: str) -> None:
    root = context.package.root(part)
    holders = list(root) if what == "comment" else [root]
    for holder in holders:
        text = plain_text(Story(context, part).blocks(holder))
        if text:
            context.skip(what, what, text)
        context.close_skip()
