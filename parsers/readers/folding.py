"""Raw characters of a paragraph → its text: NFC, white space folded, nothing invisible; with a map of offsets."""

from __future__ import annotations

import re
import unicodedata

NOTHING = "\ufdd0"  # a noncharacter: holds the place of an object that leaves no trace in the text

# One for one: the blanks of Unicode, line ends, look-alikes of Đ.
_SAME_LENGTH = str.maketrans(
    {**dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " "), **{chr(code): " " for code in range(0x2000, 0x200B)}}
    | {**dict.fromkeys("\r\v\f\u0085\u2028\u2029", "\n"), "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
)
_DROPPED = f"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff{NOTHING}\x00-\x08\x0e-\x1f"
_COMBINING = "\u0300-\u036f"
_DROP = re.compile(f"[{_DROPPED}]")
_SPECIAL = f"\\t\\n{_DROPPED}{_COMBINING}"
_SPOT = re.compile(f"[^{_SPECIAL} ]?(?=[{_SPECIAL} ]*[{_SPECIAL}])[{_SPECIAL} ]+| {{2,}}|^ | $")
_SUSPECT = re.compile(
    f"[\\t\\n{_DROPPED}{_COMBINING}\\r\\v\\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000ÐƉð]|  |^ | $"
)
_RANK = {" ": 0, "\t": 1, "\n": 2}  # of a run of blanks the strongest stays


def fold_text(raw: str) -> tuple[str, list[int] | None]:
    """The text, and for each raw offset (one more than characters) the offset in it; None where nothing moved."""
    if not _SUSPECT.search(raw) and unicodedata.is_normalized("NFC", raw):
        return raw, None
    raw = raw.translate(_SAME_LENGTH)
    folder = _Folder()
    place = 0
    for spot in _SPOT.finditer(raw):
        folder.copy(raw[place : spot.start()])
        folder.fold(spot[0])
        place = spot.end()
    folder.copy(raw[place:])
    return folder.finish()


class _Folder:
    def __init__(self) -> None:
        self._out: list[str] = []  # one entry a raw character that stays
        self._offsets: list[int] = []  # entries, by raw offset

    def copy(self, text: str) -> None:
        """Characters that stay as they are, save those that NFC writes otherwise."""
        if not unicodedata.is_normalized("NFC", text):
            return self.fold(text)
        start = len(self._out)
        self._offsets.extend(range(start, start + len(text)))
        self._out.extend(text)
        return None

    def fold(self, text: str) -> None:
        """Characters that need a look each."""
        for letter in text:
            if unicodedata.combining(letter) and self._compose(letter):
                continue
            self._offsets.append(len(self._out))
            if _DROP.match(letter):
                continue
            if letter in _RANK:
                self._blank(letter)
            else:
                self._out.append(unicodedata.normalize("NFC", letter))

    def _compose(self, mark: str) -> bool:
        """Join a mark to its letter; one that was typed after a blank belongs to the letter before it."""
        out = self._out
        place = len(out) - 1
        if place > 0 and out[place] == " " and out[place - 1][:1].isalpha():
            place -= 1
        if place < 0 or out[place] in _RANK:
            return False
        out[place] = unicodedata.normalize("NFC", out[place] + mark)
        self._offsets.append(len(out))
        return True

    def _blank(self, blank: str) -> None:
        out = self._out
        if not out:
            return
        if out[-1] in _RANK:
            out[-1] = max(out[-1], blank, key=_RANK.__getitem__)
        else:
            out.append(blank)

    def finish(self) -> tuple[str, list[int]]:
        out = self._out
        while out and out[-1] in _RANK:
            out.pop()
        last, offsets = len(out), self._offsets
        offsets.append(last)
        for place in range(len(offsets) - 2, -1, -1):  # those of the blanks that were taken from the end
            if offsets[place] <= last:
                break
            offsets[place] = last
        joined = "".join(out)
        if len(joined) == last:
            return joined, offsets
        starts = [0]  # an entry of more letters than one: a mark that composes with nothing
        for entry in out:
            starts.append(starts[-1] + len(entry))
        return joined, [starts[offset] for offset in offsets]
