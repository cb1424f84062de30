"""From which confidence on a claim counts; below it is a candidate."""

# F1 hardly changes from .35 to .55 (bench/RESULTS.md); here precision is a few points above recall.
DEFAULT_THRESHOLD = 0.45
