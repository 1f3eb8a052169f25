"""MHTML ("single file web page"): a mail message whose main part is the page."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import TYPE_CHECKING

from models.errors import InputError
from parsers.readers.limits import Limits
from parsers.readers.office.html import decode, translate_text
from parsers.readers.office.package import Translated

if TYPE_CHECKING:
    from parsers.readers import Input


def translate(source: Input, limits: Limits) -> Translated:
    """The Word package. Raises InputError (no_text) where no part is a page, and as `html.translate` does."""
    for part in message_from_bytes(source.data.lstrip(b"\xef\xbb\xbf\r\n\t ")).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return translate_text(_text(part), source.filename, limits)
    raise InputError("no_text", file=source.filename)


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return decode(data if isinstance(data, bytes) else b"", part.get_content_charset() or "")
