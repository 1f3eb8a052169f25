"""What taking files in may cost: folders, archives, sets of photos, batches; each limit with its unit and its reason.

Each can be set like those of one file (`pipeline.workers.limits`): `KIEMDIEM_LIMIT_ARCHIVE_MEMBERS=20000`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from parsers.readers.limits import MIB
from pipeline.workers.limits import in_force


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """The limits of what is asked for at once. What lies past one of them has an error that names it, or is told."""

    archive_members: int = 5_000  # files in one archive: a province's schools for a year, and a stop to floods
    archive_member_bytes: int = 200 * MIB  # one of them unpacked: far above a long scan
    archive_bytes: int = 4096 * MIB  # all of them unpacked, or all photos of a set
    archive_ratio: int = 200  # unpacked to packed bytes of one: Office files and scans are packed, text reaches 20
    archive_ratio_from: int = 10 * MIB  # bytes below which the ratio does not matter
    unpack_seconds: int = 600  # computing of bsdtar on one archive: 4 GiB unpack in a tenth of it
    unpack_memory_bytes: int = 2048 * MIB  # address space of bsdtar: a 7-Zip dictionary takes up to 1.5 GiB
    folder_depth: int = 20  # folders within folders
    batch_files: int = 20  # old Word files for one LibreOffice: more gain nothing and lose more where one breaks off
    look_ahead: int = 60  # files that are looked at to fill a batch: others between them are not held up longer
    waiting_bytes: int = 512 * MIB  # copies out of archives that wait for their turn; one file more is always begun


BATCH_LIMITS = BatchLimits()


def batch_limits(environment: Mapping[str, str] = os.environ) -> BatchLimits:
    """The limits in force. Raises UsageError (settings_invalid)."""
    return in_force(BATCH_LIMITS, environment)
