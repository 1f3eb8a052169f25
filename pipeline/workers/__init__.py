"""Work that can be killed: `run(task, limits, on_progress) -> Outcome`.

`seam` the task and who carries it out, `limits` what it may cost, `pool` the parent's side, `child` the other side,
`confinement` what the system gives, `warm` what children find ready, `parsing` reading a file as a task.
"""

from pipeline.workers.limits import WORK_LIMITS, WorkLimits, reading_limits, work_limits
from pipeline.workers.pool import Pool, cores, open_pool, run_all
from pipeline.workers.seam import Here, Progress, Runner, Task

__all__ = [
    "WORK_LIMITS",
    "Here",
    "Pool",
    "Progress",
    "Runner",
    "Task",
    "WorkLimits",
    "cores",
    "open_pool",
    "reading_limits",
    "run_all",
    "work_limits",
]
