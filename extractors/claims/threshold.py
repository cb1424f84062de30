"""From which confidence on a claim counts; below it is a candidate."""

# More likely right than wrong: confidence is calibrated, and F1 hardly changes from .35 to .55 (bench/RESULTS.md).
DEFAULT_THRESHOLD = 0.5
