"""Old and foreign Word files (.doc, .rtf, .odt, WordML, Flat OPC, HTML, MHTML) → Document.

All become a Word package first, which the DOCX reader reads: .doc, .rtf and .odt through LibreOffice, the others, which
are XML or HTML, by a translation of our own that needs no program and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.document import Document, Skipped
from models.errors import InputError, KiemdiemError
from parsers.readers import docx
from parsers.readers.archive import Archive
from parsers.readers.limits import Limits
from parsers.readers.office import flat_opc, html, mhtml, wordml
from parsers.readers.office.doubts import without_doubtful
from parsers.readers.office.losses import losses, refuse_locked
from parsers.readers.office.package import Translated
from parsers.readers.office.soffice import Old, convert_many
from parsers.readers.office.word97 import examine
from parsers.readers.sniff import sniff

if TYPE_CHECKING:
    from parsers.readers import Input

READER = "legacy"
MEDIA_TYPES = {  # sniffed format → the media type of the original
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "wordml": "application/xml",
    "flat_opc": "application/xml",
    "html": "text/html",
    "mhtml": "multipart/related",
}
_TRANSLATORS: dict[str, Callable[[Input, Limits], Translated]] = {
    "wordml": wordml.translate,
    "flat_opc": flat_opc.translate,
    "html": html.translate,
    "mhtml": mhtml.translate,
}


def read(source: Input, limits: Limits) -> Document:
    """The Document of one file.

    Raises MissingPartError (office_missing), InputError (encrypted, damaged_old, office_failed, office_timeout,
    no_text) and what the DOCX reader raises.
    """
    (result,) = read_many([source], limits)
    if isinstance(result, KiemdiemError):
        raise result
    return result


def read_many(sources: Sequence[Input], limits: Limits) -> list[Document | KiemdiemError]:
    """Each file's Document or why there is none, in the order given; far quicker than one by one."""
    packages: dict[int, Translated | KiemdiemError] = {}
    olds: dict[int, Old] = {}
    damage: dict[int, tuple[Skipped, ...]] = {}
    for place, source in enumerate(sources):
        kind = sniff(source.data)
        try:
            if kind in _TRANSLATORS:
                packages[place] = _TRANSLATORS[kind](source, limits)
            else:
                refuse_locked(source, limits)
                damage[place] = _damage(source)
                olds[place] = Old(source.filename, kind, source.data)
        except KiemdiemError as error:
            packages[place] = error
    for place, made in zip(olds, convert_many(list(olds.values()), limits), strict=True):
        lost = (*damage[place], *losses(sources[place].data))
        packages[place] = Translated(made, lost, converted=True) if isinstance(made, bytes) else made
    return [_document(source, packages[place], limits) for place, source in enumerate(sources)]


def _damage(source: Input) -> tuple[Skipped, ...]:
    """What of an old file was overwritten. Raises InputError (damaged_old) where it cannot be believed."""
    health = examine(source.data)
    if health.broken:
        raise InputError("damaged_old", file=source.filename)
    told = (("text", health.text), ("looks", health.looks))
    return tuple(Skipped("damage", f"{part}_overwritten") for part, overwritten in told if overwritten)


def _document(source: Input, package: Translated | KiemdiemError, limits: Limits) -> Document | KiemdiemError:
    """The Document of the Word package, under the original's name, type, hash and size."""
    if isinstance(package, KiemdiemError):
        return package
    try:
        document = docx.read(replace(source, data=package.data), limits)
        if package.converted:
            archive = Archive(package.data, source.filename, limits)
            document = without_doubtful(document, source.data, archive.read("word/document.xml"))
    except KiemdiemError as error:
        return error
    about = replace(
        document.source,
        sha256=source.sha256,
        media_type=MEDIA_TYPES[sniff(source.data)],
        reader=READER,
        size=len(source.data),
    )
    return replace(document, source=about, skipped=(*document.skipped, *package.skipped))
