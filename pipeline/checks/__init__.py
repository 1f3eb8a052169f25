"""What does not add up within one report: Report → findings. Nothing is corrected; a finding says both sides.

`tables`, `statistics` and `prose` find the sums and percents that the report states, `figures` judges them and keeps
one finding for one cause; `names` holds counts against lists, `form` looks at the paper itself.
"""

from __future__ import annotations

from models.report import Finding, Report
from parsers.vocabulary import Vocabulary, load_vocabulary
from pipeline.checks.figures import arithmetic_findings
from pipeline.checks.form import form_findings
from pipeline.checks.messages import finding_message
from pipeline.checks.names import name_findings
from pipeline.checks.prose import lines, prose_shares, prose_sums
from pipeline.checks.statistics import statistic_rows, statistic_shares, statistic_sums
from pipeline.checks.tables import grids, table_shares, table_sums
from pipeline.checks.words import check_words

__all__ = ["check", "finding_message"]


def check(report: Report, vocabulary: Vocabulary | None = None) -> list[Finding]:
    """All findings within the report, in Vietnamese (`finding_message` says them in either language)."""
    words = check_words(load_vocabulary() if vocabulary is None else vocabulary)
    told, tables, rows = list(lines(report)), list(grids(report)), statistic_rows(report)
    sums = [*statistic_sums(rows, words), *table_sums(tables, words), *prose_sums(told, words)]
    shares = [*table_shares(tables, words), *prose_shares(told, words), *statistic_shares(rows, words)]
    return [
        *arithmetic_findings(sums, shares),
        *name_findings(report, words),
        *form_findings(report, words),
    ]
