"""Memory of a page's pictures, kept for the next page's."""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of malloc.h
LARGEST = 32 << 20  # bytes: the most that glibc takes for the second; a page's pictures are smaller
KEPT = 256 << 20  # bytes: more than so much is given back


def keep_memory() -> None:
    """Has the C library keep free memory; elsewhere than with glibc nothing happens.

    It would give a picture's back at once and take it anew for the next: 15,000 page faults, 2 % of a page's time.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGEST)
        mallopt(M_TRIM_THRESHOLD, KEPT)
