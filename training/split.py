"""What is held out of training for tuning: a fixed share by id, alike on every machine."""

import zlib
from collections.abc import Iterable

from training.articles import Sample

_SHARE = 12


def is_held_out(sample: Sample) -> bool:
    """About one article in twelve."""
    return zlib.crc32(sample.id.encode()) % _SHARE == 0


def divide(samples: Iterable[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Samples to train on, and those to tune on."""
    kept = list(samples)
    return [s for s in kept if not is_held_out(s)], [s for s in kept if is_held_out(s)]
