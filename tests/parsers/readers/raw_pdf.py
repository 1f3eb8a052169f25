"""PDFs whose content streams are written by hand, for the habits of producers that no library here has."""

from __future__ import annotations

from collections.abc import Sequence

from pdf_builder import LETTERS, MARKS, WIDTH, font_file

SIGNS = "".join(dict.fromkeys(LETTERS[:95] + LETTERS + MARKS))  # the order of the glyphs in the font
GLYPHS = {letter: number for number, letter in enumerate(SIGNS, 1)}


class RawPdf:
    """Pages of A4 from content streams; fonts are named F0, F1, … in the order in which they were added."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b""]  # the catalogue and the pages come last
        self._fonts: list[int] = []
        self._pages: list[int] = []

    def add(self, body: bytes) -> int:
        """Adds an object; returns its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, entries: bytes = b"") -> int:
        """Adds a stream."""
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data))

    def composite(
        self, family: bytes = b"ABCDEF+TimesNewRomanPSMT", *, stem: int = 80, program: bytes | None = None
    ) -> str:
        """A Type0 font, Identity-H, with ToUnicode: the codes are glyph numbers, as Word and iText write them."""
        file = self.stream(program or font_file("Bars"))
        descriptor = self.add(
            b"<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
            b"/Descent -200/CapHeight 600/StemV %d/FontFile2 %d 0 R>>" % (family, stem, file)
        )
        inner = self.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/DW %d/CIDToGIDMap/Identity/FontDescriptor %d 0 R>>" % (family, WIDTH, descriptor)
        )
        names = self.stream(_names({number: letter for letter, number in GLYPHS.items()}, 2))
        return self._font(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (family, inner, names)
        )

    def drawn(self, letters: str) -> str:
        """A Type3 font, each glyph a drawing, as Skia writes fonts that it may not embed; the codes count from 1."""
        bar = self.stream(b"500 0 50 0 450 600 d1 50 0 400 600 re f")
        procedures = b"".join(b"/g%d %d 0 R" % (code, bar) for code in range(1, len(letters) + 1))
        differences = b"".join(b"/g%d" % code for code in range(1, len(letters) + 1))
        names = self.stream(_names(dict(enumerate(letters, 1)), 1))
        return self._font(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 800]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<%s>>/Encoding"
            b"<</Type/Encoding/Differences[1%s]>>/FirstChar 1/LastChar %d/Widths[%s]/ToUnicode %d 0 R>>"
            % (procedures, differences, len(letters), b" ".join([b"500"] * len(letters)), names)
        )

    def _font(self, body: bytes) -> str:
        self._fonts.append(self.add(body))
        return f"F{len(self._fonts) - 1}"

    def page(self, content: str, entries: bytes = b"") -> RawPdf:
        """Adds a page."""
        stream = self.stream(content.encode("latin-1"))
        fonts = b"".join(b"/F%d %d 0 R" % (index, number) for index, number in enumerate(self._fonts))
        body = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Resources<</Font<<%s>>>>/Contents %d 0 R>>"
        self._pages.append(self.add(body % (entries, fonts, stream)))
        return self

    def pdf(self) -> bytes:
        """The file."""
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>>>"
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self.objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self._pages))
        data, places = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, 1):
            places.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(data))
        return data + head + table + tail


def _names(codes: dict[int, str], size: int) -> bytes:
    """A ToUnicode map."""
    lines = b"\n".join(
        b"<%0*X> <%s>" % (2 * size, code, text.encode("utf-16-be", "surrogatepass").hex().upper().encode())
        for code, text in codes.items()
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def /CMapType 2 def\n"
        b"1 begincodespacerange <%s> <%s> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end end"
        % (b"00" * size, b"FF" * size, len(codes), lines)
    )


def codes(text: str) -> str:
    """The text as a hexadecimal string of glyph numbers."""
    return "<" + "".join(f"{GLYPHS[letter]:04X}" for letter in text) + ">"


def kerned(text: str, kerns: Sequence[int] = (0, -3, 4, 0, 12, -8)) -> str:
    """The text as an array of one string a letter with small moves between, as Word writes a run."""
    return "[" + " ".join(f"{codes(letter)} {kerns[n % len(kerns)]}" for n, letter in enumerate(text)) + "] TJ"
