from collections.abc import Iterable
from models.report import Statistic
from parsers.extractors.passages import Passage
from parsers.extractors.statistics.labels import Lexicon
def prose_statistics(passages: Iterable[Passage], words: Lexicon) -> list[Statistic]:
    return []
