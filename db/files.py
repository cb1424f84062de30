"""Files that appear as a whole."""

import os
from pathlib import Path


def replace_synced(part: Path, target: Path) -> None:
    """Puts a finished file in its place, on the disk before it is seen."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
