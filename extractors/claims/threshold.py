"""From which confidence on a claim counts; below it is a candidate."""

# About half of the F1 to be expected, which is where F1 is highest for a calibrated confidence.
DEFAULT_THRESHOLD = 0.35
