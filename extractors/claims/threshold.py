"""From which confidence on a claim counts; below it is a candidate."""

# Where precision and recall weigh about alike on articles kept for tuning.
DEFAULT_THRESHOLD = 0.35
