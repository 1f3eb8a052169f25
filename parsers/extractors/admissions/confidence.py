"""How sure a statement is, by how it is worded."""

PLAIN = 0.97  # verb and figure, or verb and name, stand together
AGREEING = 0.98  # the figure and the names listed agree
DIFFERING = 0.94  # both are plain, but their numbers differ: a matter for the checks
BEFORE_THE_VERB = 0.91  # "02 quần chúng … được kết nạp"
LOOSE = 0.75  # the figure stands far away, or two figures were added
TABLED = 0.93  # a row of a table whose caption or label names the event
UNSAID = 0.6  # "giới thiệu 03 quần chúng" without the class they were sent to

# How far a fact is trusted when the report says it elsewhere, or more than once.
ANNEX_FACTOR = 0.9  # an annex often repeats another year's figures
CONTRADICTED = 0.6  # two statements of one count that differ
ADDED = 0.8  # two statements that add up to one count
