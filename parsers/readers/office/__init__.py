"""Old and foreign Word files (.doc, .rtf, .odt, WordML, Flat OPC, HTML, MHTML) → Document.

All become a Word package first, which the DOCX reader reads: .doc, .rtf and .odt through LibreOffice, the others, which
are XML or HTML, by a translation of our own that needs no program and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.document import Document
from models.errors import KiemdiemError
from parsers.readers import docx
from parsers.readers.limits import Limits
from parsers.readers.office.losses import losses, refuse_locked
from parsers.readers.office.soffice import Old, convert_many
from parsers.readers.sniff import sniff

if TYPE_CHECKING:
    from parsers.readers import Input

READER = "legacy"
MEDIA_TYPES = {  # sniffed format → the media type of the original
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}


def read(source: Input, limits: Limits) -> Document:
    """The Document of one file.

    Raises MissingPartError (office_missing), InputError (encrypted, office_failed, office_timeout) and what the DOCX
    reader raises.
    """
    (result,) = read_many([source], limits)
    if isinstance(result, KiemdiemError):
        raise result
    return result


def read_many(sources: Sequence[Input], limits: Limits) -> list[Document | KiemdiemError]:
    """Each file's Document or why there is none, in the order given; far quicker than one by one.

    Raises MissingPartError (office_missing).
    """
    results: list[Document | KiemdiemError | None] = [_refusal(source, limits) for source in sources]
    waiting = [place for place, result in enumerate(results) if result is None]
    olds = [Old(sources[place].filename, sniff(sources[place].data), sources[place].data) for place in waiting]
    for place, old, made in zip(waiting, olds, convert_many(olds), strict=True):
        results[place] = (
            made if isinstance(made, KiemdiemError) else _read_made(sources[place], old.suffix, made, limits)
        )
    return [result for result in results if result is not None]


def _refusal(source: Input, limits: Limits) -> KiemdiemError | None:
    try:
        refuse_locked(source, limits)
    except KiemdiemError as error:
        return error
    return None


def _read_made(source: Input, kind: str, made: bytes, limits: Limits) -> Document | KiemdiemError:
    """The Document of the converted file, under the original's name, hash and size."""
    try:
        document = docx.read(replace(source, data=made), limits)
    except KiemdiemError as error:
        return error
    about = replace(
        document.source, sha256=source.sha256, media_type=MEDIA_TYPES[kind], reader=READER, size=len(source.data)
    )
    return replace(document, source=about, skipped=(*document.skipped, *losses(source.data)))
