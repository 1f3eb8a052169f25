"""What a Vietnamese syllable is: an onset, a rhyme, a tone; and where syllables that were run together part.

The rhymes are those of Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), with those of loan words and names that schools
write ("oong", "uyu"). A word that is no syllable is a name of another language, an abbreviation or a misreading.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# fmt: off
_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "q", "b", "c", "d", "đ", "g", "h", "k", "l",
           "m", "n", "p", "r", "s", "t", "v", "x")
# fmt: on
_RHYMES = frozenset(  # a word list reads better than 160 quoted strings
    """a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh
    uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu""".split()  # noqa: SIM905
)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_CHECKED = ("c", "ch", "p", "t")  # finals that take only the sharp and the heavy tone
_CHECKED_TONES = {"\u0301", "\u0323"}
_FRONT = ("i", "e", "ê", "y", "iê")  # vowels before which k, gh and ngh are written, and c, g and ng never
_WORD = re.compile(r"[^\W\d_]+")
_TONED_CONSONANT = re.compile(r"[ñńǹ]", re.IGNORECASE)  # "Ñgô": a speck above an n
MOST_GLUED = 4  # syllables that ran together
_LONGEST = 7  # letters: "nghiêng"


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelled as one Vietnamese syllable, in capitals or not ("Trường", "QUYẾT")."""
    plain, tones = _without_tone(word.lower())
    if len(tones) > 1 or not plain or _TONED_CONSONANT.search(word):
        return False
    return any(_is_rhyme(onset, plain[len(onset) :], tones) for onset in ("", *_ONSETS) if plain.startswith(onset))


def is_readable(word: str) -> bool:
    """Whether every run of letters in `word` is a syllable or an abbreviation in capitals."""
    runs = _WORD.findall(unicodedata.normalize("NFC", word))
    return all(is_syllable(run) or (run.isupper() and len(run) <= 8) or len(run) == 1 for run in runs)


def split_glued(word: str) -> tuple[str, ...]:
    """The syllables of a word that lost its spaces ("Tỷlệ" → "Tỷ", "lệ"); the word itself where no one way is right.

    A syllable stays whole, and so does a word that could be parted in two ways, or only between two vowels ("Lưung" is
    a misread "Lương"); "lệ%" is a word and a sign.
    """
    if word.endswith("%") and all(map(is_syllable, parts := split_glued(word[:-1]))):
        return (*parts, "%")
    if is_syllable(word) or not _WORD.fullmatch(word) or word.isupper():
        return (word,)
    ways = _ways(word, MOST_GLUED)
    fewest = [way for way in ways if len(way) == min(map(len, ways))]
    return fewest[0] if len(fewest) == 1 else (word,)


def _ways(word: str, most: int) -> list[tuple[str, ...]]:
    if is_syllable(word):
        return [(word,)]
    if most < 2:
        return []
    found: list[tuple[str, ...]] = []
    for end in range(2, min(_LONGEST, len(word) - 2) + 1):
        first = word[:end]
        if is_syllable(first) and not (_is_vowel(first[-1]) and _is_vowel(word[end])):
            found += [(first, *rest) for rest in _ways(word[end:], most - 1) if len(rest[0]) > 1]
    return found


def _is_vowel(letter: str) -> bool:
    return _without_tone(letter.lower())[0] in _RHYMES


def _is_rhyme(onset: str, rhyme: str, tones: list[str]) -> bool:
    if onset == "gi" and (rhyme == "" or "i" + rhyme in _RHYMES):  # "gì", "giết": the i belongs to both
        return True
    if onset == "q":  # "qua" is written for "qoa", "quốc" as it sounds
        known = rhyme[:1] == "u" and (rhyme in _RHYMES or "o" + rhyme[1:] in _RHYMES)
    else:
        known = rhyme in _RHYMES
    if not known:
        return False
    front = rhyme.startswith(_FRONT)
    if (onset in ("k", "gh", "ngh") and not front) or (onset in ("c", "g", "ng") and front):
        return False
    return not rhyme.endswith(_CHECKED) or (bool(tones) and tones[0] in _CHECKED_TONES)


def _without_tone(word: str) -> tuple[str, list[str]]:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [letter for letter in decomposed if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))
    return plain, tones
