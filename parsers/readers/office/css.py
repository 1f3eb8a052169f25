"""The few words of CSS that say how the text of a report looks: of style sheets, classes and `style` attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Declarations = dict[str, str]

LONGEST = 200  # characters of one value that are looked at: more is a picture, not a look
_SELECTOR = re.compile(r"([a-z][\w-]*)?(?:\.([\w-]+))?", re.IGNORECASE)
INHERITED = frozenset(
    {"font-family", "font-weight", "font-style", "font-size", "color", "text-align", "text-decoration", "display"}
    | {"background", "mso-hide", "white-space"}
)


def declarations(text: str) -> Declarations:
    """ "color: red; font: bold 12pt 'Arial'" → by property; a shorthand `font` gives its family, weight and style."""
    found: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if not colon or not value:
            continue
        if name == "background-color":
            name = "background"
        if name == "font":
            found |= _shorthand(value[:LONGEST])
        elif name in ("text-decoration", "text-decoration-line") and name in found:
            found["text-decoration"] += f" {value}"
        else:
            found[name] = value
    return found


def _shorthand(value: str) -> Declarations:
    found: Declarations = {}
    size = re.search(r"(\d[\d.]*(?:pt|px))(?:/\S+)?\s+(.+)$", value)
    if size:
        found |= {"font-size": size[1], "font-family": size[2]}
    if "bold" in value.split():
        found["font-weight"] = "bold"
    if "italic" in value.split():
        found["font-style"] = "italic"
    return found


class StyleSheet:
    """Rules for an element's name, a class, or both; what says more about where an element stands is not read."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], Declarations] = {}
        for text in texts:
            for selectors, body in _rules(text):
                for selector in selectors.split(","):
                    match = _SELECTOR.fullmatch(selector.strip())
                    if match and match[0]:
                        key = ((match[1] or "").lower(), (match[2] or "").lower())
                        self._rules.setdefault(key, {}).update(declarations(body))

    def of(self, name: str, classes: str, own: str) -> Declarations:
        """What holds for an element: its name's rules, then its classes', then its own."""
        found = dict(self._rules.get((name, ""), {}))
        for one in classes.lower().split():
            found |= self._rules.get(("", one), {})
            found |= self._rules.get((name, one), {})
        return found | declarations(own)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule; linear, whatever the text."""
    text = text.replace("<!--", "").replace("-->", "")
    first, *commented = text.split("/*")
    text = first + " ".join(part.partition("*/")[2] for part in commented)
    for rule in text.split("}"):
        before, brace, body = rule.rpartition("{")
        if brace:
            yield before.rpartition("{")[2], body
