"""Awards: prizes, commendations, titles, flags, medals, standards reached. docs/design/awards.md tells the grammar."""

from __future__ import annotations

import datetime

from models.report import Award
from parsers.extractors.awards.beneath import read_with_names_beneath
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.levels import city_level
from parsers.extractors.awards.merge import merge
from parsers.extractors.awards.prose import read_on
from parsers.extractors.awards.tables import read_table
from parsers.extractors.awards.words import AwardWords, award_words
from parsers.extractors.passages import Layout, Passage
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

# Sections that speak of what is to come, or of nobody's merits.
_NO_AWARDS = ("directions", "shortcomings", "shortcomings_list", "causes", "proposed_class")


def extract_awards(layout: Layout, vocabulary: Vocabulary, date: datetime.date | None = None) -> list[Award]:
    """The awards that the report states, in its order; a fact stated twice is one item.

    `date` is the paper's own: what "thành phố" is depends on it where nothing else tells.
    """
    words = award_words(vocabulary)
    city = city_level(layout_text(layout), words, date)
    awards: list[tuple[int, Award]] = []
    passages = layout.passages
    above: Contest | None = None
    for index, passage in enumerate(passages):
        if passage.kind in _NO_AWARDS or not _speaks_of_awards(passage, words):
            above = None
            continue
        before = passages[index - 1] if index else passage
        above = above if (before.section, before.context) == (passage.section, passage.context) else None
        listed = read_with_names_beneath(passages, index, words, city)
        read, above = (listed, None) if listed else read_on(passage, words, city, above)
        awards += [(passage.block, award) for award in read]
    for table in layout.tables:
        if table.kind not in _NO_AWARDS:
            awards += [(table.block, award) for award in read_table(table, words, city)]
    return merge(award for _, award in sorted(awards, key=lambda pair: pair[0]))


def _speaks_of_awards(passage: Passage, words: AwardWords) -> bool:
    """Only such a passage is looked at closer: a word of awards in it, or numbers beneath a line that has one."""
    if words.anchor.search(passage.shadow, passage.start, passage.stop):
        return True
    above = passage.context[-1] if passage.context else ""
    return bool(above) and words.anchor.search(shadow(above)) is not None and any(map(str.isdigit, passage.words))


def layout_text(layout: Layout) -> str:
    """All words of the paper, for what only the whole can tell."""
    passages = (*layout.head, *layout.passages, *layout.closing)
    return "\n".join(passage.words for passage in passages)
