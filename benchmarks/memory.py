"""What a fresh process costs in memory at its peak."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_TELL_PEAK = "print(open('/proc/self/status').read())"  # getrusage would tell the peak of the one that started it


def peak_of(work: str, file: Path) -> float:
    """MB resident at the peak of a fresh Python process that runs the statements `work`, `file` as `sys.argv[1]`."""
    command = [sys.executable, "-c", f"import sys; from pathlib import Path; {work}; {_TELL_PEAK}", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", told, re.MULTILINE)
    assert peak is not None, "this system does not tell a process's peak"
    return int(peak[1]) / 1024
