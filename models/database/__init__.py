"""The database: the Report in normal form, what people decided on it, and the values in force.

    schools ── reports ── readings ── claims          what each reading of a file says
                  │           └────── files ── documents
                  ├── decisions                       what people said about it, never deleted
                  ├── findings
                  └── heads, sections, ratings, …     the values in force: one flat table per kind of fact

`base` the columns and their sensitivity, `registry` schools, files and reports, `review` claims, decisions and
findings, `facts` the flat tables, `work` the files to read, `views` the cells of tables, `connection` engines and the
schema's version.
"""

from models.database import facts, registry, review, views, work
from models.database.base import SENSITIVITIES, Base

__all__ = ["SENSITIVITIES", "Base", "facts", "registry", "review", "views", "work"]
