"""Which branch of a markup-compatibility choice is read (ECMA-376 part 3)."""

from __future__ import annotations

from parsers.readers.docx.names import MC
from parsers.readers.xml import Element

UNDERSTOOD = {"wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "wp14", "a14", "v", "o"}


def choose(alternate: Element) -> Element | None:
    """The branch of an AlternateContent that is read: a Choice that is understood, else the Fallback, else any Choice.

    Each branch draws the same thing: reading two would double it.
    """
    choices = alternate.findall(f"{MC}Choice")
    for choice in choices:
        if set(choice.get("Requires", "").split()) <= UNDERSTOOD:
            return choice
    fallback = alternate.find(f"{MC}Fallback")
    if fallback is not None:
        return fallback
    return choices[0] if choices else None
